"""The parts of which explanations are put together: who, how much, by which calendar, which hours."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby

from reglament.regulation.engine.because import Step
from reglament.regulation.engine.clock_row import ClockState
from reglament.regulation.engine.counting_rules import IN_ZONE, Rules
from reglament.regulation.engine.due_times import DAYS, OPEN_TIME
from reglament.regulation.terms.edition_terms import Amount, Named, Unit, Words
from reglament.regulation.terms.metrics import FINDING, STOPS
from reglament.regulation.words.phrases import (
    ENDINGS,
    KEPT,
    KEPT_UNPROMISED,
    REASON,
    STEPS,
    WAITS,
    WAS_DUE,
    Deed,
    deed_of,
)
from reglament.regulation.words.spoken_values import (
    SAME_DAY,
    Times,
    amount_words,
    capitalised,
    duration,
    percent_words,
    place,
)
from reglament.worktime.timeline import Timeline

Interval = tuple[datetime, datetime]

DAYS_WITHOUT_DATE = 6  # an interval further away is told with its date


class Wording:
    """One clock, and the language it is told in."""

    def __init__(self, rules: Rules, state: ClockState, times: Times) -> None:
        known = min(state.because.supplements, len(rules.regulation.supplements))
        self.rules = rules = rules.variant(supplements=known)
        self.promise = rules.promise
        self.state = state
        self.because = state.because
        self.times = times
        self.timeline: Timeline = rules.timeline(state.calendar)
        self.row = rules.row(state.metric, state.rule)
        reaction = self.because.limit == "reaction"
        self.counted = rules.row("first_response", self.because.limit_rule) if reaction else self.row
        amount = self.counted.cap if self.because.limit == "cap" else self.counted.amount
        self.unit = amount.unit if amount else None

    @property
    def deed(self) -> Deed:
        """What it asks for."""
        return deed_of(self.promise.metrics.get(self.state.metric), self.state.metric)

    @property
    def is_paused(self) -> bool:
        """Whether a pause holds the clock."""
        return self.state.due_at is None and self.because.steps[-1].code == "paused"

    @property
    def is_imported(self) -> bool:
        """Whether it began with a letter from before the desk's time."""
        return self.because.steps[0].code == "imported"

    def say(self, ru: str, en: str) -> str:
        """One of two texts."""
        return self.times.in_(Words(ru, en))

    def named(self, names: Mapping[str, Words], slug: str) -> str:
        """The name of a slug, else the slug."""
        return self.times.in_(names[slug]) if slug in names else slug

    def whose(self) -> str:
        """The level, and the severity where it is not the ordinary one: `VIP, экстренное`."""
        level = self.promise.levels.get(self.because.level)
        severity = self.promise.severities.get(self.because.severity)
        names = [self.times.in_(level.name) if level else self.because.level]
        if severity is not None and severity.rank > 0:
            names.append(self.times.in_(severity.name))
        return ", ".join(names)

    def amount(self) -> str:
        """The amount with its cap, or what is left of it: `3 рабочих часа`."""
        language, row, rest = self.times.language, self.counted, self.because.rest
        whole = amount_words(row.amount, language) if row.amount else ""
        if row.cap:
            cap = amount_words(row.cap, language)
            whole += self.say(f" (предел – {cap})", f" (at most {cap})")
        if self.because.extended and row.extension:
            more = amount_words(row.extension, language)
            whole += self.say(f", продлено на {more}", f", extended by {more}")
        if row.share < 100:
            share = percent_words(row.share, language)
            whole += self.say(f", в {share} случаев", f", in {share} of cases")
        if rest is None:
            return whole
        unit = Unit.CALENDAR_DAYS if self.unit is Unit.CALENDAR_MONTHS else self.unit
        left = amount_words(Amount(rest, unit), language) if unit in DAYS else duration(rest)
        return self.say(f"остаток {left} (всего {whole})", f"the remaining {left} of {whole}")

    def by_calendar(self) -> str:
        """` по календарю «Омск 11–18»`, or that the amount runs around the clock."""
        if self.unit in {Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS}:
            return ""
        if self.timeline.calendar.never_closes or self.unit in {Unit.HOURS, Unit.MINUTES}:
            return self.say(", круглосуточно", ", around the clock")
        hours, _, zone = self.state.calendar.partition(IN_ZONE)
        name = self.named(self.promise.calendar_names, hours)
        if zone:
            name += f", {place(zone, self.times.language)}"
        return self.say(f" по календарю «{name}»", f" by the calendar “{name}”")

    def intervals(self) -> list[Interval]:
        """The open hours the amount was made up of, pauses left out."""
        if self.state.due_at is None or self.unit not in OPEN_TIME or self.timeline.calendar.never_closes:
            return []
        if self.because.extended and self.row.extension and self.row.extension.unit not in OPEN_TIME:
            return []
        begins = [self.state.started_at, *(end for _, _, end in self.because.pauses)]
        ends = [*(begin for _, begin, _ in self.because.pauses), self.state.due_at]
        return [
            interval
            for begin, end in zip(begins, ends, strict=True)
            for interval in self.timeline.open_intervals(begin, end)
        ]

    def told_intervals(self, intervals: list[Interval]) -> str:
        """`Пт 17:30–18:00 — 0:30, пн 11:00–13:30 — 2:30.`"""
        far = (intervals[-1][1] - intervals[0][0]).days >= DAYS_WITHOUT_DATE
        told = []
        for begin, end in intervals:
            local = self.times.local(begin)
            day = self.times.day(local) if far else self.times.weekday(local)
            told.append(f"{day} {self.times.hours(begin, end)} — {duration(int((end - begin).total_seconds()))}")
        return capitalised(f"{', '.join(told)}.")

    def working_days(self) -> list[str]:
        """The days a term in working days was made up of: `пн 23.11`."""
        start, due = self.state.started_at, self.state.due_at
        if due is None or self.unit is not Unit.WORKING_DAYS:
            return []
        if self.counted.amount == SAME_DAY and self.because.limit != "cap":
            return [self.times.day(self.times.local(due - timedelta(seconds=1)))]
        first = self.times.local(start).date()
        opened = [self.times.local(begin) for begin, _ in self.timeline.open_intervals(start, due)]
        return [self.times.day(next(same)) for date, same in groupby(opened, lambda at: at.date()) if date > first]

    def skipped(self) -> list[str]:
        """The holidays between start and due time with their names, neighbours of one name together."""
        start, due = self.state.started_at, self.state.due_at
        if due is None or not (self.unit in OPEN_TIME or self.unit is Unit.WORKING_DAYS):
            return []
        named = [(self.say(day.name_ru, day.name_en), date) for date, day in self.timeline.skipped(start, due)]
        told = []
        for name, group in groupby(named, lambda one: one[0]):
            dates = [self.times.dated(date) for _, date in group]
            told.append(f"{dates[0] if len(dates) == 1 else f'{dates[0]}–{dates[-1]}'} {name}")
        return told

    def step(self, step: Step) -> str:
        """One thing that happened, with who did it, why, and what it did to the due time."""
        when = ", ".join(part for part in (self.times.full(step.at), step.by) if part)
        text = capitalised(self.times.in_(STEPS[step.code]).format(when=when, what=self._concerned(step)))
        if step.reason:
            text += self.times.in_(REASON).format(reason=step.reason.rstrip("."))
        if step.kept and step.due is None:
            text += self.times.in_(KEPT_UNPROMISED)
        elif step.due is not None and step.code != "paused":
            due = self.times.full(step.due, ends=True)
            text += self.times.in_(KEPT if step.kept else WAS_DUE).format(due=due)
        return text

    def stops(self) -> str:
        """What stops it: `Отсчёт останавливает: ответ специалиста или связь с клиентом.`"""
        named = [self.times.in_(words) for act, words in STOPS.items() if act in self.row.stops_on]
        findings = sorted(act.removeprefix(FINDING) for act in self.row.stops_on if act.startswith(FINDING))
        for slug in findings:
            finding = self.times.in_(self.promise.findings[slug].name) if slug in self.promise.findings else slug
            named.append(self.say(f"вывод «{finding}»", f"the finding “{finding}”"))
        if not named:
            return ""
        several = self.say(" или ", " or ").join([part for part in (", ".join(named[:-1]), named[-1]) if part])
        return self.say(f"Отсчёт останавливает: {several}.", f"The clock is stopped by: {several}.")

    def _concerned(self, step: Step) -> str:
        """What a step is about, by its name."""
        if step.code == "moved":
            return self.times.whole_date(date.fromisoformat(step.what))
        if step.code == "paused":
            return self.named(WAITS, step.what)
        if step.code == "ended":
            return self.named(ENDINGS, step.what)
        promise, departments = self.promise, self.rules.regulation.conduct.departments
        grounds = {ground.slug: ground for severity in promise.severities.values() for ground in severity.grounds}
        kinds: tuple[Mapping[str, Named], ...] = (
            promise.severities,
            grounds,
            promise.levels,
            departments,
            promise.request_types,
            promise.findings,
            promise.urgencies,
            promise.impacts,
        )
        return next((self.times.in_(known[step.what].name) for known in kinds if step.what in known), step.what)
