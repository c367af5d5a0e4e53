"""Working time: calendars and counting. Pure Python, no models, no clock of its own."""
