"""Reply tokens: what makes `support+TOKEN@…` tell which ticket an answer belongs to, and to whom we had written.

A token proves nothing about the sender (letters are forwarded); whether he may join is asked of him, not of the token.
"""

import base64
import hmac
import string
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "reglament.mail.tokens"
_DIGITS = string.digits + string.ascii_lowercase


class Meant(NamedTuple):
    """What a token stands for, as keys."""

    tid: int
    person: int


def token_for(tid: int, person: int) -> str:
    """The token, in lower case: some mail programs fold the case of addresses."""
    said = f"{_base36(tid)}-{_base36(person)}"
    return f"{said}-{_signature(said, settings.SECRET_KEY)}"


def read(token: str) -> Meant | None:
    """What `token` stands for; None when we did not make it."""
    said, _, signature = token.lower().rpartition("-")
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(hmac.compare_digest(signature.encode(), _signature(said, key).encode()) for key in keys):
        return None
    tid, _, person = said.partition("-")
    return Meant(int(tid, 36), int(person, 36))


def _signature(said: str, key: str | bytes) -> str:
    digest = salted_hmac(_SALT, said, secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
