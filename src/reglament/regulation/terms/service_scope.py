"""What a level is given of a request type (C-35, C-38): the service it belongs to, else the type's own scope."""

from dataclasses import dataclass

from reglament.regulation.terms.edition_terms import Promise, RequestType, Words
from reglament.regulation.terms.service_terms import INCLUDED, LIMITED, NOT_GIVEN, PAID

OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Help:
    """What is `given` (service_terms: INCLUDED, LIMITED, PAID, NOT_GIVEN), how far (slug of an extent, "" = fully or as
    the type's own words say), and by which service ("" = none)."""

    given: str
    extent: str = ""
    service: str = ""


def help_given(promise: Promise, *, level: str, request_type: str, findings: frozenset[str] = frozenset()) -> Help:
    """What a client of `level` gets who asks `request_type`, with what has been found so far."""
    kind = promise.request_types.get(request_type)
    if kind is None:
        return Help(INCLUDED)
    scope = _scope(kind, findings)
    extent = kind.help.get(level, kind.help.get(OTHERWISE, "")) if scope != "solved" else ""
    service = next((one for one in promise.services.values() if request_type in one.request_types), None)
    if scope == "not_solved":
        return Help(NOT_GIVEN, "", service.slug if service else "")
    if service is not None:
        given = service.levels.get(level, NOT_GIVEN)
        if given == INCLUDED and scope == "limited":
            given = LIMITED
        return Help(given, (service.extent or extent) if given == LIMITED else "", service.slug)
    if kind.paid:
        return Help(PAID)
    return Help(LIMITED, extent) if scope == "limited" else Help(INCLUDED)


def limiting_words(promise: Promise, request_type: str, given: Help) -> Words | None:
    """How far limited help goes, in words for the client; None where it is not limited."""
    kind = promise.request_types.get(request_type)
    if kind is None or given.given != LIMITED:
        return None
    known = promise.extents.get(given.extent)
    return kind.extent or (known.text if known else None)


def _scope(kind: RequestType, findings: frozenset[str]) -> str:
    """The scope as found: a finding can put a matter in scope; some are in scope only once one is made."""
    if not kind.solved_when.isdisjoint(findings):
        return "solved"
    if kind.only_when and kind.only_when.isdisjoint(findings):
        return "not_solved"
    return kind.scope
