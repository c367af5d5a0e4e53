"""Regulations: the document, its decision table, clocks, order and words; desks and editions."""
