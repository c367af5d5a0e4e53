"""Bounces and delivery reports: status notifications (RFC 3464), and mail servers speaking in their own words."""

import re
from collections.abc import Iterator, Sequence

from reglament.mail import addresses, charsets, headers
from reglament.mail.letter import Bounce, Headers, Mailbox
from reglament.mail.structure import Part, walk

MOST_RECIPIENTS = 500
LONGEST_LOOKED_AT = 60_000  # characters of prose searched for what a server says

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_SUCCESS = ("delivered", "relayed", "expanded", "deliverable")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.@-])([45])[0-5]\d(?=[ -])")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?")


def status_notification(root: Part, text: str) -> tuple[Bounce, ...] | None:
    """What the delivery-status parts tell: one Bounce per failed or delayed recipient, () when all was delivered,
    None when the letter has no such part. `text`, the prose beside it, names a recipient the status part forgot."""
    parts = [part for part in walk(root) if part.content_type in _STATUS_TYPES]
    if not parts:
        return None
    failed: list[Bounce] = []
    succeeded = False
    for group in [group for part in parts for group in _groups(part.content())][:MOST_RECIPIENTS]:
        if not any(name in group for name in ("Action", "Status", "Final-Recipient", "Diagnostic-Code")):
            continue
        action = (group.get("Action") or "failed").strip().lower().split(" ")[0]
        if action in _SUCCESS or (group.get("Status") or "").startswith("2"):
            succeeded = True
        else:
            failed.append(_bounce(group, action))
    if not failed:
        if succeeded:
            return ()
        failed = [Bounce(None, None, True)]
    return tuple(_completed(failed, root, text))


def _completed(bounced: list[Bounce], root: Part, text: str) -> list[Bounce]:
    if any(bounce.recipient for bounce in bounced):
        return bounced
    prose, returned = _prose(root, text)
    recipients = _named(prose, None, root.headers) or _returned_to(root, returned)
    return [Bounce(recipient, bounced[0].status, bounced[0].permanent) for recipient in recipients] or bounced


def _groups(content: bytes) -> Iterator[Headers]:
    """The per-message and per-recipient groups: header blocks with blank lines between them."""
    for block in re.split(rb"(?:\r?\n[ \t]*){2,}|\r\r", content.strip())[: MOST_RECIPIENTS * 2]:
        fields, _, _ = headers.cut(block)
        yield headers.readable(fields)


def _bounce(group: Headers, action: str) -> Bounce:
    diagnosis = group.get("Diagnostic-Code") or ""
    named = _STATUS.search(group.get("Status") or "")
    status = named[1] if named else None
    if status is None or status.endswith(".0.0"):
        better = _STATUS.search(diagnosis)
        status = better[1] if better and (status is None or better[1][0] == status[0]) else status
    recipient = next(
        filter(
            None,
            (_recipient(group.get(name)) for name in ("Original-Recipient", "Final-Recipient", "X-Actual-Recipient")),
        ),
        None,
    )
    permanent = status.startswith("5") if status else action != "delayed"
    return Bounce(recipient, status, permanent)


def _recipient(value: str | None) -> str | None:
    """The address in `rfc822; user@host`."""
    kind, semicolon, rest = (value or "").partition(";")
    found = _ADDRESS.search(headers.words(rest if semicolon else kind))
    return addresses.normal(found[0]) if found else None


_DAEMON = re.compile(
    r"(?i)mailer-?_?daemon|post[_-]?master|mail delivery|delivery subsystem|mdaemon|mail administrator|^daemon@"
    r"|^root@|^bounces?@"
    r"|internet mail delivery|undeliver|^mail-?daemon|^mmdf|^maild|^smtp"
)
_SUBJECT = re.compile(
    r"(?i)undeliver|not deliver|non-?delivery|delivery (?:status|failure|has failed|error|problem|report"
    r"|notification|unsuccessful)"
    r"|(?:mail|message) delivery (?:failed|failure|status|error)|returned (?:mail|message|to sender)"
    r"|return(?:ed)? to sender"
    r"|(?:failure|failed) (?:notice|delivery|mail)|mail (?:failure|error|could not)|could not (?:be )?(?:send"
    r"|sent|deliver)"
    r"|delayed|warning: (?:message|could)|user unknown|unknown user|nondeliver|cannot deliver|can't deliver"
    r"|mail system error"
    r"|unzustellbar|недостав|не доставлен|не удалось доставить|доставка не|невозможно доставить|ошибка доставки"
    r"|возвращ"
    r"|non remis|no se (?:ha )?(?:podido|puede) entregar|mancata consegna|配信|エラー|failure"
)
_PROSE = re.compile(
    r"(?i)could(?: not|n't) be delivered|undeliverable|not (?:be )?delivered|delivery (?:to the following"
    r"|has failed|failed|attempt)"
    r"|permanent (?:fatal )?error|following address(?:es)?|following recipient|unable to deliver"
    r"|cannot be delivered|user unknown"
    r"|unknown user|no such user|mailbox (?:is )?(?:full|unavailable)|does not exist|transcript of session|giving up"
    r"|have been (?:unable|undeliverable)|was not delivered|returned (?:message|to)|your (?:message|mail"
    r"|e-?mail)|не (?:может быть |был[ао]? )?доставлен"
    r"|не удалось доставить|undelivered|failed|rejected|over quota|quota exceeded|не существует"
)
_UNMISTAKABLE = re.compile(
    r"(?i)could(?: not|n't) be delivered|undeliverable|permanent (?:fatal )?error|(?:un|not )able to deliver"
    r"|user unknown|mailbox is full"
    r"|не удалось доставить|не (?:может быть |был[ао]? )?доставлен"
)
_DELAYED = re.compile(
    r"(?i)delayed|will (?:be retried|keep trying|continue)|still being retried|not yet been delivered"
    r"|warning message|do not need to resend"
    r"|deferred|temporar(?:y|ily)|try(?:ing)? again later|задерж"
)
_RETURNED = re.compile(
    r"(?im)^[ \t>*=+|_-]{0,40}(?:original message|(?:unsent|returned|undelivered|rejected) (?:message|mail)"
    r"|below (?:this line )?is (?:a copy of )?the|"
    r"message (?:header|text|body)s?(?: follow)?|(?:the )?(?:header|text|body|copy) of (?:the"
    r"|your) (?:original )?message|"
    r"this is a copy of the message|received: (?:from|by) |return-path: |---- message ).*$"
)


