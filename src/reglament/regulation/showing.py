"""A regulation as a document to read in a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import groupby

from reglament.regulation.order import group_words
from reglament.regulation.saying import WEEKDAYS, amount_words
from reglament.regulation.terms import (
    Named,
    Reason,
    Regulation,
    RequestType,
    Severity,
    Target,
    When,
    Window,
    Words,
)
from reglament.worktime.calendar import Calendar, Hours

_CONDITIONS = {
    "level": Words("уровень", "level"),
    "severity": Words("критичность", "severity"),
    "ground": Words("основание", "ground"),
    "request_type": Words("вопрос", "request type"),
    "channel": Words("канал", "channel"),
    "department": Words("отдел", "department"),
    "stage": Words("ведёт", "stage"),
    "fault": Words("вина", "fault"),
    "developers": Words("разработчики привлечены", "developers involved"),
    "urgency": Words("срочность", "urgency"),
    "impact": Words("охват", "impact"),
    "asked_by": Words("спросил", "asked by"),
    "kind": Words("вид компании", "kind of company"),
    "finding": Words("установлено", "found"),
    "during": Words("поступило, когда открыто", "comes while open"),
}
_VALUES = {
    "support": Words("поддержка", "support"),
    "development": Words("разработка", "development"),
    "vendor": Words("наша", "ours"),
    "client": Words("клиента", "the client's"),
    "third_party": Words("третьей стороны", "a third party's"),
    "unknown": Words("не установлена", "not found yet"),
    "True": Words("да", "yes"),
    "False": Words("нет", "no"),
}
_SCOPES = {
    "solved": Words("решаем", "solved"),
    "limited": Words("помогаем ограниченно", "limited help"),
    "not_solved": Words("не решаем", "not solved"),
}
_LABELS = {
    "client": Words("клиент", "client"),
    "ticket": Words("обращение", "ticket"),
    "contact": Words("контактное лицо", "contact"),
    "support": Words("служба поддержки", "support"),
}
_STANDINGS = {
    "official": Words("официальный", "official"),
    "auxiliary": Words("вспомогательный", "auxiliary"),
    "unofficial": Words("неофициальный", "not official"),
}


def document(regulation: Regulation, language: str) -> str:
    """The whole regulation in one language: a heading per section, a line per rule, the clause in brackets."""
    return "\n".join(_Document(regulation, language).lines())


class _Document:
    def __init__(self, regulation: Regulation, language: str) -> None:
        self.regulation = regulation
        self.promise = regulation.promise
        self.conduct = regulation.conduct
        self.language = language

    def lines(self) -> Iterator[str]:
        yield self.say(self.regulation.name)
        yield f"{self.words('редакция от', 'edition of')} {self.regulation.dated:%d.%m.%Y}, {self.regulation.zone}"
        yield from self.section("Рабочее время", "Working time", self.calendars())
        yield from self.section("Уровни обслуживания", "Service levels", self.levels())
        yield from self.section("Критичность", "Severity", self.severities())
        yield from self.section("Каналы", "Channels", self.channels())
        yield from self.section(
            "Сроки: решает первая подходящая строка", "Targets: the first row that fits decides", self.targets()
        )
        yield from self.section("Круг вопросов", "Scope", self.scope())
        yield from self.section(
            "Почему обращение можно отложить", "Reasons to postpone", self.reasons(self.promise.postpone.values())
        )
        yield from self.section(
            "Почему в решении можно отказать", "Reasons to refuse", self.reasons(self.promise.refuse.values())
        )
        yield from self.section(
            "Куда можно переадресовать", "Whom to redirect to", self.reasons(self.promise.redirect.values())
        )
        yield from self.section("Толкования", "Readings", self.readings())
        yield from self.section("Отделы", "Departments", self.departments())
        yield from self.section("Порядок очереди", "Order of the queue", self.order())
        yield from self.section("Слова этой службы", "Words of this desk", self.labels())

    def section(self, russian: str, english: str, lines: Iterable[str]) -> Iterator[str]:
        """A heading and its lines, or nothing where there are none."""
        written = list(lines)
        if written:
            yield from ("", f"── {self.words(russian, english)}", *written)

    def calendars(self) -> Iterator[str]:
        for slug, calendar in self.promise.calendars.items():
            yield f"  {self.calendar(slug)}: {self.hours(calendar)}"
        for window, name in (
            (self.promise.acceptance, self.words("заявки принимаются", "requests are accepted")),
            (self.promise.answers, self.words("ответы отправляются", "answers are sent")),
        ):
            if window:
                yield f"  {name}: {self.calendar(window.calendar)}{self.exempt(window)}{_clause(window.clause)}"

    def hours(self, calendar: Calendar) -> str:
        if calendar.always:
            return self.words("всегда", "always")
        days = ", ".join(f"{self.days(first, last)} {_spans(hours)}" for first, last, hours in _runs(calendar) if hours)
        country = (
            self.words(", кроме праздников: ", ", except public holidays: ") + calendar.country
            if calendar.country
            else ""
        )
        return f"{days} ({calendar.zone}){country}"

    def days(self, first: int, last: int) -> str:
        names = WEEKDAYS[self.language]
        return names[first] if first == last else f"{names[first]}–{names[last]}"

    def exempt(self, window: Window) -> str:
        names = ", ".join(self.say(self.promise.severities[slug].name) for slug in sorted(window.exempt))
        return f" ({self.words('кроме', 'except')}: {names})" if names else ""

    def levels(self) -> Iterator[str]:
        for level in sorted(self.promise.levels.values(), key=lambda level: level.rank):
            yield self.named(level) + (f" – {self.say(level.about)}" if level.about else "")

    def severities(self) -> Iterator[str]:
        for severity in sorted(self.promise.severities.values(), key=lambda severity: -severity.rank):
            yield self.named(severity) + self.modes(severity)
            yield from (f"  {self.named(ground)}" for ground in severity.grounds)

    def modes(self, severity: Severity) -> str:
        modes = [
            self.words("вне очереди", "out of turn") if severity.out_of_turn else "",
            self.words("круглосуточно", "around the clock") if severity.around_the_clock else "",
        ]
        told = ", ".join(mode for mode in modes if mode)
        return f" – {told}" if told else ""

    def channels(self) -> Iterator[str]:
        for channel in self.promise.channels.values():
            yield f"{self.named(channel)} – {self.say(_STANDINGS[channel.standing])}"

    def targets(self) -> Iterator[str]:
        for number, metrics, row in _by_row(self.promise.targets):
            told = ", ".join(self.say(self.promise.metrics[metric].name) for metric in metrics)
            yield f"  {number:2}. {told}; {self.when(row.when)} → {self.amount(row)}{_clause(row.clause)}"

    def when(self, when: When) -> str:
        asked = [(one.name, getattr(when, one.name)) for one in fields(when)]
        told = [
            f"{self.say(_CONDITIONS[name])}: {self.values(name, wanted)}"
            for name, wanted in asked
            if wanted is not None
        ]
        return "; ".join(told) or self.words("во всех случаях", "in all cases")

    def values(self, condition: str, wanted: frozenset[str] | bool) -> str:
        values = [str(wanted)] if isinstance(wanted, bool) else sorted(wanted)
        return ", ".join(self.value(condition, value) for value in values)

    def value(self, condition: str, slug: str) -> str:
        grounds = {ground.slug: ground for severity in self.promise.severities.values() for ground in severity.grounds}
        known: dict[str, dict[str, Named]] = {
            "level": {**self.promise.levels},
            "severity": {**self.promise.severities},
            "ground": {**grounds},
            "request_type": {**self.promise.request_types},
            "channel": {**self.promise.channels},
            "department": {**self.conduct.departments},
        }
        return self.say(known[condition][slug].name if condition in known else _VALUES[slug])

    def amount(self, row: Target) -> str:
        if row.amount is None:
            return f"{self.words('без срока', 'no promise')}. {self.say(row.why)}" if row.why else ""
        cap = f", {self.words('потолок –', 'at most')} {amount_words(row.cap, self.language)}" if row.cap else ""
        calendar = f" ({self.calendar(row.calendar)})" if row.calendar else ""
        return f"{amount_words(row.amount, self.language)}{cap}{calendar}"

    def scope(self) -> Iterator[str]:
        for kind in self.promise.request_types.values():
            yield f"{self.named(kind)} – {self.say(_SCOPES[kind.scope])}{self.extent(kind)}"

    def extent(self, kind: RequestType) -> str:
        if kind.redirect:
            to = self.promise.redirect[kind.redirect].to
            return f" → {self.say(to)}" if to else ""
        return f": {self.say(kind.extent)}" if kind.extent else ""

    def reasons(self, reasons: Iterable[Reason]) -> Iterator[str]:
        for reason in reasons:
            yield f"{self.named(reason)} – {self.say(reason.text)}"

    def readings(self) -> Iterator[str]:
        for reading in self.promise.readings:
            yield f"  «{reading.says}»{_clause(reading.clause)}"
            yield f"      {self.words('понимаем так', 'we read')}: {self.say(reading.sense)}"
            yield f"      {self.words('а не так', 'and not')}: {self.say(reading.alternative)}"
            yield f"      {reading.by}, {reading.on:%d.%m.%Y}"

    def departments(self) -> Iterator[str]:
        for department in self.conduct.departments.values():
            duties = ", ".join(
                self.say(kind.name) for slug, kind in self.promise.request_types.items() if slug in department.duties
            )
            yield f"{self.named(department)} – {self.calendar(department.calendar)}" + (f": {duties}" if duties else "")

    def order(self) -> Iterator[str]:
        order = self.conduct.order
        for number, group in enumerate(order.classes, start=1):
            by = ", ".join(self.criterion(name) for name in order.within_class.get(group, order.within))
            yield f"  {number}. {self.say(group_words(group, order, self.promise))} – {by}"

    def labels(self) -> Iterator[str]:
        for slug, label in self.conduct.labels.items():
            yield f"  {self.say(_LABELS[slug])} – {self.say(label)}"

    def criterion(self, name: str) -> str:
        return {
            "channel": self.words("по рангу канала", "by the channel's rank"),
            "receipt": self.words("по времени поступления", "by receipt"),
        }[name]

    def calendar(self, slug: str) -> str:
        return self.say(self.promise.calendar_names[slug])

    def named(self, thing: Named) -> str:
        return f"  {self.say(thing.name)}{_clause(thing.clause)}"

    def say(self, words: Words) -> str:
        return words.in_(self.language)

    def words(self, russian: str, english: str) -> str:
        return self.say(Words(russian, english))


def _by_row(targets: Iterable[Target]) -> Iterator[tuple[int, list[str], Target]]:
    """Targets as they are written: one row may speak of several metrics."""
    rows: dict[int, list[Target]] = {}
    for target in targets:
        rows.setdefault(target.number, []).append(target)
    for number, same in rows.items():
        yield number, [target.metric for target in same], same[0]


def _runs(calendar: Calendar) -> Iterator[tuple[int, int, Hours]]:
    """Days in a row with the same hours, as first and last weekday."""
    for hours, days in groupby(range(7), key=lambda day: calendar.week[day]):
        run = list(days)
        yield run[0], run[-1], hours


def _spans(hours: Hours) -> str:
    return ", ".join(str(span) for span in hours)


def _clause(clause: str) -> str:
    return f" [{clause}]" if clause else ""
