"""What servers, programs and people of Russian speakers write of letters that came, did not, or wait."""

import pytest

from reglament.mail.format.machines.tests.test_bounces import said
from reglament.mail.format.mime.letter import Letter
from reglament.mail.format.parser import parse
from reglament.mail.tests.letters_at_hand import OWN

EXCHANGE = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@acme.example>"

BOUNCES = {
    "a public post office": (
        "mailer-daemon@post.example",
        "Mail failure.",
        "Это письмо создано автоматически сервером, отвечать на него не нужно.\n\nК сожалению, Ваше письмо не может\n"
        "быть доставлено одному или нескольким получателям:\n\n**********************\n\ncarl@acme.example\nтакого"
        " пользователя нет\n\n**********************\n\n------ This is a copy of your message ------\n",
    ),
    "a public post office, with a reply code": (
        "mailer-daemon@post.example",
        "Недоставленное сообщение",
        "Мы сожалеем, но ваше письмо не было доставлено.\n\n<carl@acme.example>: host mx.acme.example said: 550 5.1.1\n"
        "    <carl@acme.example>: Recipient address rejected (in reply to RCPT TO command)\n",
    ),
    "Exchange": (
        EXCHANGE,
        "Не удалось доставить: Касса [#1042]",
        "Сбой доставки следующим получателям или группам:\n\nКарл Орлов (carl@acme.example)<mailto:carl@acme.example>\n"
        "Не удалось найти введенный адрес электронной почты.\n\nДиагностические сведения для администраторов:\n",
    ),
    "Exchange, as it was": (
        "System Administrator <postmaster@acme.example>",
        "Недоставлено: Касса",
        "Ваше сообщение не достигло некоторых или всех получателей.\n\nСледующим получателям или в следующие списки "
        "рассылки доставить не удалось:\n\n      carl@acme.example 20.11.2026 17:31\n            Учетная запись "
        "получателя не существует.\n",
    ),
    "a full mailbox": (
        "postmaster@acme.example",
        "Сообщение не доставлено",
        "Письмо не может быть доставлено получателю carl@acme.example: почтовый ящик переполнен.\n",
    ),
    "a filter": (
        "postmaster@acme.example",
        "Ваше письмо отклонено",
        "Ваше письмо для carl@acme.example отклонено сервером: 554 5.7.1 Spam\n",
    ),
    "a server with a name of its own": (
        "Почтовая служба <robot@mx.example>",
        "Уведомление о недоставке",
        "Доставка на адрес carl@acme.example не выполнена: пользователь не найден.\n",
    ),
    "a Ukrainian server": (
        "MAILER-DAEMON@mx.example",
        "Лист не доставлено",
        "Ваш лист не вдалося доставити одержувачу carl@acme.example: 550 user not found\n",
    ),
    "a Kazakh server": (
        "MAILER-DAEMON@mx.example",
        "Хат жеткізілмеді",
        "Хатыңыз жеткізілмеді: carl@acme.example\n550 5.1.1 User unknown\n",
    ),
}
DELAYS = {
    "Exchange": (
        EXCHANGE,
        "Задержано: Касса",
        "Доставка следующим получателям или группам отложена:\n\ncarl@acme.example\n\n"
        "Сообщение пока не доставлено. Попытки доставки будут продолжены.\n",
    ),
    "another server": (
        "MAILER-DAEMON@mx.example",
        "Доставка письма задерживается",
        "Ваше письмо не доставлено в течение 4 часов получателю:\n\n  carl@acme.example\n\n"
        "Вам не нужно отправлять его заново, сервер повторит попытку.\n",
    ),
}


@pytest.mark.parametrize("server", BOUNCES)
def test_a_letter_that_did_not_arrive_is_told_in_russian(server: str) -> None:
    sender, subject, body = BOUNCES[server]
    letter = said(body, "Content-Type: text/plain; charset=utf-8", subject=subject, sender=sender)
    assert letter.auto == "bounce"
    assert [(bounce.recipient, bounce.permanent) for bounce in letter.bounce] == [("carl@acme.example", True)]


