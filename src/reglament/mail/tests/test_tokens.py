from typing import Any

from reglament.mail import tokens


def test_a_token_says_ticket_and_person_in_any_case() -> None:
    token = tokens.token_for(1042, 17)
    assert tokens.read(token) == tokens.read(token.upper()) == (1042, 17)


def test_a_changed_token_says_nothing() -> None:
    _, person, signature = tokens.token_for(1042, 17).split("-")
    assert tokens.read(f"sz-{person}-{signature}") is None
    assert tokens.read("") is None
    assert tokens.read("привет") is None


def test_a_token_survives_a_new_key_while_the_old_one_is_kept(settings: Any) -> None:
    token = tokens.token_for(1042, 17)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert tokens.read(token) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert tokens.read(token) == (1042, 17)


def test_a_token_fits_into_an_address() -> None:
    assert len("support+" + tokens.token_for(10**9, 10**9)) <= 64
