"""Mail: letters in, letters out. The pure part takes bytes and values and returns values; docs/mail.md tells the rules."""
