"""Names of files: safe ones, and some for files that came without."""

import re
from urllib.parse import quote, unquote

from reglament.mail.format.mime import headers
from reglament.mail.format.mime.structure import Part

LONGEST = 200  # bytes
LONGEST_HEADER = 8_000  # bytes of a letter inside a letter looked at for its subject

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069<>:\"|?*/\\]+")
_WITH_ENDING = re.compile(r"[^@]{1,100}\.([A-Za-z0-9]{2,5})")
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/rtf": "rtf",
    "application/json": "json",
    "application/xml": "xml",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/pkcs7-signature": "p7s",
    "application/pgp-signature": "asc",
    "text/calendar": "ics",
    "text/vcard": "vcf",
    "text/csv": "csv",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/amr": "amr",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
}
_TYPES = {ending: kind for kind, ending in reversed(_ENDINGS.items())} | {"txt": "text/plain", "htm": "text/html"}
_KINDS = {"image": "image", "audio": "audio", "video": "video"}
_UNNAMED = ("text", "message", "multipart")  # shown by their kind


def name_of(part: Part) -> str | None:
    """The name of the file `part`: as declared, else out of its Content-ID (Outlook: image001.png@…), else by its
    type (image.jpg). None for what is no file to those who read it: words, letters, reports."""
    if part.filename and (declared := safe(_unescaped(part.filename))):
        return declared
    if part.content_type == "message/rfc822":
        return _of_letter(part.content())
    ending = _ENDINGS.get(part.content_type)
    if ending is None and part.main_type in _UNNAMED:
        return None
    content_id = (part.headers.get("Content-ID") or "").strip("<> ").partition("@")[0]
    named = _WITH_ENDING.fullmatch(content_id)
    if named and named[1].lower() in _ENDINGS.values():
        return safe(content_id)
    if ending:
        return f"{_KINDS.get(part.main_type, 'file')}.{ending}"
    return safe(content_id)


def _unescaped(name: str) -> str:
    """`name` with its percent signs read where they spell other letters than ASCII: some web mailers write so."""
    read = unquote(name, errors="ignore") if "%" in name else name
    return name if read.isascii() or quote(read, safe="%+ ()[],;'!@#$&=~-_.").upper() != name.upper() else read


def _of_letter(content: bytes) -> str | None:
    """The subject of a letter inside a letter as the name of a file."""
    fields, _, _ = headers.cut(content[:LONGEST_HEADER], known=headers.MESSAGE_FIELD)
    subject = headers.readable([field for field in fields if field[0].lower() == "subject"][:1]).get("Subject")
    name = safe((headers.words(subject or "")[:LONGEST]).replace("/", "-").replace("\\", "-"))
    return f"{name}.eml" if name else None


def type_of(name: str | None) -> str:
    """The media type a name's ending tells."""
    ending = (name or "").rpartition(".")[2].lower()
    return _TYPES.get(ending, "application/octet-stream")


def safe(name: str | None) -> str | None:
    """A bare file name without path, control or direction signs, at most 200 bytes long; None when nothing is left."""
    bare = headers.one_line(re.split(r"[/\\]", (name or "").rstrip("/\\"))[-1])
    bare = _UNSAFE.sub("_", bare).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    while len(bare.encode()) > LONGEST:
        stem, ending = (stem[:-1], ending[:20]) if dot and stem else ("", ending[:-1])
        bare = f"{stem}{dot if stem else ''}{ending}"
    return bare or None
