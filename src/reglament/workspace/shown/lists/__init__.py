"""Lists of tickets, as they are shown."""
