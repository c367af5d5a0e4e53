"""The way out: mail servers we hand letters to, and one connection to such a server."""

import ipaddress
import re
import smtplib
import ssl
import time
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

from django.conf import settings

from reglament.lib.env import BadSetting

TIMEOUT = 15  # seconds for a connection and for each command
STALE = 1.0  # seconds after which an open connection is asked whether it still is one
DATA_TIMEOUT = 60  # seconds for the reply to the letter itself: servers scan it first
OUR_FAULT = {530, 534, 535, 538}  # authentication wanted: that is our settings' fault, not the letter's

_STATUS = re.compile(r"[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b")


class Unreachable(Exception):
    """The server could not be talked to, or wants none of our letters; nothing is known about this one."""


class Dropped(Exception):
    """The server went away while it was given this letter. Whether it has taken it is not known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the server said of a letter; `of_us`: that it does not want us as sender, whoever the recipient is."""

    code: int
    words: str
    of_us: bool = False

    @property
    def is_taken(self) -> bool:
        """The server is responsible for it now."""
        return 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        """Trying again would not help. Who is not wanted as sender has settings to mend; a letter too large has not."""
        return self.code >= 500 and (not self.of_us or self.code == 552 or self.status in ("5.3.4", "5.2.3"))

    @property
    def status(self) -> str:
        """The code of RFC 3463 ("5.1.1"), where the server gives one."""
        found = _STATUS.match(self.words)
        return found[1] if found else ""

    @property
    def is_about_domain(self) -> bool:
        """Put off for a reason that all letters to the domain share: no route, too many connections, too fast."""
        asks_for_peace = self.code == 421 or self.status.startswith("4.4.") or self.status in ("4.7.0", "4.7.28")
        return 400 <= self.code < 500 and asks_for_peace


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server; `tls`: from the first byte ("tls"), before anything else ("starttls"), or where it is offered.

    Signs in with a password, or with an access token (XOAUTH2) where there is one.
    """

    host: str
    port: int
    tls: Literal["tls", "starttls", "offered", "none"] = "offered"
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """As people are told it."""
        return f"{self.host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether it is this very machine."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether `host` is this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def server() -> Server:
    """The server MAIL_OUT names. BadSetting for an unusable value, and in a demo for any machine but this one."""
    parts = urlsplit(settings.MAIL_OUT)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(f"REGLAMENT_MAIL_OUT={settings.MAIL_OUT!r}: write smtp://host:port or smtps://host:port")
    tls = parts.scheme == "smtps"
    port = parts.port or (465 if tls else 25)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return permitted(Server(parts.hostname, port, "tls" if tls else "offered", user, password))


def permitted(named: Server) -> Server:
    """`named`; BadSetting in a demo for any machine but this one."""
    if settings.DEMO and not named.is_loopback:
        raise BadSetting(f"A demo sends letters to this machine only, not to {named.host}")
    return named


class Connection:
    """Opened when the first letter needs it, kept for the next ones. Used by one thread."""

    def __init__(self, to: Server, *, timeout: float | None = None) -> None:
        self._to = to
        self._timeout = timeout or TIMEOUT
        self._smtp: smtplib.SMTP | None = None
        self._used_at = 0.0

    def deliver(self, raw: bytes, *, sender: str, recipient: str, envid: str = "") -> Verdict:
        """Hand over one letter; where notifications are offered (RFC 3461), ask for those of failure under `envid`.

        Raises Unreachable when the server can't be talked to, Dropped when it goes away meanwhile.
        """
        if self._smtp is not None and not self._is_awake():
            self.close(politely=False)
        return self._tried(raw, sender, recipient, envid)

    def open(self) -> None:
        """Sign in, and hand over nothing. Raises Unreachable when the server does not let us."""
        try:
            self._smtp = self._smtp or self._opened()
        except (smtplib.SMTPException, OSError) as trouble:
            raise Unreachable(f"{self._to.name}: {_words(trouble)}") from trouble

    def close(self, *, politely: bool = True) -> None:
        """Hang up; `politely` says QUIT before."""
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

    def _is_awake(self) -> bool:
        """Whether the server has not tired of waiting for the next letter. Asked only after a pause."""
        assert self._smtp is not None
        try:
            return time.monotonic() - self._used_at < STALE or self._smtp.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def _tried(self, raw: bytes, sender: str, recipient: str, envid: str) -> Verdict:
        self.open()
        smtp = self._smtp
        assert smtp is not None
        try:
            verdict = _handed_over(smtp, raw, sender, recipient, envid)
        except (smtplib.SMTPException, OSError) as trouble:
            self.close(politely=False)
            raise Dropped(f"{self._to.name}: {_words(trouble)}") from trouble
        self._used_at = time.monotonic()
        if verdict.code in OUR_FAULT:
            self.close()
            raise Unreachable(f"{self._to.name}: {verdict.words}")
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
            self.close(politely=False)

    def _opened(self) -> smtplib.SMTP:
        to, context = self._to, ssl.create_default_context()
        if to.tls == "tls":
            opened: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=self._timeout, context=context)
        else:
            opened = smtplib.SMTP(to.host, to.port, timeout=self._timeout)
        try:
            self._greet(opened, context)
        except BaseException:
            opened.close()
            raise
        return opened

    def _greet(self, opened: smtplib.SMTP, context: ssl.SSLContext) -> None:
        to = self._to
        opened.ehlo_or_helo_if_needed()
        offered = opened.has_extn("starttls") and not to.is_loopback
        if to.tls == "starttls" or (to.tls == "offered" and offered):
            opened.starttls(context=context)
            opened.ehlo()
        elif (to.user or to.token) and to.tls != "tls" and not to.is_loopback:
            raise smtplib.SMTPException("it offers no TLS, so it gets no password of ours")
        if to.token:
            opened.auth("XOAUTH2", lambda challenge=None: "" if challenge else xoauth2(to.user, to.token))
        elif to.user:
            opened.login(to.user, to.password)


def xoauth2(user: str, token: str) -> str:
    """What signs in with an access token at Microsoft 365, Gmail and Яндекс 360, before base64."""
    return f"user={user}\1auth=Bearer {token}\1\1"


def _handed_over(smtp: smtplib.SMTP, raw: bytes, sender: str, recipient: str, envid: str) -> Verdict:
    of_letter, of_recipient = _options(smtp, sender, recipient, envid)
    code, said = smtp.mail(sender, of_letter)
    if not 200 <= code < 300:
        return Verdict(code, _said(code, said), of_us=True)
    code, said = smtp.rcpt(recipient, of_recipient)
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


def _options(smtp: smtplib.SMTP, sender: str, recipient: str, envid: str) -> tuple[list[str], list[str]]:
    """Parameters of MAIL and RCPT: SMTPUTF8 where an address needs it, notification of failure and delay."""
    of_letter = [] if (sender + recipient).isascii() else ["SMTPUTF8"]
    if not (envid and smtp.has_extn("dsn")):
        return of_letter, []
    asked = ["NOTIFY=FAILURE,DELAY"]
    if recipient.isascii():
        asked.append(f"ORCPT=rfc822;{_xtext(recipient)}")
    return [*of_letter, "RET=HDRS", f"ENVID={_xtext(envid)}"], asked


def _xtext(text: str) -> str:
    """RFC 3461 §4."""
    return "".join(sign if "!" <= sign <= "~" and sign not in "+=" else f"+{ord(sign):02X}" for sign in text)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}".replace("\0", "")


def _words(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        return _said(trouble.smtp_code, trouble.smtp_error)
    return str(trouble) or type(trouble).__name__
