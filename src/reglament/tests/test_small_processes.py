"""What processes load before anybody asks them for anything: memory at rest is mostly modules."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes

RARELY_NEEDED = {"PIL", "boto3", "cryptography", "imapclient", "nh3", "pydantic", "xml"}


def loaded_by(statements: str, folder: Path) -> set[str]:
    """The modules and packages a fresh interpreter has after those statements."""
    environment = {**os.environ, "REGLAMENT_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "reglament.settings"}
    ask = f"{statements}\nimport sys; print(*sys.modules)"
    told = subprocess.check_output([sys.executable, "-c", ask], env=environment, text=True)
    return {name.partition(".")[0] for name in told.split()}


def test_the_web_server_loads_what_pages_usually_need(tmp_path: Path) -> None:
    loaded = loaded_by("import reglament.wsgi, reglament.urls", tmp_path)
    assert "django" in loaded
    assert not loaded & RARELY_NEEDED


def test_the_background_loads_what_every_letter_needs(tmp_path: Path) -> None:
    modules = "reglament.schedule, reglament.mail.incoming.imap_watch, reglament.mail.incoming.listener"
    start = f"import django; django.setup()\nimport {modules}"
    loaded = loaded_by(start, tmp_path)
    assert "aiosmtpd" in loaded
    assert not loaded & RARELY_NEEDED


def test_who_only_watches_the_others_loads_next_to_nothing(tmp_path: Path) -> None:
    loaded = loaded_by("import reglament.cli.serving", tmp_path)
    assert "subprocess" in loaded
    assert not loaded & (RARELY_NEEDED | {"django", "ctypes", "dataclasses"})
