"""What of a letter is its words and what is a file: the walk over the MIME tree."""

import re
from dataclasses import dataclass, field
from itertools import islice

from reglament.mail.format.mime import charsets, cms, encodings, file_names, html, html_text, rtf, structure, tnef
from reglament.mail.format.mime.flowed import unflow
from reglament.mail.format.mime.letter import Attachment
from reglament.mail.format.mime.structure import Part

LONGEST_TEXT = 1_000_000  # bytes of one text part read as words; a longer one is also kept whole as a file
LONGEST_WORDS = 3_000_000  # bytes of all text parts of a letter; further ones are only files

_BODY_TYPES = ("text/plain", "text/html", "text/enriched", "text/richtext")
_BLANKS = " \t\r\n\xa0\u200b\u200c\u200d\ufeff"
LONGEST_STUB = 600  # characters of a text that only says: look at the HTML
_STUB = re.compile(
    r"(?i)\bhtml\b|\bbrowser\b|view (?:this|it) online|web version|в браузере|веб-верси|im browser|dans (?:votre|le) "
    r"navigateur|en (?:tu|su|el) navegador"
)
_LONG_WORD = re.compile(r"\w{5,60}")
_FEWEST_WORDS = 20  # that tell whether two texts are one
_FOR_ONE_PROGRAM = ("text/x-amp-html", "text/watch-html")  # of Gmail, of a watch: the other forms say the same
_ENRICHED_TAG = re.compile(r"<(<)|</?[A-Za-z]{1,20}>")
_SIGNED_TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_TNEF_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
_LONG_PICTURE = re.compile(rb"data:image/[a-z+.-]{2,20};base64,[A-Za-z0-9+/=%\s]{20000,}")
_MOST_DELIMITERS = 40
_MOST_SIGNED = 5  # letters signed the opaque way inside one letter


@dataclass
class Segment:
    """A piece of the letter's words, in one or both forms."""

    plain: str | None = None
    html: str | None = None

    def text(self, *, marks: bool = False) -> str:
        """The piece as plain text, its HTML turned into text when there is nothing else worth reading."""
        if self.plain is None or not self.plain.strip(_BLANKS):
            return html_text.to_text(self.html, marks=marks) if self.html else self.plain or ""
        if self.html and len(self.plain) < LONGEST_STUB and _STUB.search(self.plain):
            richer = html_text.to_text(self.html, marks=marks)
            return richer if len(richer) > 2 * len(self.plain) else self.plain
        if self.html and _says_something_else(self.plain, self.html):
            richer = html_text.to_text(self.html, marks=marks)
            return richer if _says_something_else(self.plain, richer, least=_FEWEST_WORDS) else self.plain
        return self.plain


