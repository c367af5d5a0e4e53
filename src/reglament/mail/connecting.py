"""Signing in to the IMAP server of a mailbox, by password or access token."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from reglament.mail.granting import access_token, forget_token
from reglament.mail.models import Grant, Mailbox
from reglament.mail.sealing import unseal

CONNECT_TIMEOUT, READ_TIMEOUT = 15, 60


@contextmanager
def connected(mailbox: Mailbox, *, now: datetime) -> Iterator[IMAPClient]:
    """A signed-in client, certificates verified."""
    timeout = SocketTimeout(connect=CONNECT_TIMEOUT, read=READ_TIMEOUT)
    context = ssl.create_default_context() if mailbox.tls else None
    client = IMAPClient(mailbox.host, mailbox.port, ssl=mailbox.tls, ssl_context=context, timeout=timeout)
    try:
        if not mailbox.tls and client.has_capability("STARTTLS"):
            client.starttls(ssl.create_default_context())
        _sign_in(client, mailbox, now)
        client.normalise_times = False
        yield client
    finally:
        client.shutdown()


def _sign_in(client: IMAPClient, mailbox: Mailbox, now: datetime) -> None:
    """By an access token where the mailbox has a grant, else by its password."""
    grant = Grant.objects.filter(mailbox=mailbox).first()
    if grant is None:
        client.login(mailbox.username, unseal(mailbox.password))
        return
    try:
        client.oauth2_login(mailbox.username or mailbox.address, access_token(grant, now=now))
    except LoginError:
        forget_token(grant)
        raise
