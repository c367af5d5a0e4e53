"""A letter we send, as bytes: the same input gives the same bytes, since a letter may go out twice only identically."""

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from urllib.parse import quote

from reglament.mail.format.mime import addresses, headers
from reglament.mail.format.mime.letter import LOOP_HEADER, Attachment, Mailbox

LONGEST_SUBJECT = 200  # characters of the client's words; the tag comes on top
MOST_REFERENCES = 30

_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}(?:\.[A-Za-z0-9_-]{1,100}){0,5}")
_OWN_ID = re.compile(r"reglament\.([A-Za-z0-9._-]{1,600})@([^@\s<>]+)")
_PREFIX = re.compile(
    r"(?:(?:re|fwd?|aw|wg|sv|vs|antw|tr|rif|odp|enc|res|ynt|отв|ответ|на|пересл|пер|ha|отв\.)\s*(?:\[\d{1,3}\]"
    r"|\(\d{1,3}\)|\d{1,3})?\s*[:：]\s*)+",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[\s*#\s*\d{1,15}\s*\]")
_TOKEN_SAFE = re.compile(r"[A-Za-z0-9!#$&+.^_`|~-]+")
_CONTENT_TYPE = re.compile(r"[\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,120}")


def compose(
    *,
    sender: Mailbox,
    recipient: Mailbox,
    subject: str,
    text: str,
    html: str | None,
    message_id: str,
    date: datetime,
    auto: bool,
    language: str,
    loop: str,
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
    reply_to: Mailbox | None = None,
    attachments: Sequence[Attachment] = (),
    unsubscribe: str | None = None,
) -> bytes:
    """The letter with CRLF line ends, 7-bit clean, lines of at most 76 signs.

    `auto` adds the headers of RFC 3834, so that no machine answers a machine; `loop` is the desk's address, by which
    `parse` knows the letter again; `unsubscribe` is an https address for one click (RFC 8058). Raises ValueError for an
    address, Message-ID or link that does not fit on its line: what a stranger wrote never becomes a header of ours.
    """
    fields = [
        ("From", _mailbox(sender)),
        ("To", _mailbox(recipient)),
        *([("Reply-To", _mailbox(reply_to))] if reply_to else []),
        ("Subject", _words(headers.one_line(subject))),
        ("Date", format_datetime(date.astimezone(UTC))),
        ("Message-ID", _id(message_id)),
        *([("In-Reply-To", _id(in_reply_to))] if in_reply_to else []),
        *([("References", "\r\n ".join(_id(known) for known in references[-MOST_REFERENCES:]))] if references else []),
        ("Content-Language", _token(language)),
        (LOOP_HEADER, _words(headers.one_line(loop))),
        *(_automatic(answers=in_reply_to is not None) if auto else []),
        *(_unsubscribing(unsubscribe) if unsubscribe else []),
        ("MIME-Version", "1.0"),
    ]
    body = _body(text, html, attachments, boundary=hashlib.sha256(message_id.encode()).hexdigest()[:32])
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("ascii") + body


def _automatic(*, answers: bool) -> list[tuple[str, str]]:
    return [
        ("Auto-Submitted", "auto-replied" if answers else "auto-generated"),
        ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
    ]


def _unsubscribing(link: str) -> list[tuple[str, str]]:
    if not re.fullmatch(r"https://[!-;=?-~]{1,900}", link):
        raise ValueError(f"Not an https link: {link!r}")
    return [("List-Unsubscribe", f"<{link}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]


def _mailbox(mailbox: Mailbox) -> str:
    address = addresses.normal(mailbox.address)
    if not re.fullmatch(r"[^\s<>()\[\]\\,;:\"@\x7f-\U0010ffff]{1,200}@[a-z0-9.-]{1,250}", address):
        raise ValueError(f"Not an address a letter can go to: {mailbox.address!r}")
    name = headers.one_line(mailbox.name)
    if not name:
        return address
    if name.isascii() and "=?" not in name:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted[:200]}" <{address}>' if len(name) <= 60 else f"{_words(name)}\r\n <{address}>"
    return f"{_words(name)}\r\n <{address}>"


def _words(text: str) -> str:
    """One header value: plain when it is short ASCII, else encoded words of at most 75 signs (RFC 2047)."""
    if text.isascii() and "=?" not in text and len(text) <= 60:
        return text
    return Header(text, "utf-8", maxlinelen=75, header_name="X" * 12).encode(linesep="\r\n")


def _id(message_id: str) -> str:
    bare = message_id.strip("<> ")
    if not re.fullmatch(r"[!-;=?-~]{1,900}", bare):
        raise ValueError(f"Not a Message-ID: {message_id!r}")
    return f"<{bare}>"


def _token(text: str) -> str:
    if not _TOKEN_SAFE.fullmatch(text):
        raise ValueError(f"Not a token: {text!r}")
    return text


def _body(text: str, html: str | None, attachments: Sequence[Attachment], *, boundary: str) -> bytes:
    """Headers of the content and the content: text, text + HTML with the pictures that stand in it (RFC 2387), and
    other files around them."""
    content = _text_part("plain", text)
    within = [one for one in attachments if html and one.content_id and f"cid:{one.content_id}" in html]
    around = [one for one in attachments if one not in within]
    if html is not None:
        shown = _text_part("html", html)
        if within:
            kind = 'related; type="text/html"'
            shown = _multipart(kind, [shown, *map(_file_part, within)], boundary=f"r-{boundary}")
        content = _multipart("alternative", [content, shown], boundary=f"a-{boundary}")
    if around:
        content = _multipart("mixed", [content, *map(_file_part, around)], boundary=f"m-{boundary}")
    return content


def _text_part(kind: str, text: str) -> bytes:
    data = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").encode("utf-8", "replace")
    return f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + _base64(
        data
    )


def _file_part(attachment: Attachment) -> bytes:
    kind = attachment.content_type if _CONTENT_TYPE.fullmatch(attachment.content_type) else "application/octet-stream"
    if kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"  # RFC 2046 §5.2.1: these may not be encoded in base64
    lines = [
        f"Content-Type: {kind}",
        "Content-Transfer-Encoding: base64",
        f"Content-Disposition: {'inline' if attachment.inline else 'attachment'}{_filename(attachment.filename)}",
    ]
    if attachment.content_id:
        lines.append(f"Content-ID: {_id(attachment.content_id)}")
    return "\r\n".join([*lines, "", ""]).encode("ascii") + _base64(attachment.content)


def _filename(name: str | None) -> str:
    bare = headers.one_line(name or "")
    if not bare:
        return ""
    if bare.isascii() and not re.search(r'["\\]', bare) and len(bare) <= 60:
        return f'; filename="{bare}"'
    encoded = quote(bare, safe="")
    pieces = re.findall(r"(?:%[0-9A-F]{2}|[^%]){1,24}", encoded)
    if len(pieces) == 1:
        return f";\r\n filename*=utf-8''{encoded}"
    pieces[0] = f"utf-8''{pieces[0]}"
    return "".join(f";\r\n filename*{number}*={piece}" for number, piece in enumerate(pieces))


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def _multipart(kind: str, parts: Sequence[bytes], *, boundary: str) -> bytes:
    """Base64 bodies never hold the boundary, so it may be fixed."""
    opening = f"--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(opening + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()


def message_id(key: str, domain: str) -> str:
    """Our own Message-ID, without angle brackets, for an outbox key (letters, digits, "-_."; or ValueError)."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"Not a key for a Message-ID: {key!r}")
    return f"reglament.{key}@{addresses.ascii_domain(domain)}"


def key_of(message_id: str, domain: str) -> str | None:
    """The outbox key inside one of our own Message-IDs, or None for anybody else's."""
    found = _OWN_ID.fullmatch(message_id.strip("<> "))
    return found[1] if found and found[2].lower() == addresses.ascii_domain(domain) else None


def thread_subject(subject: str | None, tid: int, *, reply: bool = True) -> str:
    """`Re: subject [#1042]`: the same for a whole thread, however many Re:, AW:, Отв: or tags the subject came with.

    Gmail keeps a conversation together only under one subject, so every letter of a ticket must get this one.
    """
    bare = bare_subject(subject)
    if len(bare) > LONGEST_SUBJECT:
        bare = bare[: LONGEST_SUBJECT - 1].rstrip() + "…"
    return " ".join(filter(None, ("Re:" if reply else "", bare, f"[#{tid}]")))


def bare_subject(subject: str | None) -> str:
    """The subject on one line, without our number and without the prefixes of answers and forwards."""
    bare = headers.one_line(_TAG.sub(" ", subject or ""))
    return _PREFIX.sub("", bare, count=1) if _PREFIX.match(bare) else bare
