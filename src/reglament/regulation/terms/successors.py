"""What took the place of a retired name (names are stable: one is retired with a successor, never removed)."""

from collections.abc import Mapping

from reglament.regulation.terms.edition_terms import Named


def successor(named: Mapping[str, Named], slug: str) -> str:
    """The name that holds for `slug` now: itself, or whatever the retired one was replaced by, through all steps."""
    passed = {slug}
    while slug in named and named[slug].retired and named[slug].retired not in passed:
        slug = named[slug].retired
        passed.add(slug)
    return slug
