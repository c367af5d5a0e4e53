"""The words a program puts above what it quotes: "On …, X wrote:", in the languages of reply_patterns."""

from collections.abc import Sequence

from reglament.mail import reply_patterns as patterns
from reglament.mail.reply_patterns import LONGEST_LINE

_MOST_LINES = 6  # one attribution may run over
_MOST_ROWS = 10  # of recipients and subject that Яндекс writes above it
_COLONS = (":", "：")


def length_at(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on say who wrote what follows, and when; 0 when they do not."""
    rows = _rows(lines, at)
    length = _length_at(lines, at + rows) if at + rows < len(lines) else 0
    return rows + length if length else 0


def _length_at(lines: Sequence[str], at: int) -> int:
    line = lines[at][:LONGEST_LINE]
    if line.endswith(_COLONS) and _names_sender(line) and _is_above_quote(lines, at):
        return 1
    if patterns.BEGINS.match(line):
        return _length(lines, at, _MOST_LINES)
    if patterns.BEGINS_WITH_SENDER.match(line) and (at == 0 or _may_end(lines[at - 1])):
        return _length(lines, at, 3)
    return 0


def is_certain(joined: str) -> bool:
    """True when only a program words an attribution so: believed even over a letter without any ">"."""
    joined = joined.strip()
    if patterns.STARTS_WITH_ZONE.match(joined):
        return True
    return bool(patterns.CERTAIN.search(joined)) and ("@" in joined or not patterns.PRONOUN.search(joined))


def _rows(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on are "Кому: …;" and "Тема: …;", blank ones between them included."""
    count = 0
    for length, line in enumerate(lines[at : at + _MOST_ROWS], start=1):
        if line.rstrip().endswith(";") and patterns.HEADER_LINE.match(line[:LONGEST_LINE]):
            count = length
        elif line.strip() or not count:
            break
    while count and at + count < len(lines) and not lines[at + count].strip():
        count += 1
    return count


def _names_sender(line: str) -> bool:
    return any(pattern.match(line) for pattern in (patterns.NAME_WROTE, patterns.NAME_AND_DATE, patterns.QUOTING))


def _is_above_quote(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return bool(patterns.QUOTED.match(below[:20]))


def _length(lines: Sequence[str], at: int, most: int) -> int:
    joined, blanks = "", 0
    for length, line in enumerate(lines[at : at + most], start=1):
        blanks += not line.strip()
        joined = f"{joined} {line.strip()}"
        if len(joined) > patterns.LONGEST_ATTRIBUTION or blanks > 1 or _is_quote_already(line):
            return 0
        if _introduces(joined.strip()):
            return 0 if _begins_later(lines, at, length) else length
    return 0


def _may_end(line: str) -> bool:
    """A line after which a new thought can begin."""
    return not line.strip() or line.rstrip()[-1:] in ".!?…:)>"


def _begins_later(lines: Sequence[str], at: int, length: int) -> bool:
    """True when the attribution that ends here begins below line `at`, so that `at` is the sender's own text."""
    return any(
        patterns.BEGINS.match(lines[start][:LONGEST_LINE])
        and _introduces(" ".join(line.strip() for line in lines[start : at + length]))
        for start in range(at + 1, at + length)
    )


def _is_quote_already(line: str) -> bool:
    """A quoted line ends the search; one that begins with the ">" of a broken "<address> wrote:" does not."""
    return bool(patterns.QUOTED.match(line[:20])) and not line.rstrip().endswith(_COLONS)


def _introduces(joined: str) -> bool:
    """True when one line says who wrote what follows, and when. Cheap tests first: this is asked of every line."""
    if joined.endswith(_COLONS):
        return _introduces_with_colon(joined)
    if joined.endswith("-"):
        return joined.startswith("--") and bool(patterns.WROTE.match(joined))
    if joined.endswith(">"):
        return bool(patterns.STARTS_WITH_DAY.match(joined) and patterns.SENDER_CLOSED.search(joined))
    return bool(patterns.STARTS_WITH_ZONE.match(joined))


def _introduces_with_colon(joined: str) -> bool:
    if patterns.YOU_WROTE.match(joined) or patterns.WEEKDAY_FROM.match(joined):
        return True
    if "@" in joined:
        sender = patterns.SENDER_LAST.search(joined)
        if sender and patterns.DATED.match(joined[: sender.start()]):
            return True
        if patterns.DATED_ADDRESS.match(joined) and not patterns.PRONOUN.search(joined):
            return True
    return bool(patterns.WHEN.search(joined) and patterns.WROTE.match(joined))
