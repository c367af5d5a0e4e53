"""Only what the sender newly wrote: without quotation, quotation header, signature block or a phone's signature.

A rule that might lose words keeps them. So a quotation in the middle of answers stays (they make no sense without it),
a forwarded letter stays, closings ("Best regards", «С уважением») stay, and only a quotation that a program introduced,
without a word beside it, is trimmed to nothing.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reglament.mail.format.mime.html_text import QUOTE_MARK
from reglament.mail.format.replies import attributions, header_rows
from reglament.mail.format.replies import reply_patterns as patterns
from reglament.mail.format.replies.reply_patterns import LONGEST_LINE
from reglament.mail.format.replies.signatures import without_armour, without_signature, without_trailing_rules

MOST_LINES = 8_000  # looked at; a longer text is a file in disguise


@dataclass(frozen=True)
class _Run:
    """Lines of one kind: "text", "quote", or "attribution" (the words that introduce a quotation)."""

    kind: str
    lines: tuple[str, ...]


Kind = Literal["reply", "forward", "first"]


@dataclass(frozen=True)
class Split:
    """A letter's words: `new`, and `rest`, what was left out of it (quotations, signature), both as lines."""

    new: str
    rest: str


def kind_of(subject: str | None, *, answers: bool) -> Kind:
    """What a letter is to those before it. `answers`: it names another one (In-Reply-To, References)."""
    if patterns.FORWARD_SUBJECT.match(subject or ""):
        return "forward"
    return "reply" if answers or patterns.REPLY_SUBJECT.match(subject or "") else "first"


def split(text: str, *, kind: Kind = "reply") -> Split:
    """The new words of `text`, which may hold lines of QUOTE_MARK (html_text.to_text), and the rest."""
    new = trim(text, kind=kind)
    waiting = new.split("\n")
    waiting.reverse()
    left = []
    for line in text.split("\n"):
        while waiting and not waiting[-1].strip():
            waiting.pop()
        bare = _bare(line)
        if waiting and bare == waiting[-1]:
            waiting.pop()
        elif bare != QUOTE_MARK:
            left.append(bare)
    return Split(new, "\n".join(left).strip("\n"))


def trim(text: str, *, kind: Kind = "reply") -> str:
    """The new words alone."""
    lines = without_armour([_bare(line) for line in text.split("\n")])
    everything = [line for line in lines if line != QUOTE_MARK]
    head, rest = lines[:MOST_LINES], everything[MOST_LINES:]
    above, kept_whole = _cut(head, kind)
    if rest and len(_new_lines(above)) >= len(head):
        return _tidy(everything)  # nothing was quoted in all those lines: they are no reply
    if above and kind != "forward":
        above = _new_lines(without_signature(above))
    new = without_signature(above)
    told = "\n\n".join(filter(None, (_tidy(new), _tidy(kept_whole))))
    return told if told or (kind == "reply" and _is_only_quoted(_unmarked(head))) else _tidy(everything)


def _is_only_quoted(lines: list[str]) -> bool:
    """True when a program introduced a quotation and nobody wrote a word beside it."""
    kinds = {run.kind for run in _runs(lines)}
    first = [line.lstrip("> ") for line in lines if line.strip()][:1]
    introduced = "attribution" in kinds or bool(first and attributions.length_at(first, 0))
    return introduced and "quote" in kinds and "text" not in kinds


def _bare(line: str) -> str:
    shown = patterns.INVISIBLE.sub("", line) if "@" in line else line
    return patterns.BLANK.sub(" ", shown).rstrip(" \t\r\f\v")


def _tidy(lines: list[str]) -> str:
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[first:]).rstrip()


def _cut(lines: list[str], kind: Kind) -> tuple[list[str], list[str]]:
    """(what stands above the old letter that a program put below the answer, that letter where it is to stay whole:
    it was forwarded, or answered between its lines)."""
    fenced = False
    for at, line in enumerate(lines):
        fenced ^= bool(patterns.FENCE.match(line[:20]))
        if fenced or not line.strip():
            continue
        if patterns.FORWARDED.match(line[:LONGEST_LINE]):
            return lines[:at], _unmarked(lines[at:])
        if attributions.announced(lines, at):
            continue
        if line == QUOTE_MARK or patterns.SEPARATOR.match(line[:LONGEST_LINE]) or _begins_old(lines, at, kind):
            above = without_trailing_rules(_unmarked(lines[:at]))
            if kind == "forward" or any(kept.strip() for kept in above):
                inside = kind == "forward" or _answers_inside(above)
                return above, _unmarked(lines[at:]) if inside else []
            if line != QUOTE_MARK:
                break
    return _unmarked(lines), []


def _begins_old(lines: list[str], at: int, kind: Kind) -> bool:
    """True when the header of the old letter begins here. In a first letter it may be a form that somebody filled in,
    unless a program drew a line above it."""
    if not header_rows.is_block(lines, at):
        return False
    above = next((line for line in reversed(lines[max(0, at - 3) : at]) if line.strip()), "")
    return kind != "first" or bool(patterns.LINE_ABOVE.match(above[:LONGEST_LINE]))


def _unmarked(lines: list[str]) -> list[str]:
    return [line for line in lines if line != QUOTE_MARK]


def _answers_inside(above: list[str]) -> bool:
    """ "My answers are below, in red": the letter below them holds new words that nothing marks in plain text."""
    return bool(patterns.ANSWERED_INSIDE.search("\n".join(above)[-LONGEST_LINE:]))


def _new_lines(lines: list[str]) -> list[str]:
    """Text without quotations, unless it answers between them."""
    runs = _believed(_runs(lines))
    kinds = [run.kind for run in runs]
    texts = [run for run in runs if run.kind == "text"]
    if not texts:
        return []
    if "attribution" in kinds:
        runs, kinds = _cut_unquoted(runs)
    elif _shows_something(runs):
        return lines
    texts = [run for run in runs if run.kind == "text"]
    last = max((at for at, kind in enumerate(kinds) if kind == "text"), default=0)
    if "quote" in kinds[:last] and (kinds.count("quote") > 1 or _goes_on(runs)):
        return [line for run in runs[: last + 1] if run.kind != "attribution" for line in run.lines]
    kept: list[str] = []
    for run in texts:
        if kept and kept[-1].strip() and run.lines[0].strip():
            kept.append("")
        kept.extend(run.lines)
    return kept


def _shows_something(runs: list[_Run]) -> bool:
    """ "The log says:" right above what somebody marked with ">" himself: no program did that."""
    return any(
        run.kind == "text" and run.lines[-1].endswith(":") and below.kind == "quote" for run, below in pairwise(runs)
    )


def _goes_on(runs: list[_Run]) -> bool:
    """True when more than a greeting stands above the quotation and more than a line below it."""
    first = next(at for at, run in enumerate(runs) if run.kind == "quote")
    above = [line for run in runs[:first] if run.kind == "text" for line in run.lines if line.strip()]
    below = [line for run in runs[first:] if run.kind == "text" for line in run.lines if line.strip()]
    return sum(map(len, above)) > 120 and len(below) > 1


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
        is_text = (
            run.kind == "attribution"
            and not _is_over_quote(runs, at)
            and not attributions.is_certain(" ".join(run.lines), first=not believed)
        )
        if not is_text and run.kind != "text":
            believed.append(run)
        elif believed and believed[-1].kind == "text":
            believed[-1] = _Run("text", believed[-1].lines + run.lines)
        else:
            believed.append(_Run("text", run.lines))
    return believed


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
        elif length := attributions.length_at(lines, at):
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
