"""The sections about the service, shown as a document to read."""

from collections.abc import Iterable, Iterator

from reglament.regulation.terms.basics import Words
from reglament.regulation.terms.edition_terms import InfoField
from reglament.regulation.terms.service_terms import Limits
from reglament.regulation.words.printout_base import Shown, clause
from reglament.regulation.words.printout_quality import silence

GIVEN = {
    "included": Words("входит", "included"),
    "limited": Words("ограниченно", "limited"),
    "paid": Words("за плату", "paid"),
    "not-given": Words("нет", "not given"),
}
BEYOND = {
    "paid": Words("сверх – за плату", "beyond that it is paid"),
    "by-agreement": Words("сверх – по согласованию", "beyond that by agreement"),
    "refused": Words("сверх – нет", "nothing beyond that"),
}
UNUSED = {
    "lapses": Words("остаток сгорает", "what is left lapses"),
    "carried-over": Words("остаток переносится", "what is left is carried over"),
}
DIAGNOSES = {
    "defect": Words("это ошибка", "a defect"),
    "not-a-defect": Words("это не ошибка", "not a defect"),
    "not-reproduced": Words("повторить не удалось", "not reproduced"),
}
FAULTS = {
    "vendor": Words("вина наша", "our fault"),
    "client": Words("вина клиента", "the client's fault"),
    "third_party": Words("вина третьей стороны", "a third party's fault"),
    "unknown": Words("вина не установлена", "nobody's fault yet"),
}
WAYS = {
    "address": Words("зарегистрированный адрес", "the registered address"),
    "domain": Words("домен адреса", "the domain of the address"),
    "sign-in": Words("вход на сайт", "signing in"),
    "contract-number": Words("номер договора", "the number of the contract"),
    "licence-key": Words("ключ лицензии", "the licence key"),
    "phone-number": Words("номер телефона", "the phone number"),
}
ABOUT = {
    "complaint": Words("жалоба", "a complaint"),
    "comment": Words("просьба прокомментировать", "a request to comment"),
    "speed-up": Words("просьба ускорить", "a request to speed up"),
}
NOTICES = {
    "hours": Words("режим работы", "hours"),
    "changes": Words("изменения режима", "changes of hours"),
    "holidays": Words("праздники", "holidays"),
    "breaks": Words("перерывы", "breaks"),
    "emergencies": Words("экстренные случаи", "emergencies"),
    "regulation": Words("изменения регламента", "changes of the regulation"),
    "releases": Words("новые версии", "new versions"),
}
RELEASES_BY = {
    "e-mail": Words("письмом", "by e-mail"),
    "forum": Words("на форуме", "on the forum"),
    "portal": Words("на сайте поддержки", "on the support site"),
    "feed": Words("лентой", "by feed"),
}


def limits(shown: Shown, given: Limits) -> str:
    """How much a level includes, in one line."""
    told = [
        shown.words(f"обращаются {given.named_contacts} чел.", f"{given.named_contacts} people may ask")
        if given.named_contacts
        else "",
        shown.words("обращений: ", "requests: ") + shown.quota(given.requests) if given.requests else "",
        shown.words("часов: ", "hours: ") + shown.quota(given.hours) if given.hours else "",
        *(
            f"{shown.say(shown.promise.severities[slug].name)}: {shown.quota(quota)}"
            for slug, quota in given.by_severity.items()
        ),
        shown.words("шаг учёта – ", "counted by ") + shown.amount(given.quantum) if given.quantum else "",
        shown.say(BEYOND[given.beyond]),
        shown.say(UNUSED[given.unused]) if given.hours or given.requests else "",
        shown.words("переносится на ", "carried over for ") + shown.amount(given.carried_for)
        if given.carried_for
        else "",
    ]
    return "; ".join(one for one in told if one) + clause(given.clause)


def services(shown: Shown) -> Iterator[str]:
    """Each service with what each level has of it."""
    for service in shown.promise.services.values():
        told = ", ".join(
            f"{shown.say(shown.promise.levels[level].name)} – {shown.say(GIVEN[given])}"
            for level, given in service.levels.items()
        )
        extent = shown.promise.extents.get(service.extent)
        yield f"{shown.named(service)}: {told}" + (f" ({shown.say(extent.text)})" if extent else "")


def extents(shown: Shown) -> Iterator[str]:
    """How far limited help goes."""
    for extent in shown.promise.extents.values():
        yield f"{shown.named(extent)} – {shown.say(extent.text)}"


