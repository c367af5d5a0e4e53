"""Mail: letters in, letters out. The pure part takes and returns values; docs/mail.md tells the rules."""
