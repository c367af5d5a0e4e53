"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import SimpleTestCase
from hypothesis import settings as hypothesis_settings

from reglament.directory import client_names
from reglament.lib import env
from reglament.regulation import models as editions
from reglament.testing.buckets import bucket_server as bucket_server
from reglament.testing.buckets import files_in_bucket as files_in_bucket
from reglament.testing.scanner import clamd as clamd
from reglament.testing.scanner import scanner as scanner
from reglament.testing.shared import shared_path
from reglament.testing.world import world as world
from reglament.workspace.mail import trouble
from reglament.workspace.shown.lists import counts, rows


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each worker has a database of its own; on SQLite it is a file, since threads and processes of a test share it."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite"):
        database["TEST"] = {**database.get("TEST", {}), "NAME": str(tmp_path_factory.mktemp("db") / "test.sqlite3")}


# With REGLAMENT_PREPARED=0 every prepared statement is the plain queryset it is written as.
settings.PREPARED = env.flag("REGLAMENT_PREPARED", default=True)

# Timing never decides a test; what must be the same everywhere (CI) draws the same examples every time.
hypothesis_settings.register_profile("daily", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "daily")


@pytest.fixture(autouse=True)
def _fresh_editions() -> Iterator[None]:
    """Compiled editions and counts are kept per process by key; a rolled back test would leave wrong ones."""
    editions._compiled.cache_clear()
    counts.forget()
    rows.forget()
    trouble.forget()
    client_names.forget()
    yield


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    """Files and sockets of a test lie in its own folder."""
    settings.VAR = tmp_path
    settings.FILES_ROOT, settings.FILES = tmp_path / "files", ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has no sense here; begin with what takes long, so that all workers end together."""
    without_material = {item for item in items if _is_without_material(item)}
    same_anywhere = {item for item in items if _is_the_same_anywhere(item)} - without_material
    if left_out := without_material | same_anywhere:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    config.stash[_LEFT_OUT] = [f"shared material absent: {item.nodeid}" for item in without_material]
    if same_anywhere:
        config.stash[_LEFT_OUT].append(f"{len(same_anywhere)} tests that touch no database: they ran on SQLite")


_LEFT_OUT = pytest.StashKey[list[str]]()


def _is_without_material(item: pytest.Item) -> bool:
    return shared_path() is None and item.get_closest_marker("acceptance") is not None


def _is_the_same_anywhere(item: pytest.Item) -> bool:
    """On PostgreSQL, or with plain statements: without a database nothing can be different there. pytest-django keeps
    such a test off it."""
    if settings.PREPARED and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return False
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "processes", "browser"))
    return not (asked or marked or issubclass(getattr(item, "cls", None) or object, SimpleTestCase))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A worker of a parallel run is done: it has left out what all of them did."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", [])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the run that this worker belongs to what was left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(_LEFT_OUT, [])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name what was left out, and why."""
    left_out: list[str] = config.stash.get(_LEFT_OUT, [])
    for line in sorted(left_out):
        terminalreporter.write_line(f"deselected, {line}")
