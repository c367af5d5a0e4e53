"""When would a request be due, and why: what `reglament regulation due` and `explain` print."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from reglament.regulation import library
from reglament.regulation.clocks import ClockState, clocks
from reglament.regulation.facts import Answered, ClientWrote, EmergencyClaimed, Fact, Opened, Transferred
from reglament.regulation.loading import Faulty, load
from reglament.regulation.terms import Regulation, Words
from reglament.regulation.words import explain
from reglament.worktime.timeline import NeverOpens

FINE, WRONG, NOT_FOUND = 0, 1, 2

MESSAGES = {
    "not_json": Words("строка не читается как объект JSON", "the line is not a JSON object"),
    "missing": Words("не хватает «{value}»", "“{value}” is missing"),
    "not_text": Words("«{value}» должно быть строкой", "“{value}” must be a string"),
    "level": Words("в регламенте нет уровня «{value}»", "the regulation has no level “{value}”"),
    "severity": Words("в регламенте нет критичности «{value}»", "the regulation has no severity “{value}”"),
    "metric": Words(
        "«{value}» не спросить; можно: first_response, next_response, admission",
        "“{value}” can't be asked; possible: first_response, next_response, admission",
    ),
    "received": Words(
        "«{value}» не время с поясом, например 2026-11-20T17:30:00+06:00",
        "“{value}” is no time with an offset, such as 2026-11-20T17:30:00+06:00",
    ),
    "not_found": Words("нет регламента «{value}»", "there is no regulation “{value}”"),
}

TEXTS = ("level", "severity", "received", "type", "channel", "department", "metric", "ground")


class Unclear(ValueError):
    """A question that can't be answered, with the reason in both languages."""

    def __init__(self, code: str, value: str = "") -> None:
        text = MESSAGES[code]
        self.words = Words(text.ru.format(value=value), text.en.format(value=value))
        super().__init__(self.words.en)


def due_line(regulation: Regulation, question: Mapping[str, Any]) -> dict[str, Any]:
    """The due time of a request, its calendar, clause and reason.

    Asked: `level`, `severity`, `received`; `type`, `channel`, `department`, `ground`, `metric` where they matter.
    Unknown keys are ignored. `due` is told with the offset of the clock's calendar; None where nothing is promised.
    Raises Unclear.
    """
    state = state_asked(regulation, question)
    calendar = regulation.promise.calendars.get(state.calendar)
    zone = ZoneInfo(calendar.zone if calendar else regulation.zone)
    return {
        "due": state.due_at.astimezone(zone).isoformat() if state.due_at else None,
        "metric": state.metric,
        "calendar": state.calendar,
        "clause": state.clause,
        "because": {language: explain(regulation, state, language=language).line for language in ("ru", "en")},
    }


def state_asked(regulation: Regulation, question: Mapping[str, Any]) -> ClockState:
    """The clock that would run. Raises Unclear."""
    received = _received(regulation, question)
    metric = question.get("metric") or "first_response"
    history = _history(regulation, question, received, metric)
    try:
        rows = [row for row in clocks(regulation, history, now=received) if row.metric == metric]
    except (NeverOpens, OverflowError):
        raise Unclear("received", question["received"]) from None
    if not rows:
        raise Unclear("metric", metric)
    return rows[-1]


def run_due(
    name: str,
    *,
    batch: bool,
    stdin: Iterable[str],
    out: TextIO,
    language: str,
    level: str = "",
    severity: str = "",
    received: str = "",
) -> int:
    """Answer the questions of `stdin`, one JSON object a line, or the one given. Returns the exit code.

    A line that can't be answered gives `{"error": {"ru", "en"}}`, and the next is read.
    """
    regulation = _found(name, out, language)
    if regulation is None:
        return NOT_FOUND
    question = json.dumps({"level": level, "severity": severity, "received": received})
    wrong = False
    for line in stdin if batch else [question]:
        if line.strip():
            answer = _answer(regulation, line)
            wrong = wrong or "error" in answer
            print(json.dumps(answer, ensure_ascii=False), file=out)
    return WRONG if wrong else FINE


def run_explain(name: str, *, out: TextIO, language: str, level: str, severity: str, received: str) -> int:
    """Print why a request would be due when it is, unfolded. Returns the exit code."""
    regulation = _found(name, out, language)
    if regulation is None:
        return NOT_FOUND
    try:
        state = state_asked(regulation, {"level": level, "severity": severity, "received": received})
    except Unclear as unclear:
        print(unclear.words.in_(language), file=out)
        return WRONG
    explanation = explain(regulation, state, language=language)
    print(explanation.line, file=out)
    for sentence in (*explanation.details, *explanation.readings):
        print(f"  {sentence}", file=out)
    return FINE


def _answer(regulation: Regulation, line: str) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except ValueError:
        question = None
    try:
        if not isinstance(question, dict):
            raise Unclear("not_json")
        return due_line(regulation, question)
    except Unclear as unclear:
        return {"error": {"ru": unclear.words.ru, "en": unclear.words.en}}


def _received(regulation: Regulation, question: Mapping[str, Any]) -> datetime:
    """The instant asked about, after the rest of the question was found clear."""
    for key in TEXTS:
        if not isinstance(question.get(key) or "", str):
            raise Unclear("not_text", key)
    for key in ("level", "severity", "received"):
        if not question.get(key):
            raise Unclear("missing", key)
    if question["level"] not in regulation.promise.levels:
        raise Unclear("level", question["level"])
    if question["severity"] not in regulation.promise.severities:
        raise Unclear("severity", question["severity"])
    try:
        received = datetime.fromisoformat(question["received"])
        if received.tzinfo is None:
            raise ValueError(received)
        return received.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unclear("received", question["received"]) from None


def _history(regulation: Regulation, question: Mapping[str, Any], at: datetime, metric: str) -> list[Fact]:
    """The shortest history in which the clock asked about runs from `at`."""
    opened = Opened(
        at,
        level=question["level"],
        severity=question["severity"],
        ground=question.get("ground") or "",
        request_type=question.get("type") or "",
        channel=question.get("channel") or "email",
        department=question.get("department") or "",
    )
    history: list[Fact] = [opened]
    if metric == "next_response":
        history += [Answered(at), ClientWrote(at)]
    if metric == "admission":
        history += _claims_to_confirm(regulation, question["severity"], at)
    if regulation.promise.levels[question["level"]].stage == "development":
        history.append(Transferred(at, stage="development", department=_development(regulation)))
    return history


def _claims_to_confirm(regulation: Regulation, severity: str, at: datetime) -> list[Fact]:
    grounds = regulation.promise.severities[severity].grounds
    return [EmergencyClaimed(at, severity=severity, ground=one.slug) for one in grounds if one.confirmation]


def _development(regulation: Regulation) -> str:
    departments = regulation.conduct.departments.values()
    return next((department.slug for department in departments if department.stage == "development"), "")


def _found(name: str, out: TextIO, language: str) -> Regulation | None:
    """The regulation of the library or file of that name; what is wrong with it is printed."""
    try:
        return load(library.find(name), name=name)
    except library.NotFound:
        print(MESSAGES["not_found"].in_(language).format(value=name), file=out)
    except Faulty as faulty:
        print(faulty.words(language), file=out)
    return None
