"""Letters that machines wrote: which kind, what they report, and whether a machine may answer."""
