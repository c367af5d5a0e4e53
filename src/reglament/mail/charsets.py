"""Bytes to text when the declared charset may be missing, misspelt or wrong.

A declaration that fits is believed: nothing is guessed over a valid `charset=utf-8`. Guessing is for bytes that
contradict their label and for bytes without one, and it knows the Cyrillic code pages: there mail goes wrong here.
"""

import codecs
import re

_ALIASES = {
    "ansi_x3.4-1968": "ascii",
    "ansi": "cp1252",
    "cp-850": "cp850",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-9": "cp1254",
    "iso-2022-jp": "iso2022_jp_ext",
    "koi8": "koi8_r",
    "koi8r": "koi8_r",
    "koi8-ru": "koi8_u",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "unicode-1-1-utf-7": "utf_7",
    "x-unicode-2-0-utf-7": "utf_7",
    "utf8mb4": "utf_8",
    "utf": "utf_8",
    "unicode": "utf_8",
    "win-1251": "cp1251",
    "win1251": "cp1251",
    "x-cp1251": "cp1251",
    "x-windows-1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-euc-jp": "euc_jp",
    "cp-866": "cp866",
}
# Codecs of Python that turn bytes into text but are no charsets of mail; "utf-8-sig" comes by the BOM.
_NOT_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "palmos"}
_WESTERN = {"ascii", "cp1252", "iso8859-1", "iso8859-15", "cp1254", "mac-roman", "cp437", "cp850"}
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_CYRILLIC_FAMILY = {*_CYRILLIC, "koi8-u", "cp855"}
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_PAIR = re.compile(rb"(?<=[\x80-\xff])[\x80-\xff]")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SAMPLE = 20_000  # bytes looked at when guessing
_FREQUENT = frozenset("оеаинтсрвлкмдпу")
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def clean(text: str) -> str:
    """`text` without what no database stores: lone surrogates become U+FFFD, NUL vanishes."""
    return _UNSTORABLE.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)


def codec_name(charset: str | None) -> str | None:
    """Python's name of a declared charset, or None when it is no text charset we know."""
    label = (charset or "").strip().strip("\"'").strip().lower().split("*")[0]
    try:
        found = codecs.lookup(_ALIASES.get(label, label))
    except (LookupError, ValueError):
        return None
    if found.name.replace("-", "_") in _NOT_CHARSETS or not getattr(found, "_is_text_encoding", True):
        return None
    return found.name


def decode(data: bytes, charset: str | None = None, *, hint: str | None = None) -> str:
    """`data` as clean text. `hint` is a charset seen elsewhere in the letter, asked when `charset` is missing."""
    if data.startswith(codecs.BOM_UTF8):
        return clean(data[3:].decode("utf-8", "replace"))
    declared = codec_name(charset)
    if data.isascii() and (declared is None or declared in _WESTERN or declared == "utf-8"):
        return clean(data.decode("iso2022_jp_ext", "replace") if _ISO_2022_JP.search(data) else data.decode("ascii"))
    return clean(_decode(data, declared, codec_name(hint)))


def _decode(data: bytes, declared: str | None, hint: str | None) -> str:
    if declared in (None, "utf-8") or declared in _WESTERN or declared in _CYRILLIC_FAMILY:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if declared == "utf-8":
        text = data.decode("utf-8", "replace")
        return text if text.count("\ufffd") * 10 < len(_HIGH.findall(data)) else _guess(data, hint) or text
    if declared is None:
        return _guess(data, hint) or _read(data, hint or "cp1252")
    if declared in _WESTERN:
        return _guess(data, None) or _read(data, declared if declared != "ascii" else hint or "cp1252")
    if declared in _CYRILLIC_FAMILY:
        return _guess(data, declared) or _read(data, declared)
    return _read(data, declared)


def _read(data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec, "replace")
    except (UnicodeError, ValueError, LookupError):  # some codecs raise in spite of "replace"
        text = data.decode("latin-1")
    if codec == "iso2022_jp_ext" and "\ufffd" in text:
        return min(text, data.decode("cp932", "replace"), key=lambda read: read.count("\ufffd"))
    return text


def _guess(data: bytes, preferred: str | None) -> str | None:
    """The Cyrillic reading of `data`, if it is one: words made of high bytes whose letters fall as Russian ones do."""
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if not high or (high > 3 and len(_HIGH_PAIR.findall(sample)) < high * 0.5):
        return None
    scores = {codec: _russian(sample.decode(codec, "replace")) for codec in _CYRILLIC}
    best = max(scores, key=scores.__getitem__)
    if preferred in _CYRILLIC_FAMILY:
        kept = scores.get(preferred, _russian(sample.decode(preferred, "replace")))
        best = preferred if kept > 0.5 or scores[best] < kept + 0.3 else best
        return data.decode(best, "replace")
    if preferred not in (None, "utf-8", "ascii") and preferred not in _WESTERN:
        return None
    return data.decode(best, "replace") if high > 3 and scores[best] > 0.6 else None


def _russian(text: str) -> float:
    """From about 0 (noise) to about 1 (Russian prose): frequent letters up, capitals inside words down."""
    seen = [letter for letter in text if letter > "\x7f"]
    score = 0.0
    for before, letter in zip(" " + text, text, strict=False):
        if letter <= "\x7f":
            continue
        small = letter.lower()
        if small not in _RUSSIAN:
            score -= 0.0 if letter in "«»—–№…\xa0“”" else 0.5
        elif letter != small and before.isalpha() and before.islower():
            score -= 1.0
        else:
            score += 1.25 if small in _FREQUENT else 0.6
    return score / len(seen) if seen else 0.0
