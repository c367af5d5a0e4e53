"""Passwords of mailboxes: sealed with the installation's key, which lies outside the database."""

import base64
import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.encoding import force_bytes

if TYPE_CHECKING:  # heavy, and few processes ever open a seal
    from cryptography.fernet import MultiFernet


def seal(password: str) -> bytes:
    """`password` as it may stand in a row."""
    return _keys().encrypt(password.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The password. InvalidToken when it was sealed with a key we no longer have."""
    return _keys().decrypt(bytes(sealed)).decode()


def _keys() -> "MultiFernet":
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"reglament.mail.sealing:" + force_bytes(key)).digest())
