"""Which files are taken: the regulation's policy, by what a file is and not by its name (C-56).

Nothing refused is lost: it is kept aside, with the reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reglament.lib import archives, kinds, store
from reglament.lib.archives import Listing
from reglament.lib.html import size
from reglament.regulation.terms.edition_terms import Attachments
from reglament.tickets.conversation.speaking import NewFile

MEGABYTE = 1024 * 1024
LONGEST_LOOK = 2_000  # names of an archive that are judged


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is (lib/kinds.py), why it is not taken ("" when it is), and whether we make a PNG of it."""

    kind: str
    refused: str = ""
    converts: bool = False


def judged(rules: Attachments | None, filename: str, content: bytes) -> Verdict:
    """The verdict on a file; without rules everything is taken."""
    kind = kinds.kind_of(content)
    inside = archives.listed(content, kind)
    if kind == "zip":
        kind = archives.document_in(inside.names) or kind
    if rules is None:
        return Verdict(kind)
    refused = _of_any(rules, filename, kind, inside, len(content)) or _of_kind(rules, kind, inside.names)
    return Verdict(kind, refused, converts=not refused and kind in _canonical(rules.converted))


def taken(
    rules: Attachments | None,
    content: bytes,
    *,
    filename: str,
    content_type: str,
    inline: bool = False,
    content_id: str = "",
) -> NewFile:
    """The file kept in the store, with the verdict on it. What it is said to be counts where its bytes tell
    nothing."""
    verdict = judged(rules, filename, content)
    return NewFile(
        filename,
        kinds.SHOWN.get(verdict.kind, content_type),
        len(content),
        store.put(content),
        inline=inline,
        content_id=content_id,
        kind=verdict.kind,
        refused=verdict.refused,
        converts=verdict.converts,
    )


def what_to_do(refused: str, rules: Attachments | None, language: str) -> str:
    """For the sender, in `language` (the one active): why a file was not taken, and what helps."""
    known = {"kinds": "", "most": ""}
    match refused:
        case "too-large" if rules and rules.largest:
            known["most"] = size(rules.largest * MEGABYTE)
            words = _("It is larger than %(most)s: please send it in parts, or a link to it.")
        case "encrypted":
            words = _("It is protected by a password: please send it without one.")
        case "picture" if rules and rules.pictures:
            known["kinds"] = _listed({*rules.pictures, *rules.converted})
            words = _("Pictures are taken as %(kinds)s: please save it as one of these.")
            if rules.archived_pictures:
                words = _("Pictures are taken as %(kinds)s, others in an archive.")
        case "picture":
            words = _("Pictures of this kind are taken in an archive only.")
        case "archive" if rules:
            known["kinds"] = _listed(rules.archives)
            words = _("Archives are taken as %(kinds)s.")
        case _:
            return (rules.text.in_(language) if rules and rules.text else "") or _("Files of this kind are not taken.")
    return words % known


def _of_any(rules: Attachments, filename: str, kind: str, inside: Listing, length: int) -> str:
    """Why a file of any kind is not taken. What is never taken is not taken in an archive either."""
    if rules.largest is not None and length > rules.largest * MEGABYTE:
        return "too-large"
    names = [filename, *inside.names[:LONGEST_LOOK]] if kind in kinds.ARCHIVES else [filename]
    if _canonical(rules.refused) & {kind, *map(kinds.named, names)}:
        return "kind"
    return "encrypted" if inside.encrypted and not rules.encrypted else ""


def _of_kind(rules: Attachments, kind: str, names: tuple[str, ...]) -> str:
    pictures, archived = _canonical(rules.pictures), _canonical(rules.archived_pictures)
    ours = pictures | _canonical(rules.converted)
    if kind in kinds.PICTURES:
        return "picture" if kind not in ours and (pictures or kind in archived) else ""
    if kind not in kinds.ARCHIVES:
        return ""
    if rules.archives and kind not in _canonical(rules.archives):
        return "archive"
    inside = {kinds.named(name) for name in names[:LONGEST_LOOK]}
    helps_nobody = pictures and inside and inside <= kinds.PICTURES - ours - archived
    return "picture" if helps_nobody else ""


def _canonical(names: Iterable[str]) -> set[str]:
    return {kinds.canonical(name) for name in names}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(name.upper() for name in names))
