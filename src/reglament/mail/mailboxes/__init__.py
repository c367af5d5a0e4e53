"""Mailboxes of a desk: set up, tried, changed, switched."""
