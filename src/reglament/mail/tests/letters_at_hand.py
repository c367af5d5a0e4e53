"""The fixture letters, and a letter from a few lines."""

from pathlib import Path

from reglament.mail.format.mime.letter import Letter
from reglament.mail.format.parser import parse

LETTERS = Path(__file__).parent / "letters"
OWN = ("support@hive.example",)


def fixture(name: str) -> Letter:
    return parse((LETTERS / f"{name}.eml").read_bytes(), own=OWN)


def letter(
    *fields: str, body: str = "x", sender: str = "carl@acme.example", to: str = "support@hive.example"
) -> Letter:
    """A letter from Carl to the desk with more header `fields`."""
    head = [f"From: {sender}", f"To: {to}", *fields]
    return parse("\n".join([*head, "", body]).encode(), own=OWN)
