"""When would a request be due, and why: what `reglament regulation due` and `explain` print."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo, available_timezones

from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import Faulty, load
from reglament.regulation.questions.shortest_history import history_asked
from reglament.regulation.terms.edition_terms import Regulation, Words
from reglament.regulation.words.explanation import explain
from reglament.worktime.timeline import NeverOpens

FINE, WRONG, NOT_FOUND = 0, 1, 2

MESSAGES = {
    "not_json": Words("строка не читается как объект JSON", "the line is not a JSON object"),
    "missing": Words("не хватает «{value}»: {known}", "“{value}” is missing: {known}"),
    "not_text": Words("«{value}» должно быть строкой", "“{value}” must be a string"),
    "level": Words(
        "в регламенте нет уровня «{value}»; есть: {known}", "the regulation has no level “{value}”; there are: {known}"
    ),
    "severity": Words(
        "в регламенте нет критичности «{value}»; есть: {known}",
        "the regulation has no severity “{value}”; there are: {known}",
    ),
    "name": Words("«{value}» в регламенте нет; есть: {known}", "the regulation has no “{value}”; there are: {known}"),
    "metric": Words(
        "«{value}» не спросить; можно: {known}",
        "“{value}” can't be asked; possible: {known}",
    ),
    "received": Words(
        "«{value}» не время с поясом, например 2026-11-20T17:30:00+06:00",
        "“{value}” is no time with an offset, such as 2026-11-20T17:30:00+06:00",
    ),
    "hours": Words("в регламенте нет календаря «{value}»", "the regulation has no calendar “{value}”"),
    "zone": Words("часового пояса «{value}» нет", "there is no time zone “{value}”"),
}

EXAMPLE = "2026-11-20T17:30:00+06:00"

NOTHING_PROMISED = Words("Для этого регламент срока не называет.", "The regulation names no time for that.")

TEXTS = (
    "level",
    "severity",
    "received",
    "type",
    "channel",
    "department",
    "metric",
    "ground",
    "urgency",
    "impact",
    "asked_by",
    "kind",
    "hours",
    "zone",
    "findings",
    "answers",
)


class Unclear(ValueError):
    """A question that can't be answered, with the reason in both languages."""

    def __init__(self, code: str, value: str = "", known: str = "") -> None:
        text = MESSAGES[code]
        self.words = Words(text.ru.format(value=value, known=known), text.en.format(value=value, known=known))
        super().__init__(self.words.en)


def due_line(regulation: Regulation, question: Mapping[str, Any]) -> dict[str, Any]:
    """The due time of a request, its calendar, clause and reason.

    Asked: `level`, `received`; `severity`, else the one requests begin with or that `urgency` and `impact` make; and
    where they matter `type`, `channel`, `department`, `ground`, `metric`, `asked_by`, `kind`, `hours` and `zone` of the
    contract, `findings` (names in a row), `answers` ("environment=production" in a row), `developers` (true). Unknown
    keys are ignored. `due` is told with the offset of the clock's calendar; None where nothing is promised. Raises
    Unclear.
    """
    state = state_asked(regulation, question)
    if state is None:
        because = {language: NOTHING_PROMISED.in_(language) for language in ("ru", "en")}
        return {"due": None, "metric": question["metric"], "calendar": "", "clause": "", "because": because}
    slug, _, own_zone = state.calendar.partition("@")
    calendar = regulation.promise.calendars.get(slug)
    zone = ZoneInfo(own_zone or (calendar.zone if calendar else regulation.zone))
    return {
        "due": state.due_at.astimezone(zone).isoformat() if state.due_at else None,
        "metric": state.metric,
        "calendar": state.calendar,
        "clause": state.clause,
        "because": {language: explain(regulation, state, language=language).line for language in ("ru", "en")},
    }


def state_asked(regulation: Regulation, question: Mapping[str, Any]) -> ClockState | None:
    """The clock that would run; None where no row of its metric fits. Raises Unclear."""
    received = _received(regulation, question)
    metric = question.get("metric") or "first_response"
    severity = question.get("severity") or _severity(regulation, question)
    try:
        history = history_asked(regulation, {**question, "severity": severity}, received, metric)
        rows = [row for row in clocks(regulation, history, now=received) if row.metric == metric]
    except (NeverOpens, OverflowError):
        raise Unclear("received", question["received"]) from None
    known = dict.fromkeys(row.metric for row in regulation.promise.targets)
    if not rows and metric not in known:
        raise Unclear("metric", metric, ", ".join(known))
    return rows[-1] if rows else None


