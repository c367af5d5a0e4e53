import pytest

from reglament.mail.format.replies.reminders import is_chaser, thread_of

clause = pytest.mark.clause("C-28")


@clause
@pytest.mark.parametrize(
    "text",
    [
        "Есть новости?",
        "Добрый день! Есть ли какие-нибудь новости по нашему вопросу?",
        "Ну что там?",
        "Здравствуйте, как там дела с нашей заявкой?",
        "Напоминаю о себе.",
        "Коллеги, жду ответа.",
        "Добрый день.\nКогда ждать ответ?\n\nС уважением,\nИван Петров",
        "Какие новости?",
        "Подскажите, пожалуйста, статус",
        "???",
        "Any news?",
        "Hi Anna,\n\nany update on this?\n\nThanks, Carl",
        "Just following up on my request.",
        "Friendly reminder.",
        "What is the status?",
        "Hello, still waiting for your reply",
        "ping",
        "How is it going?",
        "When can we expect an answer?",
    ],
)
def test_who_only_asks_how_it_goes_reminds(text: str) -> None:
    assert is_chaser(text)


@clause
@pytest.mark.parametrize(
    "text",
    [
        "",
        "Карта так и не загружается.",
        "Есть новости? И ещё: перестал работать экспорт.",
        "Напоминаю, что вчера вы обещали новую версию, а она падает при запуске.",
        "Жду ответа. Теперь не открывается и отчёт.",
        "Что делать, если сервер не запускается?",
        "Как настроить шлюз?",
        "Any news? The export is broken now too.",
        "We are waiting in the queue and the calls are dropped.",
        "The status of the car stays busy.",
        "How can I get this?",
        "Hello",
        "Спасибо!",
        "Добрый день.",
        "Есть новости? " + "x " * 300,
    ],
)
def test_who_says_something_more_asks_a_question(text: str) -> None:
    assert not is_chaser(text)


@clause
@pytest.mark.parametrize(
    "subject",
    [
        "Карта не грузится",
        "Re: карта не грузится",
        "Отв: Карта не  грузится!",
        "RE[2]: Карта не грузится",
        "AW: WG: Карта не грузится",
        "Пер: FW: Карта не грузится [#1042]",
        "На: Карта не грузится",
        "FWD: карта не грузится",
        "Re: Отв: [#7] Карта не грузится",
    ],
)
def test_one_matter_has_one_subject_under_all_prefixes(subject: str) -> None:
    assert thread_of(subject) == "карта не грузится"


@clause
@pytest.mark.parametrize("subject", ["", "Re:", "Вопрос", "Срочно!", "Help!!!", "(no subject)", "Ошибка."])
def test_a_subject_that_says_nothing_names_no_matter(subject: str) -> None:
    assert thread_of(subject) == ""


def test_a_hostile_text_costs_no_more_than_its_length() -> None:
    assert is_chaser("any news " * 40)
    assert not is_chaser("напоминаю о " * 33 + "x")
    assert not is_chaser("?" * 100_000)
