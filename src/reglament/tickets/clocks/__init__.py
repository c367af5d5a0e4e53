"""The clocks of a ticket in the database: its history as facts, its rows, warnings and sweeps."""
