"""What happened: the append-only record, and letting readers react."""
