"""From, Sent, To, Subject of the old letter, as programs write them above it, in any of their languages."""

from collections.abc import Sequence

from reglament.mail.format.replies import reply_patterns as patterns
from reglament.mail.format.replies.reply_patterns import LONGEST_LINE

_WINDOW = 10  # lines looked at
_ROWS = ("sender", "date", "to", "subject")


def is_block(lines: Sequence[str], at: int) -> bool:
    """True when From, Sent, To, Subject begin at line `at`."""
    first = patterns.HEADER_LINE.match(lines[at][:LONGEST_LINE])
    if not first or first["to"] or lines[at].lstrip().startswith(">"):
        return False
    found: dict[str, str] = {}
    for line in lines[at : at + _WINDOW]:
        header = patterns.HEADER_LINE.match(line[:LONGEST_LINE])
        if header and header.lastgroup:
            found.setdefault(next(row for row in _ROWS if header[row]), header["rest"])
    if "sender" not in found or not any(sign.isdigit() for sign in found.get("date", "0")):
        return False
    if len(found) >= 3:
        return True
    return "date" in found and "@" in found["sender"]


def end(lines: Sequence[str], at: int) -> int:
    """The first line from `at` on that is no such row."""
    while at < len(lines) and patterns.HEADER_LINE.match(lines[at][:LONGEST_LINE]):
        at += 1
    return at


def above_date(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on are "Кому: …;" and "Тема: …;", blank ones between them included (Яндекс)."""
    count = 0
    for length, line in enumerate(lines[at : at + _WINDOW], start=1):
        if line.rstrip().endswith(";") and patterns.HEADER_LINE.match(line[:LONGEST_LINE]):
            count = length
        elif line.strip() or not count:
            break
    while count and at + count < len(lines) and not lines[at + count].strip():
        count += 1
    return count
