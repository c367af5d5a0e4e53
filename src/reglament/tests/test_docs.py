"""The documents are true where a machine can tell: links, addresses, commands, settings, who may what."""

import argparse
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from reglament.cli import _parser
from reglament.regulation.terms.role_verbs import BY_DEFAULT
from reglament.tickets import access

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src/reglament"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
READMES = ("README.md", "README.ru.md")

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\.example\b")
_VARIABLE = re.compile(r"\benv\.\w+\(\s*\"(\w+)\"")


def words(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of its headings, as forges make them."""
    headings = _HEADING.findall(_BLOCK.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> Iterator[str]:
    """Links of `page` to a file or heading that isn't there."""
    for link in _LINK.findall(_BLOCK.sub("", page.read_text("utf-8"))):
        path, _, anchor = link.partition("#")
        if ":" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


def commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every command of the program: "serve", "mail receive"."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                deeper = [f"{name} {rest}" for rest in commands(below)]
                yield from deeper or [name]


def settings() -> set[str]:
    """Every variable the settings and the command line read."""
    read = [SOURCE / "settings.py", *(SOURCE / "cli").glob("*.py")]
    return {name for file in read for name in _VARIABLE.findall(file.read_text("utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken(page)) == []


@pytest.mark.parametrize("readme", READMES)
def test_the_first_letter_goes_from_a_client_to_the_desk(readme: str) -> None:
    text = words(readme)
    client, desk = _ADDRESS.findall(text)[:2]
    assert (client, desk) == ("koltsova@ryzhiy-fonar.example", "support@hivetaxi.example")
    assert re.findall(r"[\w.-]+\.example\b", text)[:2] == ["ryzhiy-fonar.example", "hivetaxi.example"]


def test_that_client_and_that_desk_are_in_the_demo() -> None:
    demo = SOURCE / "demo"
    assert '"support@hivetaxi.example"' in (demo / "desks.toml").read_text("utf-8")
    company = (demo / "companies.toml").read_text("utf-8").split("[[company]]")[1]
    assert 'domain = "ryzhiy-fonar.example"' in company
    assert 'address = "koltsova"' in company


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_told(readme: str) -> None:
    told = re.sub(r"`, `", "`\n`", words(readme))
    missing = [name for name in commands(_parser()) if not re.search(rf"`{name}[` ]", told)]
    assert missing == []


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_is_told(readme: str) -> None:
    assert "DATABASE_URL" in settings()
    assert {name for name in settings() if f"`{name}`" not in words(readme)} == set()


def test_no_setting_is_told_that_nobody_reads() -> None:
    told = {name for page in PAGES for name in re.findall(r"\bREGLAMENT_[A-Z_]+\b", page.read_text("utf-8"))}
    programs = [*SOURCE.rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    source = "\n".join(file.read_text("utf-8") for file in programs)
    assert {name for name in told if f'"{name}"' not in source} == set()


def test_the_page_of_tickets_tells_who_may_what() -> None:
    roles = ["agent", "department_head", "head_of_support", "administrator", "account_manager", "developer"]
    rows = re.findall(r"^\| `(\w+)` \| ((?:(?:yes|–) \| ?){7})$", words("docs/tickets.md"), re.MULTILINE)
    told = {
        (verb, role): cell == "yes"
        for verb, cells in rows
        for role, cell in zip(roles, cells.split(" | "), strict=False)
    }
    verbs = frozenset[str]().union(*BY_DEFAULT.values())
    assert told == {(verb, role): verb in BY_DEFAULT[role] for verb, role in product(verbs, roles)}
    assert {verb for verb, cells in rows if cells.rstrip(" |").endswith("yes")} == access.OF_CLIENT
