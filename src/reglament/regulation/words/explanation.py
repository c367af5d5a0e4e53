"""A clock explained in words, the same for agent and client (C-22): one line, and unfolded."""

from dataclasses import dataclass
from datetime import datetime

from reglament.regulation.engine.clock_row import ClockState
from reglament.regulation.engine.counting_rules import NO_ROW, calendar_of, rules_of
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.words.explanation_parts import Wording
from reglament.regulation.words.phrases import STATES, WAITS
from reglament.regulation.words.spoken_values import MONTHS, Times, amount_words, capitalised, place

__all__ = ["Explanation", "amount_words", "explain", "short_due"]

INTERVALS_IN_A_LINE = 4


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a clock says of itself: one line, and unfolded.

    `details` are sentences: what happened, what was counted, what stops it. `readings` tell how unclear sentences of
    its clause are understood.
    """

    line: str
    details: tuple[str, ...]
    readings: tuple[str, ...] = ()


def explain(regulation: Regulation, state: ClockState, *, language: str, zone: str | None = None) -> Explanation:
    """Why the clock is due when it is, in `language` ("ru" or "en").

    Times are told in `zone`, else in the zone of the clock's calendar, else in that of the regulation.
    """
    calendar = calendar_of(regulation.promise, state.calendar)
    times = Times(zone or (calendar.zone if calendar else regulation.zone), language)
    wording = Wording(rules_of(regulation), state, times)
    counted = _counted(wording) if state.due_at else _unpromised(wording)
    line = [*_standing(wording), *counted, *_source(wording)]
    return Explanation(line=" ".join(line), details=tuple(_details(wording)), readings=tuple(_readings(wording)))


def short_due(state: ClockState, language: str, zone: str) -> str:
    """`до пн 23.11 13:30`, `by Mon 23 Nov 13:30`; "" where there is no due time."""
    if state.due_at is None:
        return ""
    return f"{'до' if language == 'ru' else 'by'} {Times(zone, language).short(state.due_at, ends=True)}"


def _standing(wording: Wording) -> list[str]:
    """What is to be done until when, or what became of it. Where nothing is promised, the reason says so itself."""
    code = _standing_code(wording)
    if code == "unpromised" and wording.row.why is not None and not wording.is_imported:
        return []
    state, times, deed = wording.state, wording.times, wording.deed
    due = f"{times.full(state.due_at, ends=True)} ({place(times.zone, times.language)})" if state.due_at else ""
    at = times.full(state.stopped_at) if state.stopped_at else ""
    text = times.in_(STATES[code]).format(
        todo=times.in_(deed.todo).format(due=due),
        done=times.in_(deed.done).format(at=at),
        due=due,
        at=at,
        what=wording.named(WAITS, wording.because.steps[-1].what),
    )
    return [capitalised(text)]


def _standing_code(wording: Wording) -> str:
    state = wording.state
    match state.outcome:
        case "breached":
            return "late" if state.stopped_at else "missed"
        case "met":
            return "met" if state.due_at else "done"
        case "cancelled":
            return "cancelled"
    if state.due_at is None:
        return "paused" if wording.is_paused else "unpromised"
    return "superseded" if state.superseded_by else "running"


def _counted(wording: Wording) -> list[str]:
    """Who has how much time from when by which calendar, and the hours or days it is made up of."""
    start, in_days = wording.times.short(wording.state.started_at), bool(days := wording.working_days())
    since = wording.say(f"{'после' if in_days else 'с'} {start}", f"{'after' if in_days else 'from'} {start}")
    sentences = [f"{wording.whose()}: {wording.amount()} {since}{wording.by_calendar()}."]
    intervals = wording.intervals()
    if 0 < len(intervals) <= INTERVALS_IN_A_LINE:
        sentences.append(wording.told_intervals(intervals))
    if 0 < len(days) <= INTERVALS_IN_A_LINE:
        sentences.append(wording.say(f"Рабочие дни: {', '.join(days)}.", f"Working days: {', '.join(days)}."))
    return sentences


def _unpromised(wording: Wording) -> list[str]:
    """Why there is no promise."""
    if wording.is_paused:
        return []
    if wording.is_imported:
        return [wording.step(wording.because.steps[0])]
    if wording.row.why is not None:
        return [wording.times.in_(wording.row.why)]
    return (
        [wording.say("Регламент срока не называет.", "The regulation names no time.")] if wording.row is NO_ROW else []
    )


def _source(wording: Wording) -> list[str]:
    """The clause of the document, and its edition."""
    clause, dated = wording.state.clause, wording.rules.regulation.dated
    if not clause:
        return []
    numbered = "." in clause
    return [
        wording.say(
            f"{'Пункт' if numbered else 'Раздел'} {clause} регламента, редакция от {dated:%d.%m.%Y}.",
            f"{'Clause' if numbered else 'Section'} {clause} of the regulation, "
            f"edition of {dated.day} {MONTHS[dated.month - 1]} {dated.year}.",
        )
    ]


def _details(wording: Wording) -> list[str]:
    told = [wording.step(step) for step in wording.because.steps]
    told += _pauses(wording)
    if wording.state.due_at is not None:
        told += _made_up(wording, wording.state.due_at)
    if stops := wording.stops():
        told.append(stops)
    return told


def _pauses(wording: Wording) -> list[str]:
    times = wording.times
    return [
        wording.say(
            f"Пауза {times.short(begin)} – {times.short(end)}: ждали, {wording.named(WAITS, what)}.",
            f"Paused {times.short(begin)} – {times.short(end)}, waiting for {wording.named(WAITS, what)}.",
        )
        for what, begin, end in wording.because.pauses
    ]


def _made_up(wording: Wording, due: datetime) -> list[str]:
    """The hours counted, the holidays left out, which limit came first, and whether the year is certain."""
    told = []
    if intervals := wording.intervals():
        told.append(wording.told_intervals(intervals))
    if days := wording.working_days():
        told.append(wording.say(f"Рабочие дни: {', '.join(days)}.", f"Working days: {', '.join(days)}."))
    if skipped := wording.skipped():
        told.append(wording.say(f"Не считаются: {', '.join(skipped)}.", f"Not counted: {', '.join(skipped)}."))
    if wording.because.limit == "cap":
        told.append(wording.say("Предел наступает раньше.", "The limit comes first."))
    if wording.because.limit == "reaction":
        text = (
            "Ответ на уточнение не дольше времени реакции уровня.",
            "A reply takes no longer than the level's reaction.",
        )
        told.append(wording.say(*text))
    if wording.state.missed_in_triage:
        told.append(
            wording.say("Срок прошёл, пока письмо ждало разбора.", "It fell due while the letter was in triage.")
        )
    if wording.timeline.is_provisional(due):
        year = wording.times.local(due).year
        told.append(
            wording.say(
                f"Праздники {year} года ещё не утверждены, срок предварительный.",
                f"The holidays of {year} are not official yet, the due time is provisional.",
            )
        )
    return told


def _readings(wording: Wording) -> list[str]:
    senses = [
        wording.times.in_(reading.sense)
        for reading in wording.promise.readings
        if reading.clause and reading.clause == wording.state.clause
    ]
    return [wording.say(f"Толкование: {sense}", f"Reading: {sense}") for sense in senses]
