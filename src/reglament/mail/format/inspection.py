"""`reglament mail inspect`: one JSON object on one line for a letter (docs/mail.md, "inspect")."""

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from reglament.mail.format.mime.letter import Attachment, Letter
from reglament.mail.format.parser import parse


def inspect(raw: bytes, own: Collection[str] = ()) -> dict[str, object]:
    """The letter as plain JSON values."""
    return as_json(parse(raw, own=own))


def as_json(letter: Letter) -> dict[str, object]:
    """A parsed letter as plain JSON values."""
    sender = letter.sender
    return {
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to,
        "references": list(letter.references),
        "from": {"name": sender.name or None, "address": sender.address or None} if sender else None,
        "to": [mailbox.address for mailbox in letter.to if mailbox.address],
        "cc": [mailbox.address for mailbox in letter.cc if mailbox.address],
        "subject": letter.subject,
        "date": letter.date.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0") if letter.date else None,
        "text": letter.text,
        "reply_text": letter.reply_text,
        "html": letter.html,
        "attachments": [_attachment(attachment) for attachment in letter.attachments],
        "ticket_ref": str(letter.ticket_ref) if letter.ticket_ref is not None else None,
        "auto": letter.auto,
        "bounce": [
            {"recipient": bounce.recipient, "status": bounce.status, "permanent": bounce.permanent}
            for bounce in letter.bounce
        ]
        or None,
        "defects": list(letter.defects),
    }


def _attachment(attachment: Attachment) -> dict[str, object]:
    return {
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "inline": attachment.inline,
    }


def _print(path: Path, own: Collection[str]) -> None:
    try:
        found = inspect(path.read_bytes(), own)
    except OSError as error:
        found = inspect(b"", own) | {"defects": [f"unreadable-file: {error.strerror}"]}
    line = json.dumps(found, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def main(argv: Sequence[str]) -> int:
    """`[--own ADDRESS]… FILE` or `--batch` (paths on stdin, one flushed JSON line each). Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="reglament mail inspect", description="Show what a letter says, as one line of JSON."
    )
    parser.add_argument("--own", action="append", default=[], metavar="ADDRESS", help="an address (or domain) of ours")
    parser.add_argument("--batch", action="store_true", help="read one path per line on standard input")
    parser.add_argument("file", nargs="?", type=Path)
    options = parser.parse_args(argv)
    if options.batch == (options.file is not None):
        parser.error("give one file, or --batch")
    for path in (Path(line.rstrip("\n")) for line in sys.stdin) if options.batch else (options.file,):
        _print(path, options.own)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
