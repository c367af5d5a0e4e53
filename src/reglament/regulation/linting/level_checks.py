"""Levels, severities with their grounds, and channels that contradict themselves or each other."""

from collections.abc import Iterator

from reglament.regulation.document.compiler import OWN_WAYS
from reglament.regulation.document.problems.problems import Path, Problem, same
from reglament.regulation.document.schema import sections
from reglament.regulation.document.schema.sections import Document

NO_ENTITLEMENT = "none"


def level_faults(document: Document) -> Iterator[Problem]:
    """Levels of one rank, two for one kind of company, none for those without a contract, limits of nothing."""
    if NO_ENTITLEMENT not in document.levels:
        yield Problem("no_level_none", ("levels",))
    yield from _ranks("levels", {slug: level.rank for slug, level in document.levels.items()})
    taken: dict[str, str] = {}
    for slug, level in document.levels.items():
        for kind in level.kinds:
            if kind in taken:
                yield Problem("kind_twice", ("levels", slug, "kinds"), value=kind, expected=same(taken[kind]))
            taken.setdefault(kind, slug)
        named = level.limits.named_contacts if level.limits else None
        if named is not None and named < 1:
            path: Path = ("levels", slug, "limits", "named-contacts")
            yield Problem("too_small", path, value=str(named), expected=same("1"))


def ground_faults(document: Document) -> Iterator[Problem]:
    """A ground two severities have: a claim names its ground alone."""
    seen: dict[str, str] = {}
    for slug, severity in document.severities.items():
        for name in severity.grounds:
            if name in seen:
                path = ("severities", slug, "grounds", name)
                yield Problem("ground_twice", path, value=name, expected=same(seen[name]))
            seen.setdefault(name, slug)


def severity_faults(document: Document) -> Iterator[Problem]:
    """Severities of one rank, none to begin with, grounds of which nobody can say whether they count."""
    ranks = {slug: severity.rank for slug, severity in document.severities.items()}
    if 0 not in ranks.values():
        yield Problem("no_first_severity", ("severities",))
    yield from _ranks("severities", ranks)
    for slug, severity in document.severities.items():
        for name, ground in severity.grounds.items():
            yield from _ground_faults(("severities", slug, "grounds", name), ground)


def _ground_faults(path: Path, ground: sections.GroundSection) -> Iterator[Problem]:
    ways = [key for key in ("provisional", "confirmation", "approval") if getattr(ground, key)]
    for way in ways[1:]:
        yield Problem("ground_decided_twice", (*path, way), value=way, expected=same(ways[0]))
    if ground.counts_from == "approval" and not (ground.approval or ground.confirmation):
        yield Problem("nothing_to_count_from", (*path, "counts-from"))
    for key, needed in (("confirmed-by", "confirmation"), ("approved-by", "approval")):
        if getattr(ground, key.replace("-", "_")) and not getattr(ground, needed):
            yield Problem("key_without", (*path, key), value=key, expected=same(f"{needed} = true"))


def channel_faults(document: Document) -> Iterator[Problem]:
    """No way in at all, the program's own ways named twice or not at all, a level promised what is no official way."""
    if not any(channel.standing == "official" for channel in document.channels.values()):
        yield Problem("no_official_channel", ("channels",))
    ways: dict[str, str] = {}
    for slug, channel in document.channels.items():
        way = channel.via or (slug if slug in OWN_WAYS else "")
        if way and way in ways:
            place: Path = ("channels", slug, "via") if channel.via else ("channels", slug)
            yield Problem("way_twice", place, value=way, expected=same(ways[way]))
        ways.setdefault(way, slug)
    for way in sorted(OWN_WAYS - ways.keys()):
        yield Problem("no_channel_via", ("channels",), value=way)
    for slug, level in document.levels.items():
        for number, name in enumerate(level.channels):
            known = document.channels.get(name)
            if known and known.standing != "official":
                yield Problem("unofficial_opens", ("levels", slug, "channels", number), value=name)


def _ranks(section: str, ranks: dict[str, int]) -> Iterator[Problem]:
    taken: dict[int, str] = {}
    for slug, rank in ranks.items():
        if rank in taken:
            yield Problem("rank_twice", (section, slug, "rank"), value=str(rank), expected=same(taken[rank]))
        taken.setdefault(rank, slug)
