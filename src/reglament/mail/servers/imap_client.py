"""Signing in to the IMAP server of a mailbox, by password or access token."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from reglament.lib.env import BadSetting
from reglament.mail.models import Grant, Mailbox
from reglament.mail.servers.access_tokens import access_token, forget_token
from reglament.mail.servers.sealed_passwords import unseal
from reglament.mail.servers.smtp_client import is_loopback

CONNECT_TIMEOUT, READ_TIMEOUT = 15, 60


@contextmanager
def connected(mailbox: Mailbox, *, now: datetime) -> Iterator[IMAPClient]:
    """A signed-in client, certificates verified."""
    with reached(mailbox, connect_within=CONNECT_TIMEOUT, read_within=READ_TIMEOUT) as client:
        _sign_in(client, mailbox, now)
        client.normalise_times = False
        yield client


@contextmanager
def reached(mailbox: Mailbox, *, connect_within: float, read_within: float) -> Iterator[IMAPClient]:
    """A client that may sign in: of another machine only with TLS, and in a demo of no other machine."""
    is_here = is_loopback(mailbox.host)
    if settings.DEMO and not is_here:
        raise BadSetting(f"A demo fetches letters from this machine only, not from {mailbox.host}")
    timeout = SocketTimeout(connect=connect_within, read=read_within)
    context = ssl.create_default_context() if mailbox.tls else None
    client = IMAPClient(mailbox.host, mailbox.port, ssl=mailbox.tls, ssl_context=context, timeout=timeout)
    try:
        if not mailbox.tls and client.has_capability("STARTTLS"):
            client.starttls(ssl.create_default_context())
        elif not mailbox.tls and not is_here:
            raise LoginError(_("The server offers no TLS, so it gets no password of ours."))
        yield client
    finally:
        client.shutdown()


def _sign_in(client: IMAPClient, mailbox: Mailbox, now: datetime) -> None:
    """By an access token where the mailbox has a grant, else by its password."""
    grant = Grant.objects.filter(mailbox=mailbox).first()
    if grant is None:
        client.login(mailbox.username, unseal(mailbox.password) if mailbox.password else "")
        return
    try:
        client.oauth2_login(mailbox.username or mailbox.address, access_token(grant, now=now))
    except LoginError:
        forget_token(grant)
        raise
