"""The catalogue of translations: extracted from the sources, complete, and compiled. English is written in the sources.

`python -m reglament.testing.translations` brings `locale/` up to date and names what is missing.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGES = ("ru",)
FIXED = datetime(2026, 1, 1, tzinfo=UTC)  # dates in the header would change the file without a change of its texts

METHODS = [
    ("**/tests/**.py", "ignore"),
    ("**/migrations/**.py", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
OPTIONS = {
    pattern: {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "newstyle_gettext": "true", "silent": "false"}
    for pattern, method in METHODS
    if method == "jinja2"
}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    # Without these Babel passes over lazy texts in silence.
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
}


def template() -> Catalog:
    """Every text of the sources, with where it stands."""
    catalog = Catalog(project="Reglament", charset="utf-8")
    found = extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS)
    for file, _line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalog.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return catalog


def kept(language: str) -> Catalog:
    """The catalogue of `language` as it lies in the repository."""
    path = _path(language, "po")
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def faults(language: str) -> list[str]:
    """What is wrong with the catalogue of `language`: missing, fuzzy, superfluous or uncompiled texts."""
    catalog, wanted = kept(language), template()
    problems = [f"not translated: {_shown(message)}" for message in _texts(wanted) if not _translated(catalog, message)]
    problems += [f"fuzzy: {_shown(message)}" for message in _texts(catalog) if message.fuzzy]
    known = {(message.id, message.context) for message in _texts(wanted)}
    problems += [
        f"no longer used: {_shown(message)}"
        for message in _texts(catalog)
        if (message.id, message.context) not in known
    ]
    if _compiled(language) != _strings(catalog):
        problems.append("the .mo is not what the .po says")
    return problems


def update(language: str) -> None:
    """Bring the catalogue of `language` in step with the sources, keeping every translation, and compile it."""
    catalog = kept(language)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = f"# Reglament: {language}", False
    catalog.project, catalog.version = "Reglament", ""
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "Reglament"
    catalog.creation_date = catalog.revision_date = FIXED
    _path(language, "po").parent.mkdir(parents=True, exist_ok=True)
    with _path(language, "po").open("wb") as file:
        write_po(file, catalog, width=120, omit_header=False, include_lineno=False, ignore_obsolete=True)
    with _path(language, "mo").open("wb") as file:
        write_mo(file, catalog)


def _texts(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _translated(catalog: Catalog, message: Message) -> bool:
    known = catalog.get(_id(message), message.context)
    strings = known.string if known else ""
    return all(strings) if isinstance(strings, tuple | list) else bool(strings)


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _shown(message: Message) -> str:
    where = ", ".join(sorted({file for file, _line in message.locations})[:2])
    return f"{_id(message)!r} ({where})"


def _strings(catalog: Catalog) -> dict[tuple[str, str | None], object]:
    written = io.BytesIO()
    write_mo(written, catalog)
    return _read(io.BytesIO(written.getvalue()))


def _compiled(language: str) -> dict[tuple[str, str | None], object]:
    path = _path(language, "mo")
    return _read(io.BytesIO(path.read_bytes())) if path.exists() else {}


def _read(file: io.BytesIO) -> dict[tuple[str, str | None], object]:
    return {(_id(message), message.context): message.string for message in _texts(read_mo(file))}


def _path(language: str, ending: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / f"django.{ending}"


if __name__ == "__main__":
    for each in LANGUAGES:
        update(each)
        for problem in faults(each):
            sys.stdout.write(f"{each}: {problem}\n")
    sys.exit(any(faults(each) for each in LANGUAGES))