def run_due(
    name: str,
    *,
    batch: bool,
    stdin: Iterable[str],
    out: TextIO,
    language: str,
    **question: str | bool,
) -> int:
    """Answer the questions of `stdin`, one JSON object a line, or the one given. Returns the exit code.

    A line that can't be answered gives `{"error": {"ru", "en"}}`, and the next is read.
    """
    regulation = _found(name, out, language)
    if regulation is None:
        return NOT_FOUND
    wrong = False
    for line in stdin if batch else [json.dumps(question)]:
        if line.strip():
            answer = _answer(regulation, line)
            wrong = wrong or "error" in answer
            print(json.dumps(answer, ensure_ascii=False), file=out)
    return WRONG if wrong else FINE


def run_explain(name: str, *, out: TextIO, language: str, **question: str | bool) -> int:
    """Print why a request would be due when it is, unfolded. Returns the exit code."""
    regulation = _found(name, out, language)
    if regulation is None:
        return NOT_FOUND
    try:
        state = state_asked(regulation, question)
    except Unclear as unclear:
        print(unclear.words.in_(language), file=out)
        return WRONG
    if state is None:
        print(NOTHING_PROMISED.in_(language), file=out)
        return FINE
    explanation = explain(regulation, state, language=language)
    print(explanation.line, file=out)
    for sentence in (*explanation.details, *explanation.readings):
        print(f"  {sentence}", file=out)
    return FINE


def _answer(regulation: Regulation, line: str) -> dict[str, Any]:
    try:
        question = json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
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
    for key in ("level", "received"):
        if not question.get(key):
            raise Unclear("missing", key, ", ".join(regulation.promise.levels) if key == "level" else EXAMPLE)
    for key, known in _names_known(regulation).items():
        for name in (question.get(key) or "").split():
            if name not in known:
                raise Unclear(key if key in MESSAGES else "name", name, ", ".join(known) or "–")
    if question.get("hours") and question["hours"] not in regulation.promise.calendars:
        raise Unclear("hours", question["hours"])
    if question.get("zone") and question["zone"] not in available_timezones():
        raise Unclear("zone", question["zone"])
    try:
        received = datetime.fromisoformat(question["received"])
        if received.tzinfo is None:
            raise ValueError(received)
        return received.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unclear("received", question["received"]) from None


def _names_known(regulation: Regulation) -> dict[str, Sequence[str]]:
    """What each key of a question may name."""
    promise = regulation.promise
    grounds = [ground.slug for severity in promise.severities.values() for ground in severity.grounds]
    fields = {field.slug: field for kind in promise.request_types.values() for field in kind.fields}
    answers = [f"{slug}={choice.slug}" for slug, field in fields.items() for choice in field.choices]
    return {
        "level": list(promise.levels),
        "severity": list(promise.severities),
        "ground": grounds,
        "type": list(promise.request_types),
        "channel": list(dict.fromkeys([*promise.channels, *(one.via for one in promise.channels.values() if one.via)])),
        "department": list(regulation.conduct.departments),
        "urgency": list(promise.urgencies),
        "impact": list(promise.impacts),
        "asked_by": ("contact", "representative", "account_manager", "agent"),
        "kind": ("client", "partner", "demo"),
        "findings": list(promise.findings),
        "answers": answers,
    }


def _severity(regulation: Regulation, question: Mapping[str, Any]) -> str:
    """The severity where none is named: what urgency and impact make, else the one requests begin with."""
    promise = regulation.promise
    made = (
        promise.matrix.severity_of(question.get("urgency") or "", question.get("impact") or "")
        if promise.matrix
        else ""
    )
    return made or min(promise.severities.values(), key=lambda severity: severity.rank).slug


def _found(name: str, out: TextIO, language: str) -> Regulation | None:
    """The regulation of the library or file of that name; what is wrong with it is printed."""
    try:
        return load(library.find(name), name=name)
    except library.NotFound as missing:
        print(missing.words.in_(language), file=out)
    except Faulty as faulty:
        print(faulty.words(language), file=out)
    return None
