"""What was changed of a mailbox, by whom and when: its events in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.events.models import Recorded, recorded
from reglament.lib.html import day_and_time
from reglament.mail.models import Mailbox

MOST = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to it."""

    when: str
    who: str
    what: str


def changes_of(mailbox: Mailbox, *, zone: str) -> list[Change]:
    """The latest first."""
    events = reversed(recorded(mailbox.stream)[-MOST:])
    return [Change(day_and_time(event.at, zone), event.by, _words(event)) for event in events]


def _words(event: Recorded) -> str:
    if event.verb == "mailbox_changed":
        return _changed(event.data)
    return str(_VERBS[event.verb])


def _changed(data: dict[str, Any]) -> str:
    told = [f"{_NAMES[name]}: {_value(old)} → {_value(new)}" for name, (old, new) in data["changed"].items()]
    told += [_("%(secret)s replaced") % {"secret": _NAMES[name]} for name in data["secrets"]]
    return "; ".join(told)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value) or "INBOX"
    return str(value) or "–"


_VERBS: dict[str, Lazy] = {
    "mailbox_made": gettext_lazy("set up"),
    "mailbox_switched_off": gettext_lazy("switched off"),
    "mailbox_switched_on": gettext_lazy("switched on"),
    "mailbox_granted": gettext_lazy("leave to sign in was given"),
}
_NAMES: dict[str, Lazy] = {
    "address": gettext_lazy("address"),
    "name": gettext_lazy("name of the sender"),
    "way": gettext_lazy("how letters come in"),
    "authserv_id": gettext_lazy("server that checks senders"),
    "host": gettext_lazy("server"),
    "port": gettext_lazy("port"),
    "tls": gettext_lazy("TLS from the first byte"),
    "username": gettext_lazy("user name"),
    "password": gettext_lazy("password"),
    "folders": gettext_lazy("folders"),
    "move_to": gettext_lazy("where kept letters are moved"),
    "smtp_host": gettext_lazy("server for letters out"),
    "smtp_port": gettext_lazy("its port"),
    "smtp_security": gettext_lazy("its protection"),
    "smtp_username": gettext_lazy("user name for letters out"),
    "smtp_password": gettext_lazy("password for letters out"),
    "authorize_url": gettext_lazy("where leave is given"),
    "token_url": gettext_lazy("where access tokens are got"),
    "client_id": gettext_lazy("client ID"),
    "client_secret": gettext_lazy("client secret"),
    "scope": gettext_lazy("scopes"),
    "refresh_token": gettext_lazy("refresh token"),
}
