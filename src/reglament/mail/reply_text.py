"""Only what the sender newly wrote: without quotation, quotation header, signature block or a phone's signature.

A rule that might lose words keeps them. So a quotation in the middle of answers stays (they make no sense without it),
a forwarded letter stays, closings ("Best regards", «С уважением») stay, and a letter is never trimmed to nothing.
"""

import re
from dataclasses import dataclass

from reglament.mail import reply_patterns as patterns
from reglament.mail.html import QUOTE_MARK

MOST_LINES = 50_000  # looked at; a longer text is a file in disguise
LONGEST_LINE = 2_000  # characters looked at
LONGEST_SIGNATURE = 20  # lines
_ATTRIBUTION_LINES = 6
_HEADER_WINDOW = 10


@dataclass(frozen=True)
class _Run:
    """Lines of one kind: "text", "quote", or "attribution" (the words that introduce a quotation)."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """A letter's words: `new`, and `rest`, what was left out of it (quotations, signature), both as lines."""

    new: str
    rest: str


def split(text: str, *, subject: str | None = None) -> Split:
    """The new words of `text` and the rest. It may hold lines of QUOTE_MARK (html.to_text); `subject` tells a forward."""
    new = trim(text, subject=subject)
    waiting = new.split("\n")
    waiting.reverse()
    left = []
    for line in text.split("\n"):
        while waiting and not waiting[-1].strip():
            waiting.pop()
        line = line.replace("\xa0", " ").rstrip()
        if waiting and line == waiting[-1]:
            waiting.pop()
        elif line != QUOTE_MARK:
            left.append(line)
    return Split(new, "\n".join(left).strip("\n"))


def trim(text: str, *, subject: str | None = None) -> str:
    """The new words alone."""
    lines = [line.replace("\xa0", " ").rstrip() for line in text.split("\n")]
    everything = [line for line in lines if line != QUOTE_MARK]
    head, rest = lines[:MOST_LINES], everything[MOST_LINES:]
    above, kept_whole = _cut(head, is_forward=bool(patterns.FORWARD_SUBJECT.match(subject or "")))
    if rest and len(_new_lines(above)) >= len(head):
        return _tidy(everything)  # nothing was quoted in all those lines: they are no reply
    new = _without_signature(_new_lines(_without_signature(above))) if above else []
    return "\n\n".join(filter(None, (_tidy(new), _tidy(kept_whole)))) or _tidy(everything)


def _tidy(lines: list[str]) -> str:
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[first:]).rstrip()


def _cut(lines: list[str], *, is_forward: bool) -> tuple[list[str], list[str]]:
    """(what stands above the old letter that a program put below the answer, that letter where it is to stay whole:
    it was forwarded, or answered between its lines)."""
    fenced = False
    for at, line in enumerate(lines):
        fenced ^= bool(patterns.FENCE.match(line[:20]))
        if fenced or not line.strip():
            continue
        if patterns.FORWARDED.match(line[:LONGEST_LINE]):
            return lines[:at], _unmarked(lines[at:])
        if line == QUOTE_MARK or patterns.SEPARATOR.match(line[:LONGEST_LINE]) or _is_header_block(lines, at):
            above = _without_trailing_rules(lines[:at])
            if any(kept.strip() for kept in above):
                inside = is_forward or _answers_inside(above)
                return above, _unmarked(lines[at:]) if inside else []
            if line != QUOTE_MARK:
                break
    return _unmarked(lines), []


def _unmarked(lines: list[str]) -> list[str]:
    return [line for line in lines if line != QUOTE_MARK]


def _answers_inside(above: list[str]) -> bool:
    """ "My answers are below, in red": the letter below them holds new words that nothing marks in plain text."""
    return bool(patterns.ANSWERED_INSIDE.search("\n".join(above)[-LONGEST_LINE:]))


