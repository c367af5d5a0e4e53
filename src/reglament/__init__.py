"""A support desk that runs on the vendor's support regulation."""
