"""What stands below an answer and is no word of it: the block after "-- ", and what phones and programs add."""

import re
from collections.abc import Sequence

from reglament.mail.format.replies import reply_patterns as patterns
from reglament.mail.format.replies import signature_patterns as signed
from reglament.mail.format.replies.reply_patterns import LONGEST_LINE

_LONGEST = 20  # lines of a signature
_LINK = re.compile(r"[<(\[]?(?:https?://|www\.)[^\s<>]*[>)\]]?")


def without_armour(lines: list[str]) -> list[str]:
    """`lines` without the lines of an OpenPGP signature around the words (RFC 9580 §7)."""
    if not any(signed.PGP_SIGNED.match(line) for line in lines):
        return lines
    kept: list[str] = []
    hidden = False
    for line in lines:
        if line.startswith("-----BEGIN PGP SIGNATURE-----"):
            hidden = True
        if not hidden and not signed.PGP_SIGNED.match(line) and not signed.PGP_HASH.match(line):
            kept.append(line.removeprefix("- "))
        hidden = hidden and not line.startswith("-----END PGP SIGNATURE-----")
    return kept


def without_trailing_rules(lines: list[str]) -> list[str]:
    """`lines` without blank lines and rules of dashes at the end."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or patterns.RULE.match(lines[end - 1][:LONGEST_LINE])):
        end -= 1
    return lines[:end]


def without_signature(lines: list[str]) -> list[str]:
    """`lines` without the block after "-- " and without what a phone adds, unless nothing else was written."""
    lines = _without_sent_from(lines)
    fences = [at for at, line in enumerate(lines) if patterns.FENCE.match(line[:20])]
    start = fences[-1] + 1 if fences else 0
    for at in range(max(start, len(lines) - _LONGEST - 1), len(lines)):
        if _signs(lines[at][:LONGEST_LINE], lines[at + 1 :]) and any(line.strip() for line in lines[:at]):
            return _without_sent_from(lines[:at])
    return lines


def _signs(line: str, below: Sequence[str]) -> bool:
    """True when `line` separates a signature from what stands above it; an answer to a quotation below is none, and no
    signature ends with a question."""
    if any(patterns.QUOTED.match(other[:20]) for other in below):
        return False
    if next((other for other in reversed(below) if other.strip()), "").endswith("?"):
        return False
    if signed.SIGNATURE.match(line):
        return True
    if signed.SIGNATURE_RULE.match(line):
        return _looks_signed(below)
    return bool(signed.LONG_RULE.match(line)) and _looks_signed(below) and bool(_has_contact(below))


def _looks_signed(below: Sequence[str]) -> bool:
    written = [line for line in below if line.strip()]
    return len(written) <= 8 and all(len(line) <= 90 for line in written)


def _has_contact(below: Sequence[str]) -> bool:
    return any(signed.CONTACT.search(line[:LONGEST_LINE]) for line in below)


def _without_sent_from(lines: list[str]) -> list[str]:
    while True:
        lines = without_trailing_rules(lines)
        count = next((count for count in (1, 2) if _are_sent_from(lines[-count:])), 0)
        if not count or not any(line.strip() for line in lines[:-count]):
            return lines
        lines = lines[:-count]


def _are_sent_from(last: Sequence[str]) -> bool:
    """True for what a phone or a program adds, on one line, wrapped, or with its link below."""
    if not last or not last[0].strip():
        return False
    words = " ".join(last)[:LONGEST_LINE]
    return _is_sent_from(words) or (len(last) == 1 and bool(signed.APOLOGY.match(words)))


def _is_sent_from(line: str) -> bool:
    """True for "Sent from my phone" in the words of a program; "Sent from Outlook yesterday" is a person's."""
    found = signed.SENT_FROM.match(line) or signed.SENT_LAST.match(line)
    if not found:
        return False
    words = _LINK.sub(" ", found["rest"] or "").replace("-", " ").split()
    return len(words) <= 12 and all(_is_of_program(word.strip("*_.,;:!()[]<>«»\"'®™-–|")) for word in words)


def _is_of_program(word: str) -> bool:
    """A word of such lines, or the name of a thing: in Latin with a capital, or with a digit. Иванов is a person."""
    if not word or word.lower() in signed.SENT_FROM_WORDS:
        return True
    return (word.isascii() and not word.islower()) or any(sign.isdigit() or sign in "./@" for sign in word)