def _without_trailing_rules(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (
        not lines[end - 1].strip() or patterns.RULE.match(lines[end - 1][:LONGEST_LINE]) or lines[end - 1] == QUOTE_MARK
    ):
        end -= 1
    return lines[:end]


def _is_header_block(lines: list[str], at: int) -> bool:
    """True when From, Sent, To, Subject (in any of their languages) begin at line `at`."""
    first = patterns.HEADER_LINE.match(lines[at][:LONGEST_LINE])
    if not first or first["to"] or lines[at].lstrip().startswith(">"):
        return False
    found: dict[str, str] = {}
    for line in lines[at : at + _HEADER_WINDOW]:
        header = patterns.HEADER_LINE.match(line[:LONGEST_LINE])
        if header and header.lastgroup:
            kind = next(kind for kind in ("sender", "date", "to", "subject") if header[kind])
            found.setdefault(kind, header["rest"])
    if "sender" not in found:
        return False
    if len(found) >= 3:
        return True
    return "date" in found and "@" in found["sender"] and any(sign.isdigit() for sign in found["date"])


def _new_lines(lines: list[str]) -> list[str]:
    """Text without quotations, unless it answers between them."""
    runs = _believed(_runs(lines))
    kinds = [run.kind for run in runs]
    texts = [run for run in runs if run.kind == "text"]
    if not texts:
        return lines
    if "attribution" in kinds:
        runs, kinds = _cut_unquoted(runs)
    texts = [run for run in runs if run.kind == "text"]
    last = max((at for at, kind in enumerate(kinds) if kind == "text"), default=0)
    if "quote" in kinds[:last] and kinds.count("quote") > 1:
        return [line for run in runs[: last + 1] if run.kind != "attribution" for line in run.lines]
    kept: list[str] = []
    for run in texts:
        if kept and kept[-1].strip() and run.lines[0].strip():
            kept.append("")
        kept.extend(run.lines)
    return kept


def _cut_unquoted(runs: list[_Run]) -> tuple[list[_Run], list[str]]:
    """ "On … wrote:" over a letter without ">": everything below it is quoted, if the answer stands above."""
    answered = False
    for at, run in enumerate(runs):
        answered = answered or run.kind == "text"
        if answered and run.kind == "attribution" and not _is_over_quote(runs, at):
            runs = runs[:at]
            break
    return runs, [run.kind for run in runs]


def _is_over_quote(runs: list[_Run], at: int) -> bool:
    return at + 1 < len(runs) and runs[at + 1].kind == "quote"


def _believed(runs: list[_Run]) -> list[_Run]:
    """Attributions that introduce no quotation and might be a person's sentence are text."""
    believed: list[_Run] = []
    for at, run in enumerate(runs):
        is_text = run.kind == "attribution" and not _is_over_quote(runs, at) and not _is_certain(" ".join(run.lines))
        if not is_text and run.kind != "text":
            believed.append(run)
        elif believed and believed[-1].kind == "text":
            believed[-1] = _Run("text", believed[-1].lines + run.lines)
        else:
            believed.append(_Run("text", run.lines))
    return believed


def _is_certain(joined: str) -> bool:
    joined = joined.strip()
    if patterns.STARTS_WITH_ZONE.match(joined):
        return True
    return bool(patterns.CERTAIN.search(joined)) and ("@" in joined or not patterns.PRONOUN.search(joined))


def _runs(lines: list[str]) -> list[_Run]:
    """`lines` as runs; blank lines belong to the run before them."""
    runs: list[tuple[str, list[str]]] = []

    def add(kind: str, line: str) -> None:
        if not runs or runs[-1][0] != kind:
            runs.append((kind, []))
        runs[-1][1].append(line)

    at, fenced = 0, False
    while at < len(lines):
        line = lines[at][:LONGEST_LINE]
        fenced ^= bool(patterns.FENCE.match(line))
        if not line.strip():
            if runs:
                runs[-1][1].append("")
        elif fenced:
            add("text", lines[at])
        elif patterns.QUOTED.match(line) or _is_broken_quote(lines, at):
            add("quote", lines[at])
        elif inline := patterns.INLINE_ATTRIBUTION.match(line):
            add("text", inline[1].rstrip())
            add("attribution", inline[2])
        elif length := _attribution(lines, at):
            for taken in lines[at : at + length]:
                add("attribution", taken)
            at += length - 1
        else:
            add("text", lines[at])
        at += 1
    return [_Run(kind, tuple(held)) for kind, held in runs]


def _is_broken_quote(lines: list[str], at: int) -> bool:
    """The rest of a quoted line that was wrapped: a link, or a few small words, between two quoted lines."""
    line = lines[at].strip()
    if not (0 < at < len(lines) - 1 and lines[at - 1].startswith(">") and lines[at + 1].startswith(">")):
        return False
    is_rest = line[:1].islower() and len(line) < 40 and len(lines[at - 1]) > 60
    return is_rest or line.startswith(("<", "(")) or line.endswith(">")


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from `at` on say "On …, X wrote:"; 0 when they do not."""
    if patterns.BEGINS.match(lines[at][:LONGEST_LINE]):
        most = _ATTRIBUTION_LINES
    elif patterns.BEGINS_WITH_SENDER.match(lines[at][:LONGEST_LINE]) and (at == 0 or _may_end(lines[at - 1])):
        most = 3
    else:
        return 0
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


def _begins_later(lines: list[str], at: int, length: int) -> bool:
    """True when the attribution that ends here begins below line `at`, so that `at` is the sender's own text."""
    return any(
        patterns.BEGINS.match(lines[start][:LONGEST_LINE])
        and _introduces(" ".join(line.strip() for line in lines[start : at + length]))
        for start in range(at + 1, at + length)
    )


def _is_quote_already(line: str) -> bool:
    """A quoted line ends the search; one that begins with the ">" of a broken "<address> wrote:" does not."""
    return bool(patterns.QUOTED.match(line[:20])) and not line.rstrip().endswith((":", "："))


def _introduces(joined: str) -> bool:
    """True when one line says who wrote what follows, and when. Cheap tests first: this is asked of every line."""
    if joined.endswith((":", "：")):
        if patterns.YOU_WROTE.match(joined) or patterns.WEEKDAY_FROM.match(joined):
            return True
        sender = patterns.SENDER_LAST.search(joined)
        if sender and patterns.DATED.match(joined[: sender.start()]):
            return True
        return bool(patterns.WROTE.match(joined) and patterns.WHEN.search(joined))
    if joined.endswith("-"):
        return joined.startswith("--") and bool(patterns.WROTE.match(joined))
    if joined.endswith(">"):
        return bool(patterns.STARTS_WITH_DAY.match(joined) and patterns.SENDER_CLOSED.search(joined))
    return bool(patterns.STARTS_WITH_ZONE.match(joined))


def _without_signature(lines: list[str]) -> list[str]:
    """`lines` without the block after "-- " and without what a phone adds, unless nothing else was written."""
    lines = _without_trailing_rules(lines)
    lines = _without_sent_from(lines)
    fences = [at for at, line in enumerate(lines) if patterns.FENCE.match(line[:20])]
    start = fences[-1] + 1 if fences else 0
    for at in range(max(start, len(lines) - LONGEST_SIGNATURE - 1), len(lines)):
        line, rest = lines[at][:LONGEST_LINE], lines[at + 1 :]
        if patterns.SIGNATURE.match(line) or (patterns.LONG_RULE.match(line) and _looks_signed(rest)):
            above = lines[:at]
            if any(kept.strip() for kept in above):
                return _without_sent_from(_without_trailing_rules(above))
    return lines


def _looks_signed(rest: list[str]) -> bool:
    written = [line for line in rest if line.strip()]
    return len(written) <= 8 and all(len(line) <= 90 for line in written)


def _without_sent_from(lines: list[str]) -> list[str]:
    while True:
        lines = _without_trailing_rules(lines)
        last = lines[-1][:LONGEST_LINE] if lines else ""
        if not (patterns.APOLOGY.match(last) or _is_sent_from(last)):
            return lines
        if not any(line.strip() for line in lines[:-1]):
            return lines
        lines = lines[:-1]


_LINK = re.compile(r"[<(\[]?(?:https?://|www\.)[^\s<>]*[>)\]]?")


def _is_sent_from(line: str) -> bool:
    """True for "Sent from my phone" in the words of a program; "Sent from Outlook yesterday" is a person's."""
    found = patterns.SENT_FROM.match(line)
    if not found:
        return False
    words = _LINK.sub(" ", found["rest"]).split()
    return len(words) <= 12 and all(_is_of_program(word.strip("*_.,;:!()[]<>«»\"'®™-–|")) for word in words)


def _is_of_program(word: str) -> bool:
    return not word.islower() or word in patterns.SENT_FROM_WORDS or any(sign.isdigit() or sign in "./@" for sign in word)
