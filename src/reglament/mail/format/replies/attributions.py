"""The words a program puts above what it quotes: "On …, X wrote:", in the languages of reply_patterns."""

from collections.abc import Sequence

from reglament.mail.format.replies import header_rows
from reglament.mail.format.replies import reply_patterns as patterns
from reglament.mail.format.replies.reply_patterns import LONGEST_LINE

_MOST_LINES = 6  # one attribution may run over
_MOST_ROWS = 10  # of a header below a line that a program drew
_COLONS = (":", "：")


def length_at(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on say who wrote what follows, and when; 0 when they do not."""
    if length := announced(lines, at):
        return length
    rows = header_rows.above_date(lines, at)
    length = _length_at(lines, at + rows) if at + rows < len(lines) else 0
    return rows + length if length else 0


def announced(lines: Sequence[str], at: int) -> int:
    """The length of "-------- Original Message --------", of the rows From, Date, To, or of both, where the old letter
    below them carries ">", so that what is new can stand below it; else 0."""
    end = at
    if patterns.SEPARATOR.match(lines[at][:LONGEST_LINE]):
        first = end = _next(lines, at + 1)
        while end < min(at + _MOST_ROWS, len(lines)) and lines[end].strip() and not _is_quoted(lines[end]):
            end += 1
        if first < end and not any(map(_is_row, lines[first:end])) and _is_above_quote(lines, end - 1):
            return 1  # somebody wrote his words where the rows had been
    elif header_rows.is_block(lines, at):
        end = header_rows.end(lines, at)
    return end - at if end > at and _is_above_quote(lines, end - 1) else 0


def _is_row(line: str) -> bool:
    return "@" in line or bool(patterns.HEADER_LINE.match(line[:LONGEST_LINE]))


def _next(lines: Sequence[str], at: int) -> int:
    """The next written line, past two blank ones at most."""
    return next((below for below in range(at, min(at + 3, len(lines))) if lines[below].strip()), len(lines))


def _length_at(lines: Sequence[str], at: int) -> int:
    line = lines[at][:LONGEST_LINE]
    if _names_sender(line) and _is_above_quote(lines, at):
        return 1
    if "<" in line and at + 1 < len(lines) and _is_dated(f"{line} {lines[at + 1].strip()}"):
        return 2 if _is_above_quote(lines, at + 1) else 0
    if patterns.BEGINS.match(line):
        return _length(lines, at, _MOST_LINES)
    if patterns.BEGINS_WITH_SENDER.match(line) and (at == 0 or _may_end(lines[at - 1])):
        return _length(lines, at, 3)
    return 0


def is_certain(joined: str, *, first: bool = False) -> bool:
    """True when only a program words an attribution so: believed even over a letter without any ">". With nothing
    written above it (`first`) what is new stands below, so it must say when as well."""
    joined = joined.strip()
    if first and not patterns.TIMED.search(joined):
        return False
    if patterns.STARTS_WITH_ZONE.match(joined):
        return True
    return bool(patterns.CERTAIN.match(joined)) and ("@" in joined or not patterns.PRONOUN.search(joined))


def _names_sender(line: str) -> bool:
    """True for what is believed above a quotation only."""
    if line.endswith(_COLONS):
        by_person = "@" in line and patterns.PRONOUN.search(line)
        return not by_person and any(pattern.match(line) for pattern in patterns.INTRODUCING)
    return _is_dated(line)


def _is_dated(line: str) -> bool:
    return "<" in line and "@" in line and bool(patterns.SENDER_AND_DATE.match(line))


def _is_above_quote(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return _is_quoted(below)


def _is_quoted(line: str) -> bool:
    return bool(patterns.QUOTED.match(line[:20]))


def _length(lines: Sequence[str], at: int, most: int) -> int:
    joined, blanks = "", 0
    for length, line in enumerate(lines[at : at + most], start=1):
        blanks += not line.strip()
        joined = f"{joined} {line.strip()}"
        if len(joined) > patterns.LONGEST_ATTRIBUTION or blanks > 1:
            return 0
        if _is_quoted(line) and not _is_open(joined[: -len(line.strip())]):
            return 0
        if _introduces(joined.strip()):
            return 0 if _begins_later(lines, at, length) else length
        if patterns.ENDS_SENTENCE.search(line):
            return 0
    return 0


def _may_end(line: str) -> bool:
    """A line after which a new thought can begin."""
    return not line.strip() or line.rstrip()[-1:] in ".!?…:)>"


def _begins_later(lines: Sequence[str], at: int, length: int) -> bool:
    """True when the attribution that ends here begins below line `at`, so that `at` is the sender's own text."""
    end = at + length
    return any(_begins_at(lines, at, start, end) for start in range(at + 1, end))


def _begins_at(lines: Sequence[str], at: int, start: int, end: int) -> bool:
    """True when line `start` is a better beginning than `at`: below a blank line, or with a date of its own."""
    line, whole = lines[start][:LONGEST_LINE], " ".join(line.strip() for line in lines[start:end])
    apart = not all(line.strip() for line in lines[at:start]) and not line.startswith("<")
    if apart and start == end - 1 and _names_sender(line) and _is_above_quote(lines, start):
        return True
    begins = patterns.BEGINS.match(line) or (apart and patterns.BEGINS_WITH_SENDER.match(line))
    if not begins or not _introduces(whole):
        return False
    return apart or bool(patterns.DATED.match(whole)) or not patterns.DATED.match(" ".join(lines[at:start]))


def _is_open(joined: str) -> bool:
    """True within an address, whose ">" may begin the next line: "<anna@hive.example / > wrote:"."""
    return joined.count("<") > joined.count(">")


def _introduces(joined: str) -> bool:
    """True when one line says who wrote what follows, and when. Cheap tests first: this is asked of every line."""
    if joined.endswith(_COLONS):
        return _introduces_with_colon(joined)
    if joined.endswith("-"):
        return joined.startswith("--") and bool(patterns.WHEN.search(joined) and patterns.WROTE.match(joined))
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
