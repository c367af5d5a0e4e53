"""What became of a letter, in words of the reader's language (C-59)."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.mail.models import Outgoing

REASONS: dict[str, Lazy] = {
    "5.1.1": gettext_lazy("there is no such mailbox"),
    "5.1.2": gettext_lazy("there is no such domain"),
    "5.1.3": gettext_lazy("the address is misspelt"),
    "5.1.6": gettext_lazy("the mailbox has moved"),
    "5.1.10": gettext_lazy("there is no such mailbox"),
    "5.2.0": gettext_lazy("something is wrong with the mailbox"),
    "5.2.1": gettext_lazy("the mailbox is switched off"),
    "5.2.2": gettext_lazy("the mailbox is full"),
    "5.2.3": gettext_lazy("the letter is too large for this mailbox"),
    "5.3.0": gettext_lazy("something is wrong with the recipient's server"),
    "5.3.4": gettext_lazy("the letter is too large for the recipient's server"),
    "5.4.1": gettext_lazy("the recipient's server refuses it or does not answer"),
    "5.4.4": gettext_lazy("no server takes letters for this domain"),
    "5.4.6": gettext_lazy("the letter goes round in circles at the recipient's"),
    "5.4.7": gettext_lazy("it could not be delivered in time"),
    "5.7.1": gettext_lazy("the recipient's server refuses it: a rule, or taken for spam"),
    "4.2.1": gettext_lazy("the mailbox takes nothing at the moment"),
    "4.2.2": gettext_lazy("the mailbox is full"),
    "4.3.1": gettext_lazy("the server has no room at the moment"),
    "4.4.1": gettext_lazy("the recipient's server does not answer"),
    "4.4.2": gettext_lazy("the connection to the recipient's server broke off"),
    "4.4.7": gettext_lazy("it could not be delivered in time"),
    "4.7.0": gettext_lazy("the server asks for fewer letters at once"),
    "4.7.1": gettext_lazy("the recipient's server wants it to be tried again later"),
}
_OF_SUBJECT: dict[str, Lazy] = {
    "1": gettext_lazy("something is wrong with the address"),
    "2": gettext_lazy("something is wrong with the mailbox"),
    "3": gettext_lazy("something is wrong with the recipient's server"),
    "4": gettext_lazy("the way to the recipient's server is disturbed"),
    "5": gettext_lazy("the servers do not understand each other"),
    "6": gettext_lazy("the content of the letter is not accepted"),
    "7": gettext_lazy("the recipient's server refuses it: a rule, or taken for spam"),
}
HELD: dict[str, Lazy] = {
    "storm": gettext_lazy("too many automatic letters went there in a short time"),
    "dead-address": gettext_lazy("letters to this address came back: nobody is there"),
    "left": gettext_lazy("the recipient no longer works there"),
    "infected": gettext_lazy("a file of it is infected; send the letter without it, or answer again with a clean file"),
    "unchecked": gettext_lazy("a file of it could not be scanned for viruses; send it only if you are sure of it"),
}


def why_not(status: str) -> str:
    """What a code of RFC 3463 means, "" for one that says nothing: the exact one, else its subject (§3)."""
    known = REASONS.get(status) or _OF_SUBJECT.get(status.split(".")[1] if status.count(".") == 2 else "")
    return str(known) if known else ""


def held_because(letter: Outgoing) -> str:
    """Why a letter is held back."""
    known = HELD.get(letter.why)
    return str(known) if known else _("held back")


def cause_of(letter: Outgoing) -> str:
    """Why a letter has not arrived: our words for the server's code, else the server's own words."""
    if letter.state == Outgoing.State.HELD:
        return held_because(letter)
    return why_not(letter.status) or letter.server_said or _("no reason given")
