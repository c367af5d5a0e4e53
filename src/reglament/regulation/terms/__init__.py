"""What an edition says, as values. Everybody else in this package reads them; they read nobody."""
