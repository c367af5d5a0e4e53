"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

from reglament.regulation import models as editions
from reglament.testing.shared import shared_path
from reglament.testing.world import world as world
from reglament.workspace.mail import trouble
from reglament.workspace.shown import counts, rows


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each worker has a database of its own; on SQLite it is a file, since threads and processes of a test share it."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {**database.get("TEST", {}), "NAME": str(tmp_path_factory.mktemp("db") / "test.sqlite3")}


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
    yield


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    """Files and sockets of a test lie in its own folder."""
    settings.VAR = tmp_path
    settings.FILES_ROOT = tmp_path / "files"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without the shared material, acceptance tests are deselected – and named in the summary."""
    if shared_path() is not None:
        return
    left_out = [item for item in items if item.get_closest_marker("acceptance")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
        config.stash[_LEFT_OUT] = left_out


_LEFT_OUT = pytest.StashKey[list[pytest.Item]]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name the acceptance tests that could not run."""
    for item in config.stash.get(_LEFT_OUT, []):
        terminalreporter.write_line(f"deselected, shared material absent: {item.nodeid}")
