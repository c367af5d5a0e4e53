"""What is said on a ticket, by whom."""
