"""Whose letter is it? Signatures and licence keys of other clients (C-04), and the licences of the ticket's own
(C-07)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from reglament.directory.client_names import core, signed_by_client
from reglament.directory.licence_keys import keys_in
from reglament.directory.licensing import companies_with, keeps_licences, licences_of
from reglament.directory.models import Licence
from reglament.lib.html import local_date
from reglament.tickets.models import Message, Ticket
from reglament.workspace.shown.ticket.event_words import Teller

LETTERS = "email"  # the channel letters come by
MOST_SIGNATURE = 8  # lines below "-- "


@dataclass(frozen=True, slots=True)
class ShownLicence:
    """A licence, or that there is none: its `state` in words, with the tone of them."""

    what: str
    state: str
    tone: str
    key: str = ""
    host: str = ""


def licences_shown(ticket: Ticket, today: date) -> list[ShownLicence]:
    """Those of the ticket's company for its product; of all its products where the ticket names none."""
    if ticket.company_id is None or not keeps_licences(ticket.desk_id):
        return []
    known = licences_of(ticket.desk_id, ticket.company_id)
    shown: list[ShownLicence] = []
    for product, of_product in groupby(known, key=lambda licence: licence.product_id):
        if ticket.product_id in (None, product):
            shown += _of_product(list(of_product), today)
    return shown or [ShownLicence(ticket.product.name if ticket.product else "", _("no licence"), "red")]


def _of_product(licences: list[Licence], today: date) -> list[ShownLicence]:
    """The valid ones; where there are none, the one that expired last."""
    valid = [licence for licence in licences if licence.is_valid_on(today)]
    return [_shown(licence, today) for licence in valid or licences[:1]]


def _shown(licence: Licence, today: date) -> ShownLicence:
    what = " ".join(filter(None, (licence.product.name, licence.variant)))
    until = {"date": local_date(licence.valid_until) if licence.valid_until else ""}
    if not licence.is_valid_on(today):
        return ShownLicence(what, _("expired on %(date)s") % until, "red", licence.key, licence.host)
    state = _("valid until %(date)s") % until if licence.valid_until else _("valid without end")
    return ShownLicence(what, state, "green", licence.key, licence.host)


def keys_of_others(ticket: Ticket, messages: Iterable[Message]) -> Mapping[str, str]:
    """Whose licence keys the client's messages and answers in forms name, by the form of the key."""
    if not keeps_licences(ticket.desk_id):
        return {}
    texts = [message.text for message in messages if message.kind == Message.Kind.CLIENT]
    keys = frozenset[str]().union(*map(keys_in, [*texts, *map(str, ticket.details.values())]))
    return companies_with(keys, desk=ticket.desk_id, but=ticket.company_id)


def strange_details(ticket: Ticket, others: Mapping[str, str]) -> Sequence[str]:
    """The companies whose keys stand in what the client filled in."""
    return _named("\n".join(map(str, ticket.details.values())), others)


def marks_of_others(message: Message, teller: Teller) -> list[str]:
    """What in a client's message is another client's, in words."""
    if message.kind != Message.Kind.CLIENT:
        return []
    marks = [_("signed as %(company)s") % {"company": other}] if (other := _signed_by_others(message, teller)) else []
    named = _named(message.text, teller.keys_of_others)
    return [*marks, *(_("licence key of %(company)s") % {"company": name} for name in named)]


def _named(text: str, others: Mapping[str, str]) -> list[str]:
    """The companies whose keys stand in `text`."""
    return sorted({others[key] for key in keys_in(text) if key in others}) if others else []


def _signed_by_others(message: Message, teller: Teller) -> str:
    """The client of the desk whose signature a letter has, when it is not the ticket's; "" otherwise."""
    ticket = teller.ticket
    if message.channel != LETTERS or ticket.company is None:
        return ""
    own = core(ticket.company.name)
    below = message.full_text.partition("\n-- \n")[2].splitlines()[:MOST_SIGNATURE]
    ends = (message.text, "\n".join(below))
    found = next(filter(None, (signed_by_client(text, ticket.desk_id, now=teller.now) for text in ends)), "")
    return found if core(found) != own else ""
