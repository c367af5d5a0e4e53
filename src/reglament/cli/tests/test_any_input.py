"""What an operator pipes in or names by mistake is answered in words, never by a crash."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUBBISH = [
    b"rubbish",
    b"[]",
    b"null",
    b"{}",
    b"\xff\xfe\x00bad",
    b"[" * 100_000,
    '{"level": "вип", "received": "2026-11-20T17:30:00+06:00"}'.encode(),
    b'{"level": "vip", "received": "\\ud800"}',
    b'{"level": "vip", "received": "9999-12-31T23:59:59+00:00"}',
    b'{"level": "vip", "received": "0001-01-01T00:00:00+14:00"}',
    b'{"level": "vip", "received": 1e400}',
    b'{"level": ["vip"], "received": "2026-11-20T17:30:00+06:00"}',
]
ASKED = b'{"level": "vip", "received": "2026-11-20T17:30:00+06:00"}'


def reglament(*words: str, given: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """The real command, as a shell would run it."""
    command = [sys.executable, "-m", "reglament.cli", "regulation", *words]
    return subprocess.run(command, input=given, capture_output=True, env={"PATH": "", **env}, check=False, timeout=120)


@pytest.mark.parametrize("env", [{"LC_ALL": "C.UTF-8"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}], ids=["utf-8", "ascii"])
def test_lines_that_are_no_questions_are_each_answered_so_and_the_next_is_read(env: dict[str, str]) -> None:
    done = reglament("due", "hivetaxi", "--batch", given=b"\n".join([*RUBBISH, b"\xef\xbb\xbf" + ASKED]), **env)
    assert done.stderr == b""
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(answer) for answer in answers[:-1]] == [{"error"}] * len(RUBBISH)
    assert answers[-1]["due"] == "2026-11-23T13:30:00+06:00"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere.toml", "нет ни такого файла, ни такого регламента"),
        (".", "это папка, а нужен файл"),
        ("noise.toml", "это не текст в кодировке UTF-8"),
    ],
)
def test_a_name_that_leads_to_no_text_is_told_so(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "noise.toml").write_bytes(b"\xff\xfe\x00")
    for verb in ("check", "show", "due", "explain"):
        done = reglament(verb, str(tmp_path / name), "--lang", "ru", LC_ALL="C.UTF-8")
        assert told in done.stdout.decode(), verb
        assert (done.returncode, done.stderr) == (2, b""), verb


def test_whatever_a_line_asks_the_options_ask_too() -> None:
    options = {
        "level": "continuous",
        "severity": "stop",
        "metric": "root-cause-report",
        "received": "2026-11-20T17:30:00+06:00",
        "asked-by": "representative",
    }
    words = [word for key, value in options.items() for word in (f"--{key}", value)]
    asked = json.dumps({key.replace("-", "_"): value for key, value in options.items()}).encode()
    by_options = reglament("due", "kernwerk", *words, LC_ALL="C.UTF-8")
    by_line = reglament("due", "kernwerk", "--batch", given=asked, LC_ALL="C.UTF-8")
    assert by_options.stdout == by_line.stdout
    assert json.loads(by_options.stdout)["due"] == "2026-11-27T17:00:00+01:00"
    explained = reglament("explain", "kernwerk", *words, "--channel", "pigeon", "--lang", "en", LC_ALL="C.UTF-8")
    assert explained.stdout.decode().startswith("the regulation has no “pigeon”; there are: ")
