"""Bounces of mail servers that ignore RFC 3464 and say in their own words what happened."""

import re
from collections.abc import Sequence

from reglament.mail.format.machines import bounce_patterns as patterns
from reglament.mail.format.mime import addresses, charsets, headers
from reglament.mail.format.mime.letter import Bounce, Headers, Mailbox
from reglament.mail.format.mime.structure import Part, walk

MOST_RECIPIENTS = 500
LONGEST_LOOKED_AT = 60_000  # characters of prose searched for what a server says
LONGEST_SAID = 500  # characters of a server's words that are kept

ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?")
_STATUS = re.compile(r"(?<![\w.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.@-])([45])[0-5]\d(?=[ ,;-])")
_REPLY_LINE = re.compile(r"(?m)^.{0,200}(?<![\d.@-])[45][0-5]\d[ -].{3,400}$")
_INTRODUCTION = re.compile(
    r"(?i)\A[\s,;:.>)\]\"']*(?:<mailto:[^>]{1,200}>\s*)?(?:(?:diagnostic-code|reason)\s*:\s*)?(?:(?:smtp|lmtp|unix|x-[\w-]+)\s*;\s*)?"
)
_VERP = re.compile(r"[+-]([A-Za-z0-9._-]{1,64})=([A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,24})@")


def in_words(root: Part, fields: Headers, *, sender: Mailbox | None, subject: str, text: str) -> tuple[Bounce, ...]:
    """What a bounce without a status notification says; () when this is none.

    It takes a machine as sender (a daemon's name, a null return path) *and* a server's wording: people quote bounces.
    """
    prose, returned = _prose(root, text)
    recipients = _failed_recipients(fields)
    if not recipients and not _is_bounce(fields, sender, subject, prose, returned):
        return ()
    recipients = (
        recipients or _final(text) or _named(prose, sender, fields) or _returned_to(root, returned) or _verp(fields)
    )
    fallback = most_exact(statuses(prose)) or most_exact(statuses(_without_trace(returned[:4_000])))
    bounced = []
    for recipient in recipients[:MOST_RECIPIENTS] or [None]:
        status = _status_near(prose, recipient) or fallback
        permanent = _is_permanent(status, prose, subject)
        delayed = not permanent and bool(patterns.STILL_TRYING.search(f"{subject}\n{prose}"))
        bounced.append(Bounce(recipient, status, permanent, delayed, _said_of(prose, recipient)))
    return tuple(bounced)


def is_arrival(fields: Headers, *, sender: Mailbox | None, subject: str, text: str) -> bool:
    """True when a server tells, in its own words, that a letter did arrive."""
    named = sender is not None and bool(patterns.DAEMON.search(sender.address) or patterns.DAEMON.search(sender.name))
    null_path = (fields.get("Return-Path") or "").replace(" ", "") == "<>"
    return named and null_path and bool(patterns.ARRIVED.search(f"{subject}\n{text[:2_000]}"))


def completed(bounced: list[Bounce], root: Part, text: str) -> tuple[Bounce, ...]:
    """`bounced` with the recipients its status part forgot, as the prose or the returned letter names them."""
    if any(bounce.recipient for bounce in bounced):
        return tuple(bounced)
    prose, returned = _prose(root, text)
    recipients = (
        _final(text) or _named(prose, None, root.headers) or _returned_to(root, returned) or _verp(root.headers)
    )
    first = bounced[0]
    return tuple(
        Bounce(recipient, first.status, first.permanent, first.delayed, first.said) for recipient in recipients
    ) or tuple(bounced)


def said(words: str) -> str:
    """A server's words on one line, not too many, without what introduces them."""
    line = headers.one_line(words[: LONGEST_SAID * 4])
    return _INTRODUCTION.sub("", line)[:LONGEST_SAID].strip()


def statuses(text: str) -> list[str]:
    """The codes of RFC 3463 in `text` that are no success."""
    return [status for status in _STATUS.findall(text) if not status.startswith("2")]


def most_exact(found: Sequence[str]) -> str | None:
    """The first that says more than its class ("5.1.1"), else than its subject ("5.1.0"), else the first."""
    exact = [status for status in found if not status.endswith(".0")]
    return next(iter(exact or [status for status in found if not status.endswith(".0.0")] or found), None)


def _is_bounce(fields: Headers, sender: Mailbox | None, subject: str, prose: str, returned: str) -> bool:
    address = sender.address if sender else ""
    null_path = (fields.get("Return-Path") or "").replace(" ", "") == "<>"
    by_name = bool(patterns.DAEMON.search(address) or (sender and patterns.DAEMON.search(sender.name)))
    goes_back = bool(address) and addresses.normal(fields.get("Return-Path") or "").lower() == address.lower()
    if goes_back and patterns.PERSON_TOO.search(address):
        return bool(patterns.SUBJECT.search(subject) and patterns.PROSE.search(prose))
    if by_name or (not address and null_path):
        return bool(patterns.SUBJECT.search(subject) or (patterns.PROSE.search(prose) and ADDRESS.search(prose)))
    if null_path:
        says_so = patterns.SUBJECT.search(subject) and patterns.PROSE.search(prose)
        return bool(says_so or (returned.strip() and patterns.UNMISTAKABLE.search(prose)))
    return patterns.LIST_SERVER.search(address) is not None and bool(patterns.NO_MEMBER.search(prose[:2_000]))


