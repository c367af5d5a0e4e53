"""Delivery reports of RFC 3464: what became of a letter, recipient by recipient; and which letter of ours it was."""

import re
from collections.abc import Iterator

from reglament.mail.format.machines import bounce_words
from reglament.mail.format.mime import addresses, charsets, headers
from reglament.mail.format.mime.letter import Bounce, Headers
from reglament.mail.format.mime.structure import Part, walk

MOST_RECIPIENTS = 500
MOST_RETURNED = 20  # letters one report is about
LONGEST_RETURNED = 60_000  # bytes of a returned letter searched for its Message-ID

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_RETURNED_TYPES = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
    "message/disposition-notification",
    "message/feedback-report",
    *_STATUS_TYPES,
)
_SUCCESS = ("delivered", "relayed", "expanded", "deliverable")
_GROUP_FIELDS = ("Action", "Status", "Final-Recipient", "Diagnostic-Code")
_RECIPIENT_FIELDS = ("Original-Recipient", "Final-Recipient", "X-Actual-Recipient")
_RETURNED_ID = re.compile(
    r"(?im)^[ \t>]{0,8}(?:x-)?(?:original-)?message-id[ \t]*:\s{0,8}<([^<>\s]{1,600})>",
)


def status_notification(root: Part, text: str) -> tuple[Bounce, ...] | None:
    """What the delivery-status parts tell: one Bounce per failed or delayed recipient, () when all was delivered,
    None when the letter has no such part. `text`, the prose beside it, names a recipient the status part forgot."""
    parts = [part for part in walk(root) if part.content_type in _STATUS_TYPES]
    if not parts:
        return None
    failed: list[Bounce] = []
    succeeded = False
    for group in [group for part in parts for group in _groups(part.content())][:MOST_RECIPIENTS]:
        if not any(name in group for name in _GROUP_FIELDS):
            continue
        action = _action(group)
        if action in _SUCCESS or (group.get("Status") or "").startswith("2"):
            succeeded = True
        else:
            failed.append(of_group(group))
    if not failed and succeeded:
        return ()
    return bounce_words.completed(failed or [Bounce(None, None, True)], root, text)


def _groups(content: bytes) -> Iterator[Headers]:
    """The per-message and per-recipient groups: header blocks with blank lines between them."""
    for block in re.split(rb"(?:\r?\n[ \t]*){2,}|\r\r", content.strip())[: MOST_RECIPIENTS * 2]:
        fields, _, _ = headers.cut(block)
        yield headers.readable(fields)


def of_group(group: Headers) -> Bounce:
    """What one per-recipient group says. The words of the server that refused outweigh the summary of the one that
    reports: "Status: 4.5.0" beside "550 5.5.0 refused" is final."""
    diagnosis = group.get("Diagnostic-Code") or ""
    status, action = _status(group.get("Status") or "", diagnosis, _action(group)), _action(group)
    recipients = (_recipient(group.get(name)) for name in _RECIPIENT_FIELDS)
    return Bounce(
        recipient=next(filter(None, recipients), None),
        status=status,
        permanent=status.startswith("5") if status else action != "delayed",
        delayed=action == "delayed",
        said=bounce_words.said(diagnosis),
    )


def _action(group: Headers) -> str:
    return re.split(r"[\s;(]", (group.get("Action") or "failed").strip().lower(), maxsplit=1)[0]


def _status(named: str, diagnosis: str, action: str) -> str | None:
    summary = next(iter(bounce_words.statuses(named)), None)
    told = bounce_words.most_exact(bounce_words.statuses(diagnosis))
    if summary is None or told is None:
        return summary or told
    vague = summary.endswith(".0.0") and told[0] == summary[0]
    return told if vague or (action == "failed" and told[0] == "5" and summary[0] == "4") else summary


def _recipient(value: str | None) -> str | None:
    """The address in `rfc822; user@host`."""
    kind, semicolon, rest = (value or "").partition(";")
    found = bounce_words.ADDRESS.search(headers.words(rest if semicolon else kind))
    return addresses.normal(found[0]) if found else None


def returned_ids(root: Part, text: str) -> tuple[str, ...]:
    """Message-IDs of the letters a bounce or report is about, as the returned letters or header fields tell them."""
    parts = [part for part in walk(root) if part.content_type in _RETURNED_TYPES]
    pieces = [charsets.decode(part.content()[:LONGEST_RETURNED]) for part in parts[:MOST_RETURNED]]
    found = [message_id for piece in (*pieces, text[:LONGEST_RETURNED]) for message_id in _RETURNED_ID.findall(piece)]
    return tuple(dict.fromkeys(found))[:MOST_RETURNED]
