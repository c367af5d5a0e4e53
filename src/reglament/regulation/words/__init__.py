"""Everything a regulation and its clocks say to people, in both languages."""
