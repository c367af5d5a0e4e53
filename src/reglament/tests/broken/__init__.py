"""Rules of the founding regulations, and what happens when their text says something else: none is in the code."""
