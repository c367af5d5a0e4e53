"""Tests of the agents' door."""
