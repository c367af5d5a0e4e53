"""Slugs of a regulation as the names people read; a slug the edition no longer knows is shown as it is."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reglament.lib.html import language
from reglament.regulation.terms.edition_terms import Named, Promise, Regulation
from reglament.tickets.models import Ended, WaitsFor
from reglament.workspace.shown.lists.listed import Standing


def name_of(known: Mapping[str, Named], slug: str) -> str:
    """The name of `slug` in the active language."""
    return known[slug].name.in_(language()) if slug in known else slug


def level_kind(promise: Promise, level: str) -> str:
    """How the badge of a level looks: "best" for the best one, "none" for no entitlement, "" for all others."""
    if level == "none":
        return "none"
    ranks = [known.rank for known in promise.levels.values() if known.stage == "support"]
    return "best" if level in promise.levels and promise.levels[level].rank == min(ranks) else ""


def department_name(regulation: Regulation, slug: str) -> str:
    """The name of a department of the edition in force."""
    return name_of(regulation.conduct.departments, slug)


def stage_name(ticket: Standing) -> str:
    """Who owes the next step, in a word or two."""
    if ticket.closed_at:
        return _("Closed")
    if ticket.resolved_at:
        return str(Ended(ticket.resolved_as).label).capitalize()
    if ticket.reply_owed_since is None and ticket.waits_for:
        return waiting(ticket.waits_for)
    return _("New") if ticket.is_new else _("In work")


def waiting(what: str) -> str:
    """What a ticket waits for."""
    return {
        WaitsFor.CLIENT: _("Waits for the client"),
        WaitsFor.THIRD_PARTY: _("Waits for a third party"),
        WaitsFor.DEVELOPMENT: _("Waits for development"),
        WaitsFor.RELEASE: _("Waits for a release"),
        WaitsFor.DATE: _("Waits for a date"),
    }.get(WaitsFor(what), what)


def initials(name: str) -> str:
    """Two letters for where a face would be."""
    return "".join(word[0] for word in name.split()[:2]).upper()
