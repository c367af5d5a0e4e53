"""One ticket, as it is shown."""
