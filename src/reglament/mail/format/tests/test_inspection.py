import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from reglament.mail.format.inspection import inspect, main
from reglament.mail.tests.letters_at_hand import LETTERS
from reglament.testing.shared import shared_path

KEYS = ["message_id", "in_reply_to", "references", "from", "to", "cc", "subject", "date", "text", "reply_text", "html"]
KEYS += ["attachments", "ticket_ref", "auto", "bounce", "defects"]


def test_a_letter_is_one_line_of_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(LETTERS / "report_with_files.eml")]) == 0
    out = capsysbinary.readouterr().out
    assert out.count(b"\n") == 1
    found = json.loads(out)
    assert list(found) == KEYS
    assert found["from"] == {"name": "Карл", "address": "carl@acme.example"}
    assert found["to"] == ["support+tok_3f9a2b@hive.example"]
    assert found["date"] == "2026-03-02T12:00:00Z"
    assert found["ticket_ref"] == "1042"
    assert found["attachments"][0]["size"] == 8


def test_own_addresses_make_a_loop_visible(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["--own", "carl@acme.example", str(LETTERS / "report_with_files.eml")])
    assert json.loads(capsysbinary.readouterr().out)["auto"] == "loop"


def test_a_batch_answers_path_by_path(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    paths = [LETTERS / "bounce.eml", tmp_path / "absent.eml", LETTERS / "vacation.eml"]
    monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{path}\n" for path in paths)))
    assert main(["--batch"]) == 0
    found = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert [letter["auto"] for letter in found] == ["bounce", None, "auto-reply"]
    assert found[1]["defects"][0].startswith("unreadable-file")


@pytest.mark.acceptance
def test_no_letter_of_the_corpus_is_lost() -> None:
    shared = shared_path()
    if shared is None:
        pytest.skip("no shared material")
    paths = sorted((shared / "mail" / "corpus").rglob("*.eml"))
    assert len(paths) > 500
    for path in paths:
        raw = path.read_bytes()
        found = inspect(raw)
        json.dumps(found, ensure_ascii=False).encode("utf-8")
        shown = [found[key] for key in ("subject", "text", "html", "attachments", "defects")]
        assert any(shown) or not raw.strip(), path
