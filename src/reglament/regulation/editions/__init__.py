"""Editions: loaded, published, supplemented, and kept compiled."""
