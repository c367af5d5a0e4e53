"""The database engine `reglament.lib.sqlite`."""
