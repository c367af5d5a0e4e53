"""What comments, docstrings and documents point to is there: files, headings of documents, names in our packages."""

import ast
import io
import pkgutil
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src/reglament"
PROGRAMS = [
    file for folder in (SOURCE, ROOT / "benchmarks") for file in folder.rglob("*.py") if "migrations" not in file.parts
]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")]
PACKAGES = [folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").exists()]

OF_OTHERS = {"7zFormat.txt"}
KEYS = {"regulation.dated"}  # of a vendor's document

_FILE = re.compile(r"(?<![\w./*…-])(?:\.\./)*((?:\w[\w-]*/)*[\w-]+\.(?:py|md|html|css|js|toml|txt))\b")
_HEADINGS = re.compile(r'\b(\w+)\.md, ((?:"[^"]+"(?:, | and )?)+)')
_NAME = re.compile(rf"`((?:{'|'.join(PACKAGES)})(?:\.\w+)+)`")
_CRASH_POINT = re.compile(r"crash\.point\(\"([\w.-]+)\"")


@cache
def told(program: Path) -> str:
    """All comments and docstrings of a program, a line each."""
    text = program.read_text("utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT]
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]
    return "\n".join(re.sub(r"\s*\n\s*", " ", one) for one in (*comments, *docstrings))


def ends_of_files() -> set[str]:
    """Every file of the project, by all the ways to name it: `lib/db.py` is `db.py` too."""
    ours = [
        entry for entry in ROOT.iterdir() if entry.name in {"src", "docs", "benchmarks", "tools"} or entry.is_file()
    ]
    files = [file.relative_to(ROOT).parts for entry in ours for file in (entry, *entry.rglob("*")) if file.is_file()]
    return {"/".join(parts[start:]) for parts in files for start in range(len(parts))}


def missing_headings(text: str) -> Iterator[str]:
    for page, named in _HEADINGS.findall(text):
        known = re.findall(r"(?m)^#+ (.+)$", (ROOT / f"docs/{page}.md").read_text("utf-8"))
        yield from (f"{page}.md, {heading}" for heading in re.findall(r'"([^"]+)"', named) if heading not in known)


def resolves(name: str) -> bool:
    """Whether it is a module, something in one, or a model of a package."""
    package, _, rest = name.partition(".")
    for path in (f"{package}.{rest}", f"{package}.models.{rest}"):
        try:
            pkgutil.resolve_name(f"reglament.{path}")
        except (ImportError, AttributeError):
            continue
        return True
    return False


def test_files_that_are_named_are_there() -> None:
    named = {(program, name) for program in PROGRAMS for name in _FILE.findall(told(program))}
    # A page may show files of its reader's, and these are documents (.toml) and letters (.txt).
    named |= {
        (page, name)
        for page in PAGES
        for name in _FILE.findall(page.read_text("utf-8"))
        if not name.endswith((".toml", ".txt"))
    }
    assert {"lib/db.py", "testing/world.py"} <= {name for _, name in named}
    there = ends_of_files() | OF_OTHERS
    assert {(file.name, name) for file, name in named if name not in there} == set()


def test_headings_that_are_named_are_there() -> None:
    assert any(_HEADINGS.search(told(program)) for program in PROGRAMS)
    assert [(program.name, one) for program in PROGRAMS for one in missing_headings(told(program))] == []


def test_names_in_documents_are_names_in_the_program() -> None:
    named = {name for page in PAGES for name in _NAME.findall(page.read_text("utf-8"))}
    points = {point for program in PROGRAMS for point in _CRASH_POINT.findall(program.read_text("utf-8"))}
    named = {name for name in named - points - KEYS if not _FILE.fullmatch(name)}
    assert "tickets.course.closing" in named
    assert {name for name in named if not resolves(name)} == set()
