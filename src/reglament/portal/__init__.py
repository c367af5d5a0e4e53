"""The clients' door: their requests, a new one, and everybody's signing in."""
