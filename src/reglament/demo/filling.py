"""Filling an empty database with the demo."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from reglament.demo.accounts import ACCOUNTS
from reglament.demo.cast import found
from reglament.demo.playing import Play
from reglament.demo.posted import settle_letters
from reglament.demo.script import stories
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.regulation.models import Desk

__all__ = ["ACCOUNTS", "fill", "is_filled"]

DESKS = ("hivetaxi", "rosinfotech")


def is_filled() -> bool:
    """Whether there is anything already: the demo fills only an empty database."""
    return Desk.objects.exists()


@write
def fill(now: datetime, *, siblings: int | None = None) -> bool:
    """Make the demo as it stands at `now`, all of it or nothing; False when the database is not empty.

    `siblings` limits how many tickets there are per desk besides the main ones. Refused outside demo mode: the demo's
    password is public.
    """
    if not settings.DEMO:
        raise Refused(
            _("The demo has a public password: fill it only in demo mode (REGLAMENT_DEMO=1)."), code="no-demo"
        )
    if is_filled():
        return False
    now = now.replace(second=0, microsecond=0)  # as people tell times
    told = [story for desk in DESKS for story in stories(desk, siblings=siblings)]
    Play(found(now), now).run(told)
    settle_letters(now)
    return True
