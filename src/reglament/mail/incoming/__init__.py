"""Letters that come in: fetched or handed over, kept, read, decided about, and what becomes of them."""
