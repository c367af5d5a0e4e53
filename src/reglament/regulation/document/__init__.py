"""The document as it is written: its text, form, calendars and library, and how it becomes terms."""
