"""A regulation as a document to read in a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from reglament.regulation.terms.edition_terms import (
    ContractHours,
    Ground,
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
from reglament.regulation.terms.metrics import FINDING, KNOWN_METRICS, STARTS, STOPS
from reglament.regulation.terms.queue_order import group_words
from reglament.regulation.words import printout_quality as quality
from reglament.regulation.words import printout_service as service
from reglament.regulation.words.phrases import WAITS
from reglament.regulation.words.printout_base import Shown, clause
from reglament.regulation.words.printout_calendars import calendar_lines

ALL = 100

_KINDS = {
    "client": Words("клиент", "client"),
    "partner": Words("партнёр", "partner"),
    "demo": Words("знакомится с продуктом", "trying the product"),
}
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


class _Document(Shown):
    def lines(self) -> Iterator[str]:
        yield self.say(self.regulation.name)
        yield f"{self.words('редакция от', 'edition of')} {self.regulation.dated:%d.%m.%Y}, {self.regulation.zone}"
        yield from self.section("Термины", "Definitions", service.definitions(self))
        yield from self.section("Рабочее время", "Working time", self.calendars())
        yield from self.section("Уровни обслуживания", "Service levels", self.levels())
        yield from self.section("Услуги по уровням", "Services by level", service.services(self))
        yield from self.section("Критичность", "Severity", self.severities())
        yield from self.section(
            "Критичность по срочности и охвату", "Severity by urgency and impact", service.matrix(self)
        )
        yield from self.section("Каналы", "Channels", self.channels())
        yield from self.section("Свои показатели", "Measures of our own", self.metrics())
        yield from self.section(
            "Сроки: решает первая подходящая строка", "Targets: the first row that fits decides", self.targets()
        )
        yield from self.section("Кому сообщаем", "Who is told", quality.escalations(self))
        yield from self.section("Возмещение", "Credits", quality.credits(self))
        yield from self.section("Круг вопросов", "Scope", self.scope())
        yield from self.section("Рамки помощи", "How far help goes", service.extents(self))
        yield from self.section("Что устанавливает специалист", "What is found", service.findings(self))
        yield from self.section(
            "Почему обращение можно отложить", "Reasons to postpone", self.reasons(self.promise.postpone.values())
        )
        yield from self.section(
            "Почему в решении можно отказать", "Reasons to refuse", self.reasons(self.promise.refuse.values())
        )
        yield from self.section(
            "Куда можно переадресовать", "Whom to redirect to", self.reasons(self.promise.redirect.values())
        )
        yield from self.section("Работы по согласованию", "Planned works", service.works(self))
        yield from self.section("Платные услуги", "Paid services", service.paid(self))
        yield from self.section("Техническое задание", "Specification", service.specification(self))
        yield from self.section("Качество", "Quality", service.quality(self))
        yield from self.section("Отчёты", "Reports", quality.reports(self))
        yield from self.section("Положения", "Statements", quality.statements(self))
        yield from self.section("Толкования", "Readings", self.readings())
        yield from self.section("Отделы", "Departments", self.departments())
        yield from self.section("Порядок очереди", "Order of the queue", self.order())
        yield from self.section("Приём", "Intake", service.intake(self))
        yield from self.section("Кого узнаём и как", "How senders are known", service.identification(self))
        yield from self.section("Вложения", "Attachments", service.attachments(self))
        yield from self.section("Кому пожаловаться", "Whom to complain to", service.complaints(self))
        yield from self.section("Что публикуется", "What is published", service.publication(self))
        yield from self.section("Кто что может", "Who may do what", self.roles())
        yield from self.section("Слова этой службы", "Words of this desk", self.labels())

    def calendars(self) -> Iterator[str]:
        for slug, calendar in self.promise.calendars.items():
            yield from calendar_lines(self, slug, calendar)
        if hours := self.promise.contract_hours:
            yield f"  {self.words('календарь договора', 'calendar of a contract')}: {self.contract_hours(hours)}"
        for window, name in (
            (self.promise.acceptance, self.words("заявки принимаются", "requests are accepted")),
            (self.promise.answers, self.words("ответы отправляются", "answers are sent")),
        ):
            if window:
                yield f"  {name}: {self.calendar(window.calendar)}{self.exempt(window)}{clause(window.clause)}"

    def contract_hours(self, hours: ContractHours) -> str:
        """What a contract may choose."""
        others = ", ".join(self.calendar(slug) for slug in self.promise.calendars if slug in hours.calendars)
        zone = self.words(", пояс – свой", ", in a zone of its own") if hours.own_zone else ""
        chosen = f" ({self.words('на выбор', 'to choose from')}: {others})" if others else ""
        return f"{self.calendar(hours.calendar)}{chosen}{zone}{clause(hours.clause)}"

    def exempt(self, window: Window) -> str:
        names = ", ".join(
            part
            for part in (
                self.names(window.exempt, self.promise.severities),
                self.names(window.exempt_levels, self.promise.levels),
                self.names(window.exempt_channels, self.promise.channels),
            )
            if part
        )
        return f" ({self.words('кроме', 'except')}: {names})" if names else ""

    def levels(self) -> Iterator[str]:
        for level in sorted(self.promise.levels.values(), key=lambda level: level.rank):
            yield self.named(level) + (f" – {self.say(level.about)}" if level.about else "")
            yield from self.fact("  обращаются через", "  asks by", self.names(level.channels, self.promise.channels))
            if level.limits:
                yield f"    {service.limits(self, level.limits)}"

    def severities(self) -> Iterator[str]:
        for severity in sorted(self.promise.severities.values(), key=lambda severity: -severity.rank):
            yield self.named(severity) + self.modes(severity)
            yield from (f"  {self.named(ground)}{self.decided(ground)}" for ground in severity.grounds)

    def modes(self, severity: Severity) -> str:
        modes = [
            self.words("вне очереди", "out of turn") if severity.out_of_turn else "",
            self.words("круглосуточно", "around the clock") if severity.around_the_clock else "",
        ]
        told = ", ".join(mode for mode in modes if mode)
        return f" – {told}" if told else ""

    def decided(self, ground: Ground) -> str:
        """Who may claim it, by which way, and who decides."""
        told = [
            self.words("считается сразу", "counts at once") if ground.provisional else "",
            self.words("подтверждает служба", "confirmed by the desk") if ground.confirmation else "",
            self.words("согласует менеджер", "approved by the manager") if ground.approval else "",
            self.words("заявляет ", "claimed by ") + self.people(ground.claimed_by) if ground.claimed_by else "",
            self.words("через: ", "through: ") + self.names(ground.through, self.promise.channels)
            if ground.through
            else "",
            self.words("на уровнях: ", "at the levels: ") + self.names(ground.levels, self.promise.levels)
            if ground.levels
            else "",
        ]
        return "".join(f"; {one}" for one in told if one)

    def channels(self) -> Iterator[str]:
        for channel in self.promise.channels.values():
            yield f"{self.named(channel)} – {self.say(_STANDINGS[channel.standing])}"

    def metrics(self) -> Iterator[str]:
        """What the document measures otherwise than usual."""
        for slug, metric in self.promise.metrics.items():
            if metric != KNOWN_METRICS.get(slug):
                starts, stops = self.events(STARTS, metric.starts), self.events(STOPS, metric.stops)
                yield f"{self.named(metric)}: {starts} → {stops}"

    def events(self, known: Mapping[str, Words], events: Iterable[str]) -> str:
        """Events in words; a finding by its name."""
        found = self.promise.findings
        return ", ".join(
            self.say(known[event] if event in known else found[event.removeprefix(FINDING)].name)
            for event in sorted(events)
        )

    def targets(self) -> Iterator[str]:
        for number, metrics, row, calendars in _by_row(self.promise.targets):
            told = ", ".join(self.say(self.promise.metrics[metric].name) for metric in metrics)
            yield f"  {number:2}. {told}; {self.when(row.when)} → {self.promised(row, calendars)}{clause(row.clause)}"

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
            "urgency": {**self.promise.urgencies},
            "impact": {**self.promise.impacts},
            "finding": {**self.promise.findings},
        }
        if condition == "during":
            return self.calendar(slug)
        if condition == "asked_by":
            return self.people([slug])
        if condition == "kind":
            return self.say(_KINDS[slug])
        return self.say(known[condition][slug].name if condition in known else _VALUES[slug])

    def promised(self, row: Target, calendars: Mapping[str, str]) -> str:
        """How much, on which calendar, and what else the row says."""
        if row.amount is None:
            return f"{self.words('без срока', 'no promise')}. {self.say(row.why)}" if row.why else ""
        cap = f", {self.words('потолок –', 'at most')} {self.amount(row.cap)}" if row.cap else ""
        return f"{self.amount(row.amount)}{cap}{self.by_calendar(calendars)}{self.besides(row)}"

    def by_calendar(self, calendars: Mapping[str, str]) -> str:
        """The calendar, or one for each channel."""
        names = {slug: self.say(channel.name) for slug, channel in self.promise.channels.items()}
        otherwise = self.words("остальные", "others")
        told = [
            (f"{names.get(channel, otherwise)} – " if len(calendars) > 1 else "") + self.calendar(slug)
            for channel, slug in calendars.items()
            if slug
        ]
        return f" ({', '.join(told)})" if told else ""

    def besides(self, row: Target) -> str:
        """What makes the row more than an amount."""
        stops = self.events(STOPS, row.stops_on)
        told = [
            self.words("обещано в {} случаев", "promised in {} of the cases").format(self.percent(row.share))
            if row.share < ALL
            else "",
            self.words(
                f"после {clock(row.cut_off)} – со следующего дня", f"after {clock(row.cut_off)} from the next day"
            )
            if row.cut_off is not None
            else "",
            self.words("останавливает: ", "stopped by: ") + stops if row.stops_on != self.usual(row.metric) else "",
            self.words("пауза, пока ждём: ", "paused while waiting for: ") + self.chosen(WAITS, sorted(row.pauses))
            if row.pauses
            else "",
            self.words("при повышении – с поступления", "when raised, from the receipt")
            if row.on_raise == "from-receipt"
            else "",
            self.words("при понижении – с решения", "when lowered, from the decision")
            if row.on_lower == "from-decision"
            else "",
            self.words("передача отсчёта не меняет", "a transfer leaves it running")
            if row.on_transfer == "run-on"
            else "",
            self.words("после повторного открытия – остаток", "after a reopening, what was left")
            if row.on_reopen == "continue"
            else "",
            self.words("можно продлить на ", "may be extended by ") + self.amount(row.extension)
            if row.extension
            else "",
        ]
        return "".join(f"; {one}" for one in told if one)

    def usual(self, metric: str) -> frozenset[str]:
        """What stops a metric unless a row says otherwise."""
        return self.promise.metrics[metric].stops

    def scope(self) -> Iterator[str]:
        for kind in self.promise.request_types.values():
            yield f"{self.named(kind)} – {self.say(_SCOPES[kind.scope])}{self.extent(kind)}{self.unless(kind)}"

    def extent(self, kind: RequestType) -> str:
        """Who can help instead, or how far help goes."""
        if kind.redirect:
            to = self.promise.redirect[kind.redirect].to
            return f" → {self.say(to)}" if to else ""
        if kind.extent:
            return f": {self.say(kind.extent)}"
        levels = self.promise.levels
        told = [
            (f"{self.say(levels[level].name)} – " if level in levels else "")
            + self.say(self.promise.extents[slug].text)
            for level, slug in kind.help.items()
        ]
        return f": {'; '.join(told)}" if told else ""

    def unless(self, kind: RequestType) -> str:
        """What a finding changes."""
        found = self.promise.findings
        told = [
            self.words("кроме случая: ", "unless: ") + self.names(kind.solved_when, found) if kind.solved_when else "",
            self.words("только если: ", "only when: ") + self.names(kind.only_when, found) if kind.only_when else "",
            self.words("за плату", "paid") if kind.paid else "",
        ]
        return "".join(f"; {one}" for one in told if one)

    def reasons(self, reasons: Iterable[Reason]) -> Iterator[str]:
        for reason in reasons:
            yield f"{self.named(reason)} – {self.say(reason.text)}"

    def readings(self) -> Iterator[str]:
        for reading in self.promise.readings:
            yield f"  «{reading.says}»{clause(reading.clause)}"
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

    def roles(self) -> Iterator[str]:
        """What the document lets each role do."""
        for role, verbs in self.conduct.roles.items():
            yield f"  {self.people([role])}: {', '.join(sorted(verbs)) or '–'}"

    def labels(self) -> Iterator[str]:
        for slug, label in self.conduct.labels.items():
            yield f"  {self.say(_LABELS[slug])} – {self.say(label)}"

    def criterion(self, name: str) -> str:
        return {
            "channel": self.words("по рангу канала", "by the channel's rank"),
            "receipt": self.words("по времени поступления", "by receipt"),
            "severity": self.words("по критичности", "by severity"),
            "level": self.words("по уровню", "by level"),
        }[name]


def _by_row(targets: Iterable[Target]) -> Iterator[tuple[int, list[str], Target, dict[str, str]]]:
    """Targets as they are written: one row may speak of several metrics, and have a calendar for each channel."""
    rows: dict[int, list[Target]] = {}
    for target in targets:
        rows.setdefault(target.number, []).append(target)
    for number, same in rows.items():
        metrics = list(dict.fromkeys(target.metric for target in same))
        written = [target for target in same if target.metric == metrics[0]]
        calendars = {_channel(target, written[-1]): target.calendar for target in written}
        yield number, metrics, written[-1], calendars


def _channel(target: Target, whole: Target) -> str:
    """The channel a part of a row is about; "" for the row as a whole."""
    if target.when == whole.when or target.when.channel is None:
        return ""
    return next(iter(target.when.channel))


def clock(minutes: int) -> str:
    """Minutes after midnight as `15:00`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
