from typing import Any

from reglament.mail.outgoing import reply_tokens


def test_a_token_says_ticket_and_person_in_any_case() -> None:
    token = reply_tokens.token_for(1042, 17)
    assert reply_tokens.read(token) == reply_tokens.read(token.upper()) == (1042, 17)


def test_a_changed_token_says_nothing() -> None:
    _, person, signature = reply_tokens.token_for(1042, 17).split("-")
    assert reply_tokens.read(f"sz-{person}-{signature}") is None
    assert reply_tokens.read("") is None
    assert reply_tokens.read("привет") is None


def test_a_token_survives_a_new_key_while_the_old_one_is_kept(settings: Any) -> None:
    token = reply_tokens.token_for(1042, 17)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert reply_tokens.read(token) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert reply_tokens.read(token) == (1042, 17)


def test_a_token_fits_into_an_address() -> None:
    assert len("support+" + reply_tokens.token_for(10**9, 10**9)) <= 64
