"""What of a letter is its words and what is a file: the walk over the MIME tree."""

import re
from dataclasses import dataclass, field

from reglament.mail import charsets, headers, html, structure
from reglament.mail.letter import Attachment
from reglament.mail.structure import Part

LONGEST_TEXT = 1_000_000  # bytes of one text part read as words; a longer one is also kept whole as a file

_BODY_TYPES = ("text/plain", "text/html", "text/enriched", "text/richtext")
_ENRICHED_TAG = re.compile(r"</?[A-Za-z]{1,20}>|<(?=<)")
_UNSAFE_IN_NAME = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069<>:\"|?*/\\]+")


@dataclass
class Segment:
    """A piece of the letter's words, in one or both forms."""

    plain: str | None = None
    html: str | None = None

    def text(self, *, marks: bool = False) -> str:
        """The piece as plain text, its HTML turned into text when there is nothing else."""
        if self.plain is not None and self.plain.strip():
            return self.plain
        return html.to_text(self.html, marks=marks) if self.html else self.plain or ""


@dataclass
class Bodies:
    """The words in reading order and the files."""

    segments: list[Segment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    def text(self, *, marks: bool = False) -> str:
        """The words of all segments as plain text, lines ending in "\\n"."""
        return "\n".join(filter(None, (segment.text(marks=marks).strip("\n") for segment in self.segments)))

    def html(self) -> str | None:
        """Sanitised HTML of all segments, or None when none of them has any."""
        if not any(segment.html for segment in self.segments):
            return None
        return html.safe("\n".join(segment.html or html.from_text(segment.plain or "") for segment in self.segments))


def gather(root: Part) -> Bodies:
    """The words and files under `root`."""
    bodies = Bodies()
    bodies.segments = _walk(root, bodies, hint=charset_hint(root))
    return bodies


def charset_hint(root: Part) -> str | None:
    """The first charset a text part declares: the best guess for bytes that declare none."""
    named = (part.charset for part in structure.walk(root) if part.main_type == "text" and part.charset)
    return next((charset for charset in named if charset.lower() not in ("us-ascii", "ascii")), None)


def _walk(part: Part, bodies: Bodies, *, hint: str | None) -> list[Segment]:
    if part.main_type == "multipart":
        match part.content_type:
            case "multipart/alternative":
                return _alternative(part, bodies, hint)
            case "multipart/related":
                return _related(part, bodies, hint)
            case "multipart/encrypted":
                for child in part.children:
                    _attach(child, bodies)
                return []
        return [segment for child in part.children for segment in _walk(child, bodies, hint=hint)]
    if _is_body(part):
        return _read_text(part, bodies, hint)
    _attach(part, bodies)
    return []


def _is_body(part: Part) -> bool:
    return part.content_type in _BODY_TYPES and part.disposition != "attachment" and not part.filename


def _alternative(part: Part, bodies: Bodies, hint: str | None) -> list[Segment]:
    """One segment: the plain reading and the last HTML one (RFC 2046 §5.1.4: later is richer)."""
    plain: list[Segment] = []
    rich: list[Segment] = []
    for child in part.children:
        found = _walk(child, bodies, hint=hint)
        if any(segment.html for segment in found):
            rich = found
            plain = plain or [segment for segment in found if segment.plain]
        elif any(segment.plain and segment.plain.strip() for segment in found):
            plain += found
    texts = [segment.plain for segment in plain if segment.plain]
    markups = [segment.html or html.from_text(segment.plain or "") for segment in rich]
    return [Segment("\n".join(texts) or None, "\n".join(markups) or None)] if texts or markups else []


def _related(part: Part, bodies: Bodies, hint: str | None) -> list[Segment]:
    start = part.parameters.get("start", "").strip("<> ")
    named = [child for child in part.children if start and _content_id(child) == start]
    readable = [child for child in part.children if child.main_type == "multipart" or _is_body(child)]
    root = next(iter(named or readable), None)
    segments: list[Segment] = []
    for child in part.children:
        if child is root:
            segments = _walk(child, bodies, hint=hint)
        elif child.main_type == "multipart":
            segments += _walk(child, bodies, hint=hint)
        else:
            _attach(child, bodies, inline=True)
    return segments


def _read_text(part: Part, bodies: Bodies, hint: str | None) -> list[Segment]:
    content = part.content()
    if len(content) > LONGEST_TEXT:
        bodies.defects.append("long-text")
        _attach(part, bodies)
        content = content[:LONGEST_TEXT]
    if part.encoding not in ("base64", "binary") and b"\nbegin" in b"\n" + content[:LONGEST_TEXT]:
        content = _without_uuencoded(content, bodies)
    if part.content_type == "text/html":
        markup = charsets.decode(content, part.charset or html.declared_charset(content), hint=hint)
        return [Segment(html=markup)] if markup.strip() else []
    text = charsets.decode(content, part.charset, hint=hint)
    if part.content_type != "text/plain":
        text = _ENRICHED_TAG.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return [Segment(plain=text)] if text.strip() else []


def _without_uuencoded(content: bytes, bodies: Bodies) -> bytes:
    rest, at = [], 0
    for name, data, start, end in structure.uu_files(content):
        bodies.attachments.append(Attachment(safe_name(name), "application/octet-stream", data))
        rest.append(content[at:start])
        at = end
    return b"".join([*rest, content[at:]])


def unflow(text: str, *, delete_space: bool) -> str:
    """format=flowed undone (RFC 3676 §4): soft breaks joined within one quote depth, stuffing removed."""
    lines: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        is_flowed = words.endswith(" ") and words != "-- "
        piece = words[:-1] if is_flowed and delete_space else words
        if open_depth == depth and words != "-- ":
            lines[-1].append(piece)
        else:
            lines.append([">" * depth + " " if depth else "", piece])
        open_depth = depth if is_flowed else None
    return "\n".join("".join(pieces) for pieces in lines)


def _attach(part: Part, bodies: Bodies, *, inline: bool = False) -> None:
    if part.main_type == "multipart":
        for child in part.children:
            _attach(child, bodies, inline=inline)
        return
    content, name = part.content(), part.filename
    if part.encoding in ("x-uuencode", "uuencode", "x-uue", "uue") and not name:
        name = structure.uudecoded(part.body)[1]
    content_id = _content_id(part)
    bodies.attachments.append(
        Attachment(
            filename=safe_name(name),
            content_type=part.content_type,
            content=content,
            inline=part.disposition == "inline" or (part.disposition != "attachment" and (inline or bool(content_id))),
            content_id=content_id,
        )
    )


def _content_id(part: Part) -> str | None:
    return (part.headers.get("Content-ID") or "").strip("<> ") or None


def safe_name(name: str | None) -> str | None:
    """A bare file name without path, control or direction signs, at most 200 bytes long; None when nothing is left."""
    bare = headers.one_line(re.split(r"[/\\]", (name or "").rstrip("/\\"))[-1])
    bare = _UNSAFE_IN_NAME.sub("_", bare).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    while len(bare.encode()) > 200:
        stem, ending = (stem[:-1], ending[:20]) if dot and stem else ("", ending[:-1])
        bare = f"{stem}{dot if stem else ''}{ending}"
    return bare or None