def _failed_recipients(fields: Headers) -> Sequence[str | None]:
    found = [address for value in fields.all("X-Failed-Recipients") for address in ADDRESS.findall(value)]
    return list(dict.fromkeys(addresses.normal(address) or None for address in found))


def _prose(root: Part, text: str) -> tuple[str, str]:
    """(what the server says, the letter it returns)."""
    cut = patterns.RETURNED.search(text[:LONGEST_LOOKED_AT])
    spoken, rest = (text[: cut.start()], text[cut.start() :]) if cut and cut.start() > 20 else (text, "")
    parts = [part for part in walk(root) if part.content_type in ("message/rfc822", "text/rfc822-headers")]
    inner = "".join(charsets.decode(part.content()[:20_000]) for part in parts[:3])
    return spoken[:LONGEST_LOOKED_AT], inner + rest[:LONGEST_LOOKED_AT]


def _final(text: str) -> Sequence[str | None]:
    """The recipients of a status notification that stands in the text: its server forgot to call it one."""
    final = patterns.FINAL_RECIPIENT.findall(text[:LONGEST_LOOKED_AT])
    return list(dict.fromkeys(addresses.normal(address) for address in final))


def _named(prose: str, sender: Mailbox | None, fields: Headers) -> Sequence[str | None]:
    """Addresses the prose complains of: those that begin a line or follow "recipient:", else the first ones named."""
    ours = {
        mailbox.address.lower()
        for name in ("To", "From", "Reply-To")
        for mailbox in addresses.mailboxes(fields.get(name))
    }
    ours.add(sender.address.lower() if sender else "")
    told = patterns.HELP_LINE.sub(" ", prose)
    for found in (patterns.STRONG.findall(told), ADDRESS.findall(told)[:5]):
        named = dict.fromkeys(addresses.normal(address.strip("'\"")) for address in found)
        complained = [
            address for address in named if address.lower() not in ours and not patterns.DAEMON.search(address)
        ]
        if any(complained):
            return [address for address in complained if address]
    return []


def _returned_to(root: Part, returned: str) -> Sequence[str | None]:
    """The recipient of the returned letter, when the server does not name one."""
    found = re.search(r"(?im)^>?[ \t]*(?:x-original-to|to):[ \t]*(.+)$", returned)
    return [mailbox.address for mailbox in addresses.mailboxes(found[1]) if mailbox.address][:1] if found else []


def _verp(fields: Headers) -> Sequence[str | None]:
    """The recipient an envelope sender of ours carried: bounces+carl=acme.example@… (VERP)."""
    named = [fields.get(name) or "" for name in ("Delivered-To", "X-Original-To", "Envelope-To", "To")]
    found = next(filter(None, map(_VERP.search, named)), None)
    return [addresses.normal(f"{found[1]}@{found[2]}")] if found else []


def _without_trace(returned: str) -> str:
    """`returned` without the fields of servers it passed: their versions look like codes."""
    return re.sub(r"(?im)^(?:received|x-[\w-]+|user-agent):.*(?:\n[ \t].*)*", "", returned)


def _status_near(prose: str, recipient: str | None) -> str | None:
    at = prose.find(recipient) if recipient else -1
    return most_exact(statuses(prose[max(0, at - 60) : at + 600])) if at >= 0 else None


def _is_permanent(status: str | None, prose: str, subject: str) -> bool:
    if status:
        return status.startswith("5")
    if code := _REPLY_CODE.search(prose):
        return code[1] == "5"
    return not (patterns.DELAYED.search(subject) or patterns.DELAYED.search(prose))


def _said_of(prose: str, recipient: str | None) -> str:
    """What the server says of `recipient`: the paragraph that names it, else the line with a reply code, else the
    first line that says so at all."""
    at = prose.find(recipient) if recipient else -1
    after = prose[at + len(recipient or "") : at + 2_000] if at >= 0 else ""
    words = said(re.split(r"\n[ \t]*\n", after, maxsplit=1)[0])
    if len(words) > 10:
        return words
    if line := _REPLY_LINE.search(prose):
        return said(line[0])
    if (spoken := patterns.PROSE.search(prose)) is None:
        return words
    begin, end = prose.rfind("\n", 0, spoken.start()) + 1, prose.find("\n", spoken.end())
    return said(prose[begin : end if end >= 0 else len(prose)])