def findings(shown: Shown) -> Iterator[str]:
    """What may be established, whose fault it then is, by what it is shown."""
    for finding in shown.promise.findings.values():
        fields = {field.slug: field for kind in shown.promise.request_types.values() for field in kind.fields}
        told = [
            shown.say(DIAGNOSES[finding.diagnosis]) if finding.diagnosis else "",
            shown.say(FAULTS[finding.fault]) if finding.fault else "",
            shown.words("показывают: ", "shown by: ") + proof if (proof := shown.names(finding.proof, fields)) else "",
            shown.words("устанавливает ", "found by ") + shown.people(finding.found_by) if finding.found_by else "",
            *(_answered(shown, fields[slug], answers) for slug, answers in finding.given_by.items() if slug in fields),
            shown.words(f"с {finding.since:%d.%m.%Y}", f"from {finding.since} on") if finding.since else "",
            shown.words(f"по {finding.until:%d.%m.%Y}", f"until {finding.until}") if finding.until else "",
        ]
        yield shown.named(finding) + "".join(f"; {one}" for one in told if one)


def _answered(shown: Shown, field: InfoField, answers: Iterable[str]) -> str:
    return f"{shown.say(field.name)} – {shown.names(answers, {choice.slug: choice for choice in field.choices})}"


def matrix(shown: Shown) -> Iterator[str]:
    """The severity of each urgency and impact."""
    promise = shown.promise
    if promise.matrix is None:
        return
    for urgency in promise.urgencies.values():
        told = ", ".join(
            f"{shown.say(impact.name)} – "
            + shown.say(promise.severities[promise.matrix.severity_of(urgency.slug, impact.slug)].name)
            for impact in promise.impacts.values()
        )
        yield f"{shown.named(urgency)}: {told}"


def works(shown: Shown) -> Iterator[str]:
    """Work outside the hours."""
    if works := shown.promise.works:
        notice = shown.counted(works.notice, works.calendar)
        yield f"  {shown.words('согласовать не позднее чем за', 'agreed at the latest')} {notice}{clause(works.clause)}"
        yield from shown.fact("кто проводит", "done by", shown.names(works.departments, shown.conduct.departments))
        yield from shown.fact("когда", "when", shown.calendar(works.window) if works.window else "")
        yield from shown.fact("соглашается", "agreed to by", shown.people(works.consent_by))
        yield from shown.fact("меньший срок разрешает", "a shorter notice allowed by", shown.people(works.exception_by))
        reminders = ", ".join(shown.amount(one) for one in works.reminders)
        yield from shown.fact("напоминания за", "reminders before", reminders)


def paid(shown: Shown) -> Iterator[str]:
    """Terms of payment and prices."""
    if terms := shown.promise.paid:
        if terms.needs_balance:
            held = shown.words("только если на счёте хватает средств", "only with enough money on the account")
            yield f"  {held}{clause(terms.clause)}"
        yield from shown.fact("шаг учёта", "counted by", shown.amount(terms.quantum) if terms.quantum else "")
        yield from shown.fact("со сметой соглашается", "a quotation is agreed to by", shown.people(terms.consent_by))
        valid = shown.amount(terms.quotation_valid) if terms.quotation_valid else ""
        yield from shown.fact("смета действует", "a quotation holds", valid)
        yield from ([f"  {shown.say(terms.text)}"] if terms.text else [])
    for price in shown.promise.prices.values():
        told = [
            shown.price(price.price) if price.price else "",
            shown.names(price.levels, shown.promise.levels),
            shown.calendar(price.during) if price.during else "",
            shown.words("не меньше ", "at least ") + shown.amount(price.minimum) if price.minimum else "",
        ]
        yield f"{shown.named(price)} – {'; '.join(one for one in told if one)}"


def specification(shown: Shown) -> Iterator[str]:
    """How a wish becomes a specification."""
    if written := shown.promise.specification:
        kinds = shown.names(written.request_types, shown.promise.request_types)
        yield f"  {shown.words('пишется для', 'written for')}: {kinds}{clause(written.clause)}"
        yield from shown.fact("форма", "form", shown.say(written.form))
        yield from shown.fact("согласует", "agreed to by", shown.people(written.agreed_by))
        accepted = shown.names([written.accepted_by], shown.conduct.departments)
        yield from shown.fact("принимает к исполнению", "accepted by", accepted)
        yield from shown.fact("исход", "outcome", ", ".join(shown.say(one.name) for one in written.outcomes.values()))


