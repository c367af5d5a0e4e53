"""Pages by key: each goes on where the one before it ended, so its cost does not grow."""

from django.http import HttpRequest

MOST_DIGITS = 18


def before(request: HttpRequest) -> int | None:
    """The key under which the page goes on, as its address says (`before`); None for the first page, and for
    rubbish."""
    typed = request.GET.get("before", "")
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else None
