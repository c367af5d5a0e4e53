"""Whose licence keys are these, and which has a company?"""

from collections.abc import Iterable, Mapping

from django.db.models import F, QuerySet

from reglament.directory.models import Licence
from reglament.lib.prepared import prepared


def keeps_licences(desk: int) -> bool:
    """Whether the desk has noted any: else nothing follows from there being none."""
    return bool(_any(desk))


def companies_with(keys: Iterable[str], *, desk: int, but: int | None) -> Mapping[str, str]:
    """Names of the desk's clients that have these keys (by their form), except of the company `but`."""
    asked = sorted(keys)
    return {form: name for form, owner, name in _holders(desk, asked) if owner != but} if asked else {}


@prepared
def licences_of(desk: int, company: int) -> QuerySet[Licence]:
    """What the company has, by product, the longest valid first."""
    known = Licence.objects.filter(desk=desk, company=company).select_related("product")
    return known.order_by("product__name", "product", F("valid_until").desc(nulls_first=True), "pk")


@prepared
def _any(desk: int) -> QuerySet[Licence, int]:
    return Licence.objects.filter(desk=desk).values_list("pk", flat=True)[:1]


@prepared
def _holders(desk: int, forms: list[str]) -> QuerySet[Licence, tuple[str, int, str]]:
    return Licence.objects.filter(desk=desk, form__in=forms).values_list("form", "company", "company__name")
