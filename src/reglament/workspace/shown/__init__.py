"""Values fit to be shown: what templates are given instead of rows."""
