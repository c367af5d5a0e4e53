"""The way out: one connection to the mail server named by MAIL_OUT."""

import ipaddress
import smtplib
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from django.conf import settings

from reglament.lib.env import BadSetting

TIMEOUT = 15  # seconds for a connection and for each command
DATA_TIMEOUT = 60  # seconds for the reply to the letter itself: servers scan it first
OUR_FAULT = {530, 534, 535, 538}  # authentication wanted: that is our settings' fault, not the letter's


class Unreachable(Exception):
    """The server could not be talked to; nothing is known about the letter."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the server said of a letter."""

    code: int
    words: str

    @property
    def is_taken(self) -> bool:
        """The server is responsible for it now."""
        return 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        """Trying again would not help."""
        return self.code >= 500 and self.code not in OUR_FAULT


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server; `tls` from the first byte (smtps)."""

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether it is this very machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def server() -> Server:
    """The server MAIL_OUT names. BadSetting for an unusable value, and in a demo for any machine but this one."""
    parts = urlsplit(settings.MAIL_OUT)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(f"REGLAMENT_MAIL_OUT={settings.MAIL_OUT!r}: write smtp://host:port or smtps://host:port")
    tls = parts.scheme == "smtps"
    port = parts.port or (465 if tls else 25)
    named = Server(parts.hostname, port, tls, unquote(parts.username or ""), unquote(parts.password or ""))
    if settings.DEMO and not named.is_loopback:
        raise BadSetting(f"A demo sends letters to this machine only, not to {named.host}")
    return named


class Connection:
    """Opened when the first letter needs it, kept for the next ones, closed at the end. A context manager."""

    def __init__(self, to: Server) -> None:
        self._to = to
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close(politely=error is None)

    def deliver(self, raw: bytes, *, sender: str, recipient: str) -> Verdict:
        """Hand over one letter. Raises Unreachable when the server can't be talked to."""
        try:
            self._smtp = self._smtp or self._opened()
            verdict = _handed_over(self._smtp, raw, sender, recipient)
        except (smtplib.SMTPException, OSError) as trouble:
            self._close(politely=False)
            raise Unreachable(f"{self._to.host}:{self._to.port}: {_words(trouble)}") from trouble
        if not verdict.is_taken:
            self._begin_anew()
        return verdict

    def _begin_anew(self) -> None:
        """Nothing of a refused letter may stick to the next one: where RSET does not help, a new connection does."""
        try:
            is_reset = self._smtp is not None and self._smtp.rset()[0] == 250
        except (smtplib.SMTPException, OSError):
            is_reset = False  # after a refusal, servers may hang up
        if not is_reset:
            self._close(politely=False)

    def _opened(self) -> smtplib.SMTP:
        to, context = self._to, ssl.create_default_context()
        if to.tls:
            opened: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=TIMEOUT, context=context)
        else:
            opened = smtplib.SMTP(to.host, to.port, timeout=TIMEOUT)
        opened.ehlo_or_helo_if_needed()
        if not to.tls and not to.is_loopback and opened.has_extn("starttls"):
            opened.starttls(context=context)
            opened.ehlo()
        elif to.user and not to.tls and not to.is_loopback:
            raise smtplib.SMTPException("it offers no TLS, so it gets no password of ours")
        if to.user:
            opened.login(to.user, to.password)
        return opened

    def _close(self, *, politely: bool) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            if politely:
                smtp.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            smtp.close()


def _handed_over(smtp: smtplib.SMTP, raw: bytes, sender: str, recipient: str) -> Verdict:
    options = [] if (sender + recipient).isascii() else ["SMTPUTF8"]
    for code, said in (smtp.mail(sender, options), smtp.rcpt(recipient)):
        if not 200 <= code < 300:
            return Verdict(code, _said(code, said))
    assert smtp.sock is not None
    smtp.sock.settimeout(DATA_TIMEOUT)
    try:
        code, said = smtp.data(raw)
    except smtplib.SMTPDataError as refused:
        return Verdict(refused.smtp_code, _said(refused.smtp_code, refused.smtp_error))
    finally:
        if smtp.sock is not None:
            smtp.sock.settimeout(TIMEOUT)
    return Verdict(code, _said(code, said))


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}".replace("\0", "")


def _words(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        return _said(trouble.smtp_code, trouble.smtp_error)
    return str(trouble) or type(trouble).__name__
