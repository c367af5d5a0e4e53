"""Passwords of mailboxes: sealed with the installation's key, which lies outside the database."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(password: str) -> bytes:
    """`password` as it may stand in a row."""
    return _keys().encrypt(password.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The password. InvalidToken when it was sealed with a key we no longer have."""
    return _keys().decrypt(bytes(sealed)).decode()


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str | bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"reglament.mail.sealing:" + force_bytes(key)).digest()))
