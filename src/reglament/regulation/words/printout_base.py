"""What every part of a regulation shown as a document needs: names, amounts and people in one language."""

from collections.abc import Iterable, Iterator, Mapping

from reglament.regulation.terms.basics import SURCHARGE, Amount, Named, Price, Quota, Words
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.terms.quality_terms import Percent
from reglament.regulation.words.spoken_values import amount_words, percent_words

PEOPLE = {
    "contact": Words("контактное лицо", "a contact"),
    "representative": Words("представитель клиента", "the client's representative"),
    "agent": Words("специалист", "an agent"),
    "account_manager": Words("персональный менеджер", "the account manager"),
    "department_head": Words("руководитель отдела", "the head of the department"),
    "head_of_support": Words("руководитель службы", "the head of support"),
    "developer": Words("разработчик", "a developer"),
    "administrator": Words("администратор", "the administrator"),
}
PERIODS = {
    "minute": Words("в минуту", "a minute"),
    "week": Words("в неделю", "a week"),
    "month": Words("в месяц", "a month"),
    "quarter": Words("в квартал", "a quarter"),
    "year": Words("в год", "a year"),
    "contract": Words("за договор", "per contract"),
    "hour": Words("в час", "an hour"),
    "day": Words("в день", "a day"),
    "request": Words("за обращение", "per request"),
    "visit": Words("за выезд", "per visit"),
    "km": Words("за километр", "per kilometre"),
    "user": Words("за пользователя", "per user"),
    "": Words("", ""),
}


class Shown:
    """A regulation and the language it is shown in."""

    def __init__(self, regulation: Regulation, language: str) -> None:
        self.regulation = regulation
        self.promise = regulation.promise
        self.conduct = regulation.conduct
        self.language = language

    def section(self, russian: str, english: str, lines: Iterable[str]) -> Iterator[str]:
        """A heading and its lines, or nothing where there are none."""
        written = list(lines)
        if written:
            yield from ("", f"── {self.words(russian, english)}", *written)

    def named(self, thing: Named) -> str:
        """A line that begins with a name and its clause; what is retired says so."""
        retired = self.words(", не применяется", ", not in use") if thing.retired else ""
        return f"  {self.say(thing.name)}{retired}{clause(thing.clause)}"

    def names(self, slugs: Iterable[str], known: Mapping[str, Named]) -> str:
        """The names of some slugs, in the order of the document."""
        wanted = set(slugs)
        return ", ".join(self.say(one.name) for slug, one in known.items() if slug in wanted)

    def people(self, people: Iterable[str]) -> str:
        """Who, in words."""
        wanted = set(people)
        return ", ".join(self.say(name) for slug, name in PEOPLE.items() if slug in wanted)

    def amount(self, amount: Amount) -> str:
        """An amount of time."""
        return amount_words(amount, self.language)

    def quota(self, quota: Quota) -> str:
        """`10 a month`."""
        return f"{quota.number} {self.say(PERIODS[quota.per])}"

    def price(self, price: Price) -> str:
        """`96 EUR an hour`, `+50 %`."""
        if price.currency == SURCHARGE:
            return f"+{price.value} %"
        return f"{price.value} {price.currency} {self.say(PERIODS[price.per])}".rstrip()

    def percent(self, share: Percent) -> str:
        """A share of a hundred."""
        return percent_words(share, self.language)

    def calendar(self, slug: str) -> str:
        """The name of a calendar."""
        if slug == "contract":
            return self.words("календарь договора", "the contract's calendar")
        return self.say(self.promise.calendar_names[slug])

    def counted(self, amount: Amount, calendar: str) -> str:
        """An amount, and on which calendar it counts."""
        return self.amount(amount) + (f" ({self.calendar(calendar)})" if calendar else "")

    def chosen(self, names: Mapping[str, Words], slugs: Iterable[str]) -> str:
        """The words for some codes."""
        return ", ".join(self.say(names[slug]) for slug in slugs)

    def fact(self, russian: str, english: str, value: str) -> Iterator[str]:
        """A line that tells one thing, or nothing where there is nothing to tell."""
        if value:
            yield f"  {self.words(russian, english)}: {value}"

    def say(self, words: Words | None) -> str:
        """A text in the language."""
        return words.in_(self.language) if words else ""

    def words(self, russian: str, english: str) -> str:
        """One of two texts."""
        return russian if self.language == "ru" else english


def clause(clause: str) -> str:
    """The section of the paper document, in brackets."""
    return f" [{clause}]" if clause else ""
