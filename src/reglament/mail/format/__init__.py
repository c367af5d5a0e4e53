"""Bytes to letters and back. Pure: takes and returns values, knows no database, no server, no Django."""
