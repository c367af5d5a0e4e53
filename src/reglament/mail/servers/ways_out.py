"""Mailboxes whose letters leave by a server of their own, and how that server is reached."""

from datetime import datetime
from typing import Literal

from reglament.mail.models import Grant, Mailbox
from reglament.mail.servers.access_tokens import access_token
from reglament.mail.servers.sealed_passwords import unseal
from reglament.mail.servers.smtp_client import Server, permitted

_PROTECTED: dict[str, Literal["tls", "starttls", "none"]] = {"tls": "tls", "starttls": "starttls", "none": "none"}


def server_name(mailbox: Mailbox) -> str:
    """What the server of a mailbox with a way out of its own is called."""
    return f"{mailbox.smtp_host}:{mailbox.smtp_port}"


def server_of(mailbox: Mailbox, *, now: datetime) -> Server:
    """The server of a mailbox with a way out of its own."""
    grant = Grant.objects.filter(mailbox=mailbox).first()
    return server_with(mailbox, token=access_token(grant, now=now) if grant else "")


def server_with(mailbox: Mailbox, *, token: str) -> Server:
    """The same, signed in to with `token` where there is one."""
    return permitted(
        Server(
            host=mailbox.smtp_host,
            port=mailbox.smtp_port,
            tls=_PROTECTED[mailbox.smtp_security],
            user=mailbox.smtp_username or mailbox.address if token else mailbox.smtp_username,
            password=unseal(mailbox.smtp_password) if mailbox.smtp_password else "",
            token=token,
        )
    )