@dataclass
class Bodies:
    """The words in reading order and the files."""

    segments: list[Segment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    spare: list[Segment] = field(default_factory=list)  # words out of winmail.dat, for a letter without others
    delimiters: re.Pattern[bytes] | None = None  # lines that got astray in a letter of several nested multiparts
    read: int = 0  # bytes of text parts
    signed: int = 0  # letters opened that were signed the opaque way

    def text(self, *, marks: bool = False) -> str:
        """The words of all segments as plain text, lines ending in "\\n"."""
        return "\n".join(filter(None, (segment.text(marks=marks).strip("\n") for segment in self.segments)))

    def html(self) -> str | None:
        """Sanitised HTML of all segments, or None when none of them has any."""
        if not any(segment.html for segment in self.segments):
            return None
        return html.safe("\n".join(segment.html or html.from_text(segment.plain or "") for segment in self.segments))


def _says_something_else(plain: str, other: str, *, least: int = 0) -> bool:
    """True when hardly a word of a long `plain` stands in `other`, which has `least` of its own: what should be one
    text in two forms (RFC 2046 §5.1.4) is two, and the richer one is what the sender saw."""
    words = [word[0] for word in islice(_LONG_WORD.finditer(plain), _FEWEST_WORDS)]
    if len(words) < _FEWEST_WORDS or "\ufffd" in other:
        return False
    return sum(word in other for word in words) * 5 < len(words) and len(other.split()) >= least


def gather(root: Part) -> Bodies:
    """The words and files under `root`."""
    bodies = Bodies(delimiters=_delimiters(root))
    bodies.segments = _walk(root, bodies, hint=charset_hint(root), is_first=True)
    if not any(segment.plain or segment.html for segment in bodies.segments):
        bodies.segments = bodies.spare
    return bodies


def _delimiters(root: Part) -> re.Pattern[bytes] | None:
    named = [part.parameters["boundary"] for part in structure.walk(root) if part.parameters.get("boundary")]
    if len(named) < 2:
        return None
    boundaries = set(named[:_MOST_DELIMITERS])
    either = b"|".join(re.escape(boundary.encode("utf-8", "replace")) for boundary in sorted(boundaries))
    return re.compile(rb"(?m)^--(?:" + either + rb")(?:--)?[ \t]*\r?\n?$")


def charset_hint(root: Part) -> str | None:
    """The first charset a text part declares: the best guess for bytes that declare none."""
    named = (part.charset for part in structure.walk(root) if part.main_type == "text" and part.charset)
    return next((charset for charset in named if charset.lower() not in ("us-ascii", "ascii")), None)


def _walk(part: Part, bodies: Bodies, *, hint: str | None, is_first: bool = False) -> list[Segment]:
    """`is_first`: the part is where a letter's words stand if it has any; then even a name makes it no file."""
    match part.content_type:
        case "multipart/alternative":
            return _alternative(part, bodies, hint)
        case "multipart/related":
            return _related(part, bodies, hint)
        case "multipart/encrypted":
            for child in part.children:
                _attach(child, bodies)
            return []
        case kind if kind.startswith("multipart/"):
            found = [
                _walk(child, bodies, hint=hint, is_first=is_first and child is part.children[0])
                for child in part.children
            ]
            return [segment for segments in found for segment in segments]
    if _is_body(part, is_first=is_first):
        return _read_text(part, bodies, hint)
    return _file(part, bodies, is_first=is_first)


def _file(part: Part, bodies: Bodies, *, is_first: bool) -> list[Segment]:
    """Keeps a part that is no text. What is wrapped (S/MIME, winmail.dat) may hold words all the same."""
    is_winmail = part.content_type in _TNEF_TYPES or (part.filename or "").strip().lower() == "winmail.dat"
    if is_winmail and _unpack(part, bodies):
        return []
    _attach(part, bodies)
    inner = _signed(part, bodies) if part.content_type in _SIGNED_TYPES else None
    return _walk(inner, bodies, hint=charset_hint(inner), is_first=is_first) if inner else []


def _is_body(part: Part, *, is_first: bool = False) -> bool:
    if part.content_type not in _BODY_TYPES or part.disposition == "attachment":
        return False
    return not part.filename or (is_first and part.content_type in _BODY_TYPES[:2])


def _signed(part: Part, bodies: Bodies) -> Part | None:
    """The letter inside an opaque signature, or None."""
    content = cms.signed_content(part.content()) if bodies.signed < _MOST_SIGNED else None
    bodies.signed += 1
    return structure.read(content) if content else None


def _unpack(part: Part, bodies: Bodies) -> bool:
    """Puts the files of a winmail.dat in its place; False when it can't be read to its end, so that it stays too."""
    found = tnef.unpack(part.content())
    if found is None or not found.is_whole:
        bodies.defects.append("bad-tnef")
    if found is None:
        return False
    bodies.attachments.extend(map(_unpacked_file, found.files))
    if not bodies.spare and (segment := _unpacked_words(found)):
        bodies.spare.append(segment)
    return found.is_whole


def _unpacked_file(file: tnef.File) -> Attachment:
    return Attachment(
        filename=file_names.safe(file.name),
        content_type=file.content_type.lower()
        if structure.is_media_type(file.content_type)
        else file_names.type_of(file.name),
        content=file.content,
        inline=bool(file.content_id),
        content_id=file.content_id.strip("<> ") or None,
    )


def _unpacked_words(found: tnef.Contents) -> Segment | None:
    text, markup = found.text, found.html
    if found.rtf and not (text or markup):
        words, is_html = rtf.words(rtf.decompressed(found.rtf))
        text, markup = ("", words) if is_html else (words, "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Segment(plain=text or None, html=markup or None) if text.strip() or markup.strip() else None


def _alternative(part: Part, bodies: Bodies, hint: str | None) -> list[Segment]:
    """One segment: the plain reading and the last HTML one (RFC 2046 §5.1.4: later is richer)."""
    plain: list[Segment] = []
    rich: list[Segment] = []
    has_others = any(child.content_type in _BODY_TYPES for child in part.children)
    for child in part.children:
        if has_others and child.content_type in _FOR_ONE_PROGRAM:
            continue
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
    if part.encoding not in ("base64", "binary") and encodings.may_hold_files(content):
        content = _without_files(content, bodies)
    if len(content) > LONGEST_TEXT or bodies.read > LONGEST_WORDS:
        bodies.defects.append("long-text")
        _attach(part, bodies)
        if bodies.read > LONGEST_WORDS:
            return []
        content = _LONG_PICTURE.sub(b"", content)[:LONGEST_TEXT]
    bodies.read += len(content)
    if bodies.delimiters and b"--" in content:
        content = bodies.delimiters.sub(b"", content)
    if part.content_type == "text/html":
        markup = charsets.decode(content, part.charset or html.declared_charset(content), hint=hint)
        return [Segment(html=markup)] if markup.strip() else []
    text = charsets.decode(content, part.charset, hint=hint)
    if part.content_type != "text/plain":
        text = _ENRICHED_TAG.sub(r"\1", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(html_text.QUOTE_MARK, "")
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return [Segment(plain=text)] if text.strip() else []


def _without_files(content: bytes, bodies: Bodies) -> bytes:
    rest, at = [], 0
    for file in encodings.inlaid(content):
        if file.start < at:
            continue
        bodies.attachments.append(Attachment(file_names.safe(file.name), file_names.type_of(file.name), file.content))
        rest.append(content[at : file.start])
        at = file.end
    return b"".join([*rest, content[at:]])


def _attach(part: Part, bodies: Bodies, *, inline: bool = False) -> None:
    if part.main_type == "multipart":
        for child in part.children:
            _attach(child, bodies, inline=inline)
        return
    content, name = part.content(), file_names.name_of(part)
    if part.encoding in structure.UUENCODED and not part.filename:
        name = file_names.safe(encodings.uudecoded(part.body)[1])
    content_id = _content_id(part)
    bodies.attachments.append(
        Attachment(
            filename=name,
            content_type=part.content_type,
            content=content,
            inline=part.disposition == "inline" or (part.disposition != "attachment" and (inline or bool(content_id))),
            content_id=content_id,
        )
    )


def _content_id(part: Part) -> str | None:
    return (part.headers.get("Content-ID") or "").strip("<> ") or None
