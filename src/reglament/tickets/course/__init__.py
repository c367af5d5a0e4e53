"""The course of a ticket: opened, classified, assigned, postponed, handed over, merged, ended, opened again."""
