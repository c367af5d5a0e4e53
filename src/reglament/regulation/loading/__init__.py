"""The door to a document: found by name, loaded and checked, supplemented, kept compiled."""
