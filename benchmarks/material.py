"""Made-up clients, letters and texts for the benchmarks: the same ones in every run."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reglament.directory.models import Company
    from reglament.regulation.models import Desk

LONG_AGO = datetime(2026, 1, 12, 6, tzinfo=UTC)
MAILBOX = "support@taxi.example"
LEVELS = ("vip", "comfort", "standard")

_SENTENCES = (
    "Здравствуйте, коллеги, пишу по поручению начальника смены.",
    "С утра диспетчеры не видят машины на карте, хотя водители на линии и отмечают заказы.",
    "Перезапускали программу дважды, на соседнем рабочем месте происходит то же самое.",
    "Обновление ставили в пятницу вечером, до него ошибок не замечали.",
    "При расчёте стоимости поездки за город программа показывает ноль рублей.",
    "Водителям приходит сообщение о новом заказе с опозданием на три-четыре минуты.",
    "Отчёт за прошлый месяц не открывается, окно закрывается без всякого сообщения.",
    "Просим подсказать, где теперь настраивается тариф для ночных заказов.",
    "Снимок экрана и журнал приложим, как только доберёмся до рабочего места.",
    "Номер нашей версии 5.7.2, сервер стоит у нас, база занимает около сорока гигабайт.",
    "Если нужно подключиться удалённо, мы на месте до восьми вечера по Омску.",
    "Телефония работает, но карточка звонящего больше не всплывает.",
    "Заранее спасибо, ждём ответа, клиенты уже звонят и жалуются.",
)
_SUBJECTS = (
    "Не видно машин на карте",
    "Ноль рублей за поездку за город",
    "Отчёт не открывается",
    "Где настроить ночной тариф",
    "Карточка звонящего не всплывает",
    "Заказы приходят водителям с опозданием",
)


def text(lot: random.Random, length: int = 600) -> str:
    """A request of about `length` characters."""
    words = ""
    while len(words) < length:
        words += lot.choice(_SENTENCES) + lot.choice((" ", " ", "\n", "\n\n"))
    return words.strip()


def subject(lot: random.Random) -> str:
    """A subject, with a number so that few are equal."""
    return f"{lot.choice(_SUBJECTS)} ({lot.randrange(10_000)})"


def desk() -> "Desk":
    """One desk under the first regulation of the library, with a mailbox and an agent."""
    from reglament.directory.models import DeskMembership, Role
    from reglament.directory.registering import register_person
    from reglament.mail.models import Mailbox
    from reglament.regulation.editions.publishing import publish
    from reglament.regulation.loading import library
    from reglament.regulation.models import Desk

    made = Desk.objects.create(slug="taxi", name="Служба поддержки", name_en="Support desk")
    publish(made, library.text("hivetaxi"), by=None, at=LONG_AGO)
    Mailbox.objects.create(desk=made, address=MAILBOX, activated_at=LONG_AGO)
    anna = register_person("Анна Шмелёва", "anna@taxi.example", at=LONG_AGO, language="ru")
    DeskMembership.objects.create(person=anna, desk=made, role=Role.AGENT, department="support")
    return made


def clients(made: "Desk", count: int) -> list["Company"]:
    """`count` companies with a contract and two people each, `a@client17.example` and `b@client17.example`."""
    from reglament.directory.models import Client, Company, Contract
    from reglament.directory.registering import join_company, register_person
    from reglament.lib.db import writing

    companies = []
    assert made.edition_id is not None
    with writing():
        for number in range(count):
            company = Company.objects.create(name=f"ООО «Такси {number}»", language="ru")
            Client.objects.create(desk=made, company=company)
            for who in "ab":
                address = f"{who}@client{number}.example"
                join_company(register_person(f"Пётр Диспетчеров {number}{who}", address, at=LONG_AGO), company)
            Contract.objects.create(
                desk=made,
                company=company,
                number=f"N-{number}",
                signed_on=date(2026, 1, 12),
                valid_from=date(2026, 1, 12),
                level=LEVELS[number % len(LEVELS)],
                edition_id=made.edition_id,
            )
            companies.append(company)
    return companies


def letters(count: int, *, companies: int, seed: int = 7, people: str = "ab") -> Iterator[tuple[str, bytes]]:
    """Sender and bytes of `count` different first letters of registered people, half of them with an HTML part."""
    lot = random.Random(seed)
    for number in range(count):
        sender = f"{lot.choice(people)}@client{lot.randrange(companies)}.example"
        letter = EmailMessage()
        letter["From"] = f"Пётр Диспетчеров <{sender}>"
        letter["To"] = f"Служба поддержки <{MAILBOX}>"
        letter["Subject"] = subject(lot)
        letter["Date"] = "Mon, 02 Mar 2026 12:00:00 +0600"
        letter["Message-ID"] = f"<bench-{seed}-{number}@client.example>"
        letter["User-Agent"] = "Mozilla Thunderbird"
        words = text(lot)
        letter.set_content(words, cte="base64" if number % 3 else "quoted-printable")
        if number % 2:
            letter.add_alternative("".join(f"<p>{line}</p>" for line in words.split("\n")), subtype="html")
        yield sender, letter.as_bytes().replace(b"\n", b"\r\n")
