"""How the service is kept, shown as a document: silence, escalations, credits, reports, statements."""

from collections.abc import Iterator

from reglament.regulation.terms.basics import Amount, Words
from reglament.regulation.terms.quality_terms import Credit, Escalation, Report, Silence, Statement
from reglament.regulation.words.printout_base import PERIODS, Shown, clause

IN_PERIOD = {
    "month": Words("месяц", "a month"),
    "quarter": Words("квартал", "a quarter"),
    "year": Words("год", "a year"),
}
EACH = {
    "breach": Words("за каждый срыв", "for each missed due time"),
    "hour": Words("за каждый начатый час просрочки", "for each hour begun after the due time"),
    "working-hour": Words("за каждый начатый рабочий час просрочки", "for each working hour begun after the due time"),
    "day": Words("за каждый начатый день просрочки", "for each day begun after the due time"),
    "working-day": Words("за каждый начатый рабочий день просрочки", "for each working day begun after the due time"),
}


def silence(shown: Shown, rule: Silence) -> str:
    """What silence does, in the order in which it comes."""
    reminders = ", ".join(shown.counted(one, rule.calendar) for one in rule.reminders)
    closed = shown.counted(rule.close_after, rule.calendar)
    told = [shown.words("напоминаем через ", "a reminder after ") + reminders] if reminders else []
    if rule.warn_after:
        warned = shown.counted(rule.warn_after, rule.calendar)
        told.append(shown.words(f"через {warned} предупреждаем", f"a warning after {warned}"))
        told.append(shown.words(f"ещё через {closed} закрываем", f"closed after {closed} more"))
    else:
        told.append(shown.words(f"через {closed} закрываем", f"closed after {closed}"))
    return ", ".join(told) + clause(rule.clause)


def escalations(shown: Shown) -> Iterator[str]:
    """Who is told when how much of the time is used up."""
    promise = shown.promise
    for one in promise.escalations:
        about = [
            shown.names(one.metric, promise.metrics),
            shown.names(one.levels, promise.levels),
            shown.names(one.severities, promise.severities),
        ]
        told = "; ".join(part for part in about if part)
        whom = ", ".join(part for part in (shown.people(one.to), shown.say(one.who)) if part)
        yield f"  {_after(shown, one)}{f' ({told})' if told else ''} → {whom}{clause(one.clause)}"


def _after(shown: Shown, one: Escalation) -> str:
    if not isinstance(one.after, Amount):
        share = shown.percent(one.after)
        return shown.words(f"израсходовано {share}", f"{share} used up")
    amount = shown.counted(one.after, one.calendar)
    if one.counts_from == "due":
        return shown.words(f"через {amount} после срыва", f"{amount} after the missed due time")
    return shown.words(f"через {amount} от начала", f"{amount} after the start")


def credits(shown: Shown) -> Iterator[str]:
    """What is owed where a promise is missed."""
    for credit in shown.promise.credits:
        whose = [
            shown.names(credit.levels, shown.promise.levels),
            shown.names(credit.severities, shown.promise.severities),
        ]
        told = "; ".join(part for part in whose if part)
        about = shown.say(shown.promise.metrics[credit.metric].name) + (f" ({told})" if told else "")
        owed = [shown.say(credit.credit)]
        if credit.at_most:
            owed.append(shown.words("не больше: ", "at most: ") + shown.say(credit.at_most))
        if credit.claimed_within:
            within = shown.amount(credit.claimed_within)
            owed.append(shown.words(f"просят за {within}", f"asked for within {within}"))
        yield f"  {about}: {_missed(shown, credit)} → {'; '.join(owed)}{clause(credit.clause)}"


def _missed(shown: Shown, credit: Credit) -> str:
    if credit.each:
        return shown.say(EACH[credit.each])
    below = shown.percent(credit.below or 0)
    period = shown.say(IN_PERIOD[credit.per])
    return shown.words(f"меньше {below} за {period}", f"less than {below} in {period}")


def reports(shown: Shown) -> Iterator[str]:
    """What the client is regularly told."""
    for report in shown.promise.reports:
        within = shown.counted(report.within, report.calendar) if report.within else ""
        told = [
            shown.say(PERIODS[report.per]),
            shown.words(f"не позже чем через {within}", f"within {within}") if within else "",
            shown.names(report.levels, shown.promise.levels),
            shown.say(report.contains),
        ]
        yield _line(shown, report, "; ".join(one for one in told if one))


def statements(shown: Shown) -> Iterator[str]:
    """What the document says besides."""
    for statement in shown.promise.statements:
        whose = shown.names(statement.levels, shown.promise.levels)
        yield _line(shown, statement, f"{whose}: {shown.say(statement.text)}" if whose else shown.say(statement.text))


def _line(shown: Shown, one: Report | Statement, told: str) -> str:
    return f"  {shown.say(one.name)} – {told}{clause(one.clause)}"
