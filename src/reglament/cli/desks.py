"""What commands name: a desk by its slug, a regulation by its name, file or desk; and the time they are given."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reglament.cli import start_django

if TYPE_CHECKING:
    from reglament.regulation.models import Desk


def now() -> datetime:
    """The present second."""
    return datetime.now(UTC).replace(microsecond=0)


def desk_of(slug: str, language: str) -> "Desk | None":
    """The desk of that slug; where there is none, that is told."""
    from reglament.regulation.models import Desk

    desk = Desk.objects.filter(slug=slug).first()
    if desk is None:
        words = {"ru": "Нет такой службы: {}. Есть: {}", "en": "There is no such desk: {}. There are: {}"}
        known = ", ".join(Desk.objects.values_list("slug", flat=True)) or "–"
        print(words[language].format(slug, known), file=sys.stderr)
    return desk


def lent(name: str) -> str:
    """The name, after the text in force of a desk of that slug has been lent to the library."""
    from reglament.regulation.loading import library

    try:
        library.find(name)
    except library.NotFound:
        text = _text_of_desk(name)
        if text is not None:
            library.lend(name, text)
    return name


def _text_of_desk(slug: str) -> str | None:
    from reglament.lib import env

    if not (env.text("DATABASE_URL") or (env.path("REGLAMENT_VAR", "var") / "reglament.sqlite3").exists()):
        return None
    start_django()
    from reglament.regulation.models import Edition

    return Edition.objects.filter(desk__slug=slug).order_by("-number").values_list("text", flat=True).first()
