"""Forms, one module per kind of act."""