@pytest.mark.parametrize("server", DELAYS)
def test_a_letter_that_waits_is_told_in_russian(server: str) -> None:
    sender, subject, body = DELAYS[server]
    (bounce,) = said(body, "Content-Type: text/plain; charset=utf-8", subject=subject, sender=sender).bounce
    assert (bounce.recipient, bounce.permanent, bounce.delayed) == ("carl@acme.example", False, True)


def of_carl(subject: str, body: str, *, sender: str = "carl@acme.example") -> Letter:
    head = f"Return-Path: <{sender}>\nFrom: {sender}\nTo: support@hive.example\nSubject: {subject}\n"
    return parse(f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}".encode(), own=OWN)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Прочитано: Касса", "Ваше сообщение\n\n   Кому:  support@hive.example\n\nпрочитано 20.11.2026 17:45."),
        ("Не прочитано: Касса", "Ваше сообщение\n\nТема: Касса\n\nудалено без прочтения 20.11.2026 17:45."),
        ("Прочтено: Касса", "Сообщение было прочтено 20.11.2026 17:45"),
        ("Уведомление о прочтении: Касса", "Это уведомление о том, что письмо, отправленное Вами, было прочитано."),
        ("Подтверждение о прочтении", 'Ваше письмо "Касса" было прочитано получателем carl@acme.example.'),
    ],
)
def test_a_receipt_is_a_report(subject: str, body: str) -> None:
    assert of_carl(subject, body).auto == "report"


def test_a_server_that_says_a_letter_arrived_reports() -> None:
    letter = said("Ваше письмо успешно доставлено получателю carl@acme.example.", subject="Письмо доставлено")
    assert (letter.auto, letter.bounce) == ("report", ())


@pytest.mark.parametrize(
    "subject",
    """
    Автоматический ответ: Касса
    Автоответ: Касса
    Автоответ Re: Касса
    [Автоответ] Касса
    Автоответчик: Касса
    Вне офиса: Касса
    Нет на месте: Касса
    Уведомление об отсутствии: Re: Касса
    Отсутствую в офисе: Касса
    Я в отпуске Re: Касса
    В отпуске (Re: Касса)
    Автоматична відповідь: Каса
    Аўтаматычны адказ: Каса
    Автоматты жауап: Касса
    """.strip().split("\n"),
)
def test_somebody_on_holiday_answers_by_machine(subject: str) -> None:
    assert of_carl(subject.strip(), "Я в отпуске до 30 ноября.").auto == "auto-reply"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Не приходят письма", "Приходит «Письмо не доставлено: carl@acme.example, 550 5.1.1 user unknown»."),
        ("Re: Касса", "Ваше письмо вернулось:\n> не может быть доставлено: carl@acme.example\n> 550 user not found"),
        ("Прочитано: инструкция не помогла", "Ваше письмо было прочитано всем отделом, касса не печатает."),
        ("Уведомление о прочтении не приходит", "Ваше сообщение у нас не видно как прочитанное."),
        ("Автоматический ответ не приходит", "Мы его не получаем."),
        ("В отпуске кассир, кто заменит?", "Кассир в отпуске с 20.11."),
        ("Вне офиса касса не работает", "Не печатает."),
        ("Доставка не работает", "Не удалось доставить заказ получателю carl@acme.example"),
        ("Отложено: установка кассы", "Перенесите на завтра, груз задержан."),
        ("Ошибка доставки", "Курьер carl@acme.example пишет: «ошибка доставки, адрес не существует»."),
        ("Сообщение доставлено", "Ваше сообщение доставлено директору, ждите."),
    ],
)
def test_a_person_who_speaks_of_such_things_is_a_person(subject: str, body: str) -> None:
    assert of_carl(subject, body).auto is None


@pytest.mark.parametrize("sender", ["postmaster@acme.example", "root@acme.example"])
def test_an_administrator_who_writes_himself_is_a_person(sender: str) -> None:
    body = "Модуль отправки пишет failed, письма для carl@acme.example ждут."
    assert of_carl("Ошибка в модуле", body, sender=sender).auto is None
