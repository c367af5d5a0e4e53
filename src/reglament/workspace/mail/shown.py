"""Letters that leave and mailboxes, in words."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reglament.lib.html import day_and_time
from reglament.mail.models import Destination, Outgoing
from reglament.mail.outgoing import held_letters
from reglament.tickets.models import Attachment
from reglament.workspace.shown.ticket.delivery_words import cause_of

State = Outgoing.State


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the outbox."""

    slug: str
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A letter. `tone` colours its state; `act` is the word of the button that lets it go, "" where there is none."""

    letter: Outgoing
    state: str
    tone: str
    cause: str
    said: str
    when: str
    act: str
    may_cancel: bool
    leaves_later: bool


def tabs(here: str) -> list[Tab]:
    """The views of the outbox."""
    names = {
        "attention": _("Needs attention"),
        "waiting": _("Waiting"),
        "sent": _("Sent"),
        "dead": _("Dead addresses"),
    }
    return [Tab(slug, name, slug == here) for slug, name in names.items()]


def row_of(letter: Outgoing, now: datetime, zone: str, *, being_scanned: bool) -> Row:
    """A letter as the outbox shows it."""
    cause = "" if letter.state in (State.SENT, State.CANCELLED) or _is_only_waiting(letter) else cause_of(letter)
    return Row(
        letter=letter,
        state=_state(letter, being_scanned=being_scanned and letter.send_after <= now),
        tone=_TONES.get(letter.state, "amber" if letter.attempts else ""),
        cause=cause,
        said=letter.server_said if letter.server_said != cause else "",
        when=_when(letter, now, zone),
        act="" if letter.state in (State.SENT, State.CANCELLED) or _is_only_waiting(letter) else _act(letter),
        may_cancel=letter.state not in (State.SENT, State.CANCELLED),
        leaves_later=letter.state == State.WAITING and letter.send_after > now,
    )


def resting(now: datetime) -> list[tuple[Destination, str]]:
    """The servers and domains left in peace for a while, with the reason in plain words."""
    return [(one, plainly(one.said)) for one in Destination.objects.filter(resting_until__gt=now).order_by("since")]


_TONES = {State.FAILED.value: "none", State.BOUNCED.value: "none", State.HELD.value: "amber", State.SENT.value: "green"}


def _is_only_waiting(letter: Outgoing) -> bool:
    return letter.state == State.WAITING and not letter.attempts


def _state(letter: Outgoing, *, being_scanned: bool) -> str:
    if letter.state == State.WAITING and being_scanned:
        return str(Attachment.Scan.WAITING.label)
    if letter.state == State.WAITING and letter.attempts:
        return _("being retried")
    return str(letter.get_state_display())


def _act(letter: Outgoing) -> str:
    if letter.state == State.HELD and letter.why == held_letters.INFECTED:
        return _("Send without the file")
    return {State.WAITING: _("Try now"), State.HELD: _("Send all the same")}.get(State(letter.state), _("Send again"))


def _when(letter: Outgoing, now: datetime, zone: str) -> str:
    """What happens next, or happened last."""
    if letter.sent_at and letter.state == State.SENT:
        return _("sent %(time)s") % {"time": day_and_time(letter.sent_at, zone)}
    if letter.state == State.WAITING and letter.send_after > now:
        return _("leaves %(time)s") % {"time": day_and_time(letter.send_after, zone)}
    if letter.state == State.WAITING and letter.attempts:
        words = ngettext("%(number)s try, next %(time)s", "%(number)s tries, next %(time)s", letter.attempts)
        return words % {"number": letter.attempts, "time": day_and_time(letter.next_try_at, zone)}
    return _("written %(time)s") % {"time": day_and_time(letter.made_at, zone)}


_PLAIN: list[tuple[str, Lazy]] = [
    (r"AUTHENTICATIONFAILED|LOGIN failed|Authentication (?:failed|credentials)|\b53[0458]\b",
     gettext_lazy("The server does not accept the name and password.")),
    (r"invalid_grant|withdrawn|expired.*token|token.*expired|access token",
     gettext_lazy("Access to this mailbox has ended: it has to be granted again.")),
    (r"Connection refused|Errno 111", gettext_lazy("Nothing answers at this server and port.")),
    (r"timed out|timeout", gettext_lazy("The server does not answer in time.")),
    (r"Name or service not known|nodename nor servname|getaddrinfo|Errno -[235]\b",
     gettext_lazy("There is no server of that name.")),
    (r"CERTIFICATE_VERIFY_FAILED|certificate", gettext_lazy("The server's certificate can't be trusted.")),
    (r"no TLS|WRONG_VERSION_NUMBER|SSL", gettext_lazy("The server does not offer the protection that is asked for.")),
    (r"doesn't exist|does not exist|NONEXISTENT|TRYCREATE", gettext_lazy("There is no such folder.")),
    (r"Invalid mailbox name|CANNOT", gettext_lazy("The server takes no folder of that name.")),
    (r"InvalidToken", gettext_lazy("The password was sealed with another key: enter it again.")),
    (r"hung up|EOF|reset by peer|Broken pipe|Connection unexpectedly closed|Errno 10[34]",
     gettext_lazy("The server hangs up.")),
    (r"No space left|Errno 28", gettext_lazy("The disk is full.")),
]  # fmt: skip


def plainly(error: str) -> str:
    """What a technical error means for the mailbox; "" when only its own words tell."""
    for pattern, words in _PLAIN:
        if re.search(pattern, error, re.IGNORECASE):
            return str(words)
    return ""