def in_words(root: Part, fields: Headers, *, sender: Mailbox | None, subject: str, text: str) -> tuple[Bounce, ...]:
    """What a bounce without a status notification says; () when this is none.

    It takes a machine as sender (a daemon's name, a null return path) *and* a server's wording: people quote bounces.
    """
    prose, returned = _prose(root, text)
    recipients = _failed_recipients(fields)
    if not recipients and not _is_bounce(fields, sender, subject, prose, returned):
        return ()
    recipients = recipients or _named(prose, sender, fields) or _returned_to(root, returned)
    statuses = _statuses(prose) or _statuses(returned[:4_000])
    bounced = []
    for recipient in recipients[:MOST_RECIPIENTS] or [None]:
        status = _status_near(prose, recipient) or next(iter(statuses), None)
        bounced.append(Bounce(recipient, status, _is_permanent(status, prose, subject)))
    return tuple(bounced)


def _is_bounce(fields: Headers, sender: Mailbox | None, subject: str, prose: str, returned: str) -> bool:
    address = sender.address if sender else ""
    null_path = (fields.get("Return-Path") or "").replace(" ", "") == "<>"
    daemon = bool(_DAEMON.search(address) or (sender and _DAEMON.search(sender.name))) or (not address and null_path)
    if daemon:
        return bool(_SUBJECT.search(subject) or (_PROSE.search(prose) and _ADDRESS.search(prose)))
    return null_path and bool(
        (_SUBJECT.search(subject) and _PROSE.search(prose)) or (returned.strip() and _UNMISTAKABLE.search(prose))
    )


def _failed_recipients(fields: Headers) -> Sequence[str | None]:
    found = [address for value in fields.all("X-Failed-Recipients") for address in _ADDRESS.findall(value)]
    return list(dict.fromkeys(addresses.normal(address) or None for address in found))


def _prose(root: Part, text: str) -> tuple[str, str]:
    """(what the server says, the letter it returns)."""
    cut = _RETURNED.search(text[:LONGEST_LOOKED_AT])
    said, rest = (text[: cut.start()], text[cut.start() :]) if cut and cut.start() > 20 else (text, "")
    parts = [part for part in walk(root) if part.content_type in ("message/rfc822", "text/rfc822-headers")]
    inner = "".join(charsets.decode(part.content()[:20_000]) for part in parts[:3])
    return said[:LONGEST_LOOKED_AT], inner + rest[:LONGEST_LOOKED_AT]


_STRONG = re.compile(
    r"(?im)(?:^[ \t]*(?:final-recipient|original-recipient)[ \t]*:[ \t]*[\w-]+[ \t]*;[ \t]*"
    r"|^[ \t]*(?:recipients?|e?-?mail address|to|кому|failed recipient"
    r"|user|address|получатель)[ \t]*:[ \t]*|rcpt to:[ \t]*|(?:undeliverable|delivered|delivery"
    r"|deliver your message|deliver message) (?:to|for):?[ \t]*"
    r"|^[ \t*]*)[<\"'(\[]?([^\s<>\"'()\[\],;:]{1,64}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9])"
)


def _named(prose: str, sender: Mailbox | None, fields: Headers) -> Sequence[str | None]:
    """Addresses the prose complains of: those that begin a line or follow "recipient:", else the first ones named."""
    ours = {
        mailbox.address.lower()
        for name in ("To", "From", "Reply-To")
        for mailbox in addresses.mailboxes(fields.get(name))
    }
    ours.add(sender.address.lower() if sender else "")
    for found in (_STRONG.findall(prose), _ADDRESS.findall(prose)[:5]):
        named = dict.fromkeys(addresses.normal(address.strip("'\"")) for address in found)
        complained = [address for address in named if address.lower() not in ours and not _DAEMON.search(address)]
        if any(complained):
            return [address for address in complained if address]
    return []


def _returned_to(root: Part, returned: str) -> Sequence[str | None]:
    """The recipient of the returned letter, when the server does not name one."""
    found = re.search(r"(?im)^>?[ \t]*(?:x-original-to|to):[ \t]*(.+)$", returned)
    return [mailbox.address for mailbox in addresses.mailboxes(found[1]) if mailbox.address][:1] if found else []


def _statuses(prose: str) -> list[str]:
    return [status for status in _STATUS.findall(prose) if not status.startswith("2")]


def _status_near(prose: str, recipient: str | None) -> str | None:
    at = prose.find(recipient) if recipient else -1
    if at < 0:
        return None
    near = _statuses(prose[max(0, at - 60) : at + 600])
    return next((status for status in near if not status.endswith(".0.0")), next(iter(near), None))


def _is_permanent(status: str | None, prose: str, subject: str) -> bool:
    if status:
        return status.startswith("5")
    if code := _REPLY_CODE.search(prose):
        return code[1] == "5"
    return not (_DELAYED.search(subject) or _DELAYED.search(prose))
