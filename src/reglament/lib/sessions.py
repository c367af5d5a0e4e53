"""Sessions in the database, saved through the write gate like everything else."""

from django.contrib.sessions.backends import db

from reglament.lib.db import writing


class SessionStore(db.SessionStore):
    """Django's, behind the gate."""

    def save(self, must_create: bool = False) -> None:
        """Save in one write transaction."""
        with writing():
            super().save(must_create=must_create)
