"""Tickets: one file per capability."""
