"""Which sections and keys a document has."""
