"""Editions: published, and supplemented."""