def quality(shown: Shown) -> Iterator[str]:
    """Rating, reopening, closing by silence."""
    promise = shown.promise
    if rating := promise.rating:
        when = {"resolved": shown.words("решения", "solution"), "closed": shown.words("закрытия", "closing")}
        asked = shown.words(f"после {when[rating.asked]}", f"after {when[rating.asked]}")
        yield f"  {shown.words('оценка', 'rating')}: 1–{rating.scale}, {asked}{clause(rating.clause)}"
    if reopening := promise.reopening:
        within = shown.counted(reopening.within, reopening.calendar) if reopening.within else ""
        told = within or shown.words("в любое время", "at any time")
        by = shown.people(reopening.by)
        yield (
            f"  {shown.words('повторное открытие', 'reopening')}: {told}"
            + (f", {by}" if by else "")
            + clause(reopening.clause)
        )
    if closing := promise.closing:
        yield f"  {shown.words('молчание', 'silence')}: {silence(shown, closing)}"
        if closing.resolved:
            told = shown.words("молчание после решения", "silence after a solution")
            yield f"  {told}: {silence(shown, closing.resolved)}"


def definitions(shown: Shown) -> Iterator[str]:
    """Terms of the document."""
    for definition in shown.promise.definitions:
        yield f"  {shown.say(definition.term)} – {shown.say(definition.means)}{clause(definition.clause)}"


def intake(shown: Shown) -> Iterator[str]:
    """How requests are taken in."""
    rules, kinds = shown.conduct.intake, shown.promise.request_types
    if rules.default_type in kinds:
        default = shown.say(kinds[rules.default_type].name)
        yield from shown.fact("письмо без темы вопроса", "a letter nobody has classified", default)
    told = [
        shown.words("незнакомым отвечаем письмом", "strangers get a letter") if rules.answer_unknown else "",
        shown.words("письмо коллеги присоединяется к обращению", "a colleague's letter joins the request")
        if rules.colleagues == "join"
        else "",
        shown.words(
            "письмо без доказанного отправителя – как подделка", "a letter of unproven sender is as a forged one"
        )
        if rules.unproven == "unverified"
        else "",
        shown.words("письмо сотрудника становится ответом", "a letter of the desk's people becomes an answer")
        if rules.staff_letters == "answer"
        else "",
    ]
    yield from (f"  {one}" for one in told if one)


def identification(shown: Shown) -> Iterator[str]:
    """By what a sender is known."""
    if known := shown.conduct.identification:
        yield f"  {shown.chosen(WAYS, known.by)}{clause(known.clause)}"
        yield from ([f"  {shown.say(known.text)}"] if known.text else [])
        if known.unknown == "refused":
            yield f"  {shown.words('незнакомым отказывают', 'strangers are refused')}"


def attachments(shown: Shown) -> Iterator[str]:
    """Which files are taken."""
    if files := shown.conduct.attachments:
        yield from shown.fact("картинки", "pictures", ", ".join(sorted(files.pictures)))
        archived = ", ".join(sorted(files.archived_pictures))
        yield from shown.fact("картинки только в архиве", "pictures in an archive only", archived)
        converted = ", ".join(sorted(files.converted))
        yield from shown.fact("переводим в PNG сами", "made PNG by us", converted)
        yield from shown.fact("архивы", "archives", ", ".join(sorted(files.archives)))
        yield from shown.fact("не принимаются", "not taken", ", ".join(sorted(files.refused)))
        largest = shown.words(f"{files.largest} МБ", f"{files.largest} MB") if files.largest else ""
        yield from shown.fact("не больше", "at most", largest)
        yield from ([f"  {shown.say(files.text)}{clause(files.clause)}"] if files.text else [])


def complaints(shown: Shown) -> Iterator[str]:
    """Whom to complain to."""
    for addressee in shown.conduct.complaints.values():
        address = f", {addressee.address}" if addressee.address else ""
        yield f"{shown.named(addressee)} – {shown.chosen(ABOUT, addressee.about)}{address}"


def publication(shown: Shown) -> Iterator[str]:
    """What is published where."""
    if published := shown.conduct.publication:
        yield f"  {', '.join(published.sites)}: {shown.chosen(NOTICES, published.notices)}{clause(published.clause)}"
        releases = shown.chosen(RELEASES_BY, published.releases_by)
        yield from shown.fact("о новых версиях сообщаем", "new versions are announced", releases)
        ahead = shown.amount(published.ahead) if published.ahead else ""
        yield from shown.fact("об изменениях – не позднее чем за", "changes are announced at the latest", ahead)
