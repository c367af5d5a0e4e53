"""Sessions in the database, saved through the write gate like everything else."""

from datetime import UTC, datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from reglament.lib.db import writing
from reglament.lib.prepared import prepared


@prepared
def _going_on(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Django's, behind the gate; every request reads one, by a statement compiled once."""

    def save(self, must_create: bool = False) -> None:
        """Save in one write transaction."""
        with writing():
            super().save(must_create=must_create)

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        found = _going_on(self.session_key or "", datetime.now(UTC))
        if not found:
            self._session_key = None
        return found[0] if found else None
