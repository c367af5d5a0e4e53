"""Regulations that share no names, and the cast at a desk under any of them."""

from reglament.directory.models import DeskMembership
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import load
from reglament.regulation.terms.edition_terms import Department, Level, Regulation, Severity
from reglament.regulation.tests.third import THIRD_FILE
from reglament.testing.world import World, build_world

REGULATIONS = {
    "hivetaxi": "hivetaxi",
    "rosinfotech": "rosinfotech",
    "leuchtturm": str(THIRD_FILE),
    "meridian": "meridian",
    "kernwerk": "kernwerk",
}


def world_under(slug: str) -> World:
    """The cast at a desk under one of the regulations: Acme has its best level, Anna works where requests come in."""
    document = load(library.find(REGULATIONS[slug]), name=slug)
    world = build_world(regulation=REGULATIONS[slug], level=best_level(document).slug)
    first = next(one.slug for one in document.conduct.departments.values() if one.takes_first)
    DeskMembership.objects.filter(desk=world.desk, department="support").update(department=first)
    return world


def best_level(document: Regulation) -> Level:
    """The best level that a contract can give."""
    levels = [level for level in document.promise.levels.values() if level.stage == "support"]
    return min(levels, key=lambda level: level.rank)


def severities(document: Regulation) -> list[Severity]:
    """All severities, the one requests start with first."""
    return sorted(document.promise.severities.values(), key=lambda severity: severity.rank)


def development(document: Regulation) -> Department:
    """The department that develops."""
    return next(one for one in document.conduct.departments.values() if one.stage == "development")


def ways_in(document: Regulation) -> list[str]:
    """Channels by which a client of the best level may open a request, those first in the queue first."""
    level = best_level(document)
    channels = sorted(document.promise.channels.values(), key=lambda channel: channel.rank)
    return [one.slug for one in channels if one.may_open and (not level.channels or one.slug in level.channels)]
