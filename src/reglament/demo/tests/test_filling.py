"""One filling shows all of it: filling takes seconds, so each test looks at many things."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from reglament.demo.filling import ACCOUNTS, fill, is_filled
from reglament.directory.models import Address, Contract, Licence, Membership, Person
from reglament.events.models import Event, Handling
from reglament.lib.refused import Refused
from reglament.mail.models import Arrival, Caught, Mailbox, Outgoing
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.models import Approval, Attachment, Clock, Ticket
from reglament.workspace.shown.ticket.belonging import keys_of_others


def ticket(subject: str) -> Ticket:
    return Ticket.objects.get(subject__startswith=subject)


@pytest.mark.slow
def test_the_demo_stands_as_its_stories_tell(filled: datetime) -> None:
    every_promise_has_its_clock(filled)
    everything_stays_in_the_example_domains()
    letters_are_real_and_sent(filled)
    the_scenes_are_set(filled)
    assert is_filled() and not fill(filled)


def every_promise_has_its_clock(now: datetime) -> None:
    assert not list(differences(now=now))
    assert not Handling.objects.filter(done_at=None).exists()
    assert not Event.objects.filter(at__gt=now).exists()
    for waiting in Ticket.objects.unresolved():
        assert waiting.queue_key, waiting
        owed = waiting.clocks.current().unanswered()
        assert owed.exists() or waiting.reply_owed_since is None, waiting
    assert Clock.objects.filter(outcome="breached").exists()
    assert {"new", "working", "waits-client", "waits-release", "waits-date", "waits-third-party", "resolved"} <= {
        one.stage for one in Ticket.objects.all()
    }


def everything_stays_in_the_example_domains() -> None:
    addresses = [
        *Address.objects.values_list("email", flat=True),
        *Mailbox.objects.values_list("address", flat=True),
        *Arrival.objects.values_list("sender", flat=True),
        *Outgoing.objects.values_list("to_address", flat=True),
        *Outgoing.objects.values_list("reply_to", flat=True),
    ]
    assert all(address.endswith(".example") for address in addresses if address)


def letters_are_real_and_sent(now: datetime) -> None:
    states = set(Arrival.objects.values_list("state", "why"))
    assert states == {("joined", ""), ("triage", "unknown-sender"), ("logged", "auto-reply")}
    late = Outgoing.objects.exclude(state="sent")
    assert not late.filter(send_after__lte=now - timedelta(minutes=5)).exists()
    assert Caught.objects.count() >= 25
    assert Attachment.objects.filter(content_type="image/png").exists()


def the_scenes_are_set(now: datetime) -> None:
    down = ticket("Не проходят входящие звонки")
    assert (down.severity, down.level, down.edition.number) == ("emergency", "vip", 1)
    assert down.next_due is not None and down.next_due > now
    assert ticket("Тариф «Аэропорт»").next_due == now + timedelta(minutes=40)
    lowered = ticket("После обновления пропали скидки")
    assert (
        lowered.severity == "normal" and Event.objects.filter(stream=lowered.stream, verb="severity_lowered").exists()
    )
    assert ticket("Все операторы вылетели").fault == "client"
    assert Approval.objects.get(decision="").asked_of.name == "Олег Примак"
    assert Caught.objects.filter(envelope_to="primak@hivetaxi.example").exists()
    assert ticket("ТЗ: модуль сверки").level == "development"
    assert ticket("Отчёт по пробегу").is_open and Event.objects.filter(verb="reopened").exists()
    weekend = Ticket.objects.new().filter(subject__in=["Пропал звук уведомлений у диспетчеров", "Акт за прошлый месяц"])
    assert weekend.count() == 2 and all(one.received_at < now - timedelta(hours=1) for one in weekend)
    assert Contract.objects.get(number="ХТ-2022/052").valid_to == now.date() + timedelta(days=9)
    assert Membership.objects.exclude(left_at=None).get().person.name == "Кирилл Оводов"
    second = ticket("Второй сервер: ключ не подходит")
    assert set(keys_of_others(second, second.messages.all()).values()) == {"АО «Северолес Учёт»"}
    assert Licence.objects.count() == 16
    queue = [one.subject for one in Ticket.objects.filter(desk__slug="rosinfotech").unresolved().by_regulation()]
    assert queue[-1].startswith("Демо: как завести второго пользователя")
    for account in ACCOUNTS:
        person = Person.objects.get(addresses__email=account.address)
        assert person.name == account.name
    assert person.check_password(account.password)


def test_outside_demo_mode_nothing_is_filled(db: Any, filled_at: datetime) -> None:
    with pytest.raises(Refused):
        fill(filled_at)
    assert not is_filled()
