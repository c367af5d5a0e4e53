"""Bytes to text when the declared charset may be missing, misspelt or wrong.

A declaration that fits is believed: nothing is guessed over a valid `charset=utf-8`. Guessing is for bytes that
contradict their label and for bytes without one, and it knows the Cyrillic code pages: there mail goes wrong here.
"""

import codecs
import re
from collections import Counter
from functools import lru_cache

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
_CYRILLIC = {"cp1251": 0.0, "koi8-u": 0.0, "cp866": 0.0, "iso8859-5": 0.1, "mac-cyrillic": 0.3}  # with how rare it is
_CYRILLIC_FAMILY = {*_CYRILLIC, "koi8-r", "cp855"}
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_ASCII = re.compile("[^\x00-\x7f\ufffd]")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SAMPLE = 8_000  # bytes looked at when guessing
_SHORT = 300  # bytes
_SURE = 0.5  # a reading so Russian that no other can be much better
_WORD_OF_HIGH = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{2,}(?![A-Za-z])")
# The pairs that make up some three quarters of Russian prose.
_PAIRS = frozenset(
    re.findall(
        r"\w\w",
        "ст но ен то на ов ни ра во ко ал ли по ре ос пр го ка не ет ро ер ан ла та ва ол ом ор ел те ес от ат ин "
        "тр ле да ри де ло ть ил об ит ве за до ог тв од ед ки ас нн ми ме ие ль ив сл мо эт он со ой вы ск ам ус "
        "че им ьн ся дн ач ик ны ем ия св ар сь ис ож аз их бы ав ди му ча жи ши ид ах из аж ту бе чт па ще ги ек "
        "уч ке пе ше ру мн ты ма бо бу нт су ап др ещ пл йт вс тс шл ай ей ий ые ый ую ая яв яе як тк сп рт рс рн "
        "рм рж ря оп ок нч нс чн чк зн зд ду вн вр вл вк бл бр ад аб ак ев ег ее ез еп ук ул ум ун ур ут уж уп уб "
        "уд ві іт ні ті рі лі мі ді із ій її їх ії пі сі зі бі їв ід кі ів ін іс іл ік ір ці щі ює ає є",
    )
)
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")  # … and its neighbours' letters
_ORDINARY = frozenset("«»—–№…\xa0“”")  # signs of Russian letters that are no letters


def clean(text: str) -> str:
    """`text` without what no database stores: lone surrogates become U+FFFD, NUL vanishes."""
    return _UNSTORABLE.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)


@lru_cache(512)
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
    if charset is None and data.isascii() and b"\x1b" not in data:
        return clean(data.decode("ascii"))
    declared = codec_name(charset)
    if data.isascii() and (declared is None or declared in _WESTERN or declared == "utf-8"):
        return clean(data.decode("iso2022_jp_ext", "replace") if _ISO_2022_JP.search(data) else data.decode("ascii"))
    read = _decode_short if len(data) <= _SHORT else _decode
    return clean(read(data, declared, codec_name(hint)))


def _decode(data: bytes, declared: str | None, hint: str | None) -> str:
    if declared in (None, "utf-8") or declared in _WESTERN or declared in _CYRILLIC_FAMILY:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if declared == "utf-8":
        return _bad_utf8(data, hint)
    if declared is None:
        return _guess(data, hint) or _read(data, hint or "cp1252")
    if declared in _WESTERN:
        return _guess(data, declared) or _read(data, declared if declared != "ascii" else hint or "cp1252")
    if declared in _CYRILLIC_FAMILY:
        return _guess(data, declared) or _read(data, declared)
    return _read(data, declared)


def _bad_utf8(data: bytes, hint: str | None) -> str:
    """Bytes called UTF-8 that are not: damaged, or another charset if no sign of theirs is UTF-8."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 10 < len(_HIGH.findall(data)) or _is_cut_short(data):
        return text
    return _guess(data, hint) or (text if _NOT_ASCII.search(text) else _read(data, "cp1252"))


def _is_cut_short(data: bytes) -> bool:
    """True for good UTF-8 that ends inside a character."""
    try:
        return bool(_NOT_ASCII.search(codecs.getincrementaldecoder("utf-8")().decode(data)))
    except UnicodeDecodeError:
        return False


_decode_short = lru_cache(1024)(_decode)  # names and subjects: asked for again and again


def _read(data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec, "replace")
    except (UnicodeError, ValueError, LookupError):  # some codecs raise in spite of "replace"
        text = data.decode("latin-1")
    if codec == "iso2022_jp_ext" and "\ufffd" in text:
        return min(text, data.decode("cp932", "replace"), key=lambda read: read.count("\ufffd"))
    return text


def _guess(data: bytes, preferred: str | None) -> str | None:
    """The Cyrillic reading of `data`, if it is one: whole words of high bytes whose letters follow each other as in
    Russian. `preferred`, the declared code page, is left only for a much better one."""
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if preferred in _CYRILLIC_FAMILY:
        kept = _russian(sample.decode(preferred, "replace"))
        if kept > _SURE:
            return data.decode(preferred, "replace")
        best, score = _best(sample)
        return data.decode(best if high > 3 and score > kept + 0.25 else preferred, "replace")
    if high < 2 or sum(map(len, _WORD_OF_HIGH.findall(sample))) < high * 0.7:
        return None
    if preferred not in (None, "utf-8", "ascii") and preferred not in _WESTERN:
        return None
    best, score = _best(sample)
    if score <= 0 and preferred in _WESTERN and preferred != "ascii":
        return None  # "äöüß": no pair of letters that Russian has, and a label that fits
    return data.decode(best, "replace")


def _best(sample: bytes) -> tuple[str, float]:
    scores = {codec: _russian(sample.decode(codec, "replace")) - doubt for codec, doubt in _CYRILLIC.items()}
    best = max(scores, key=scores.__getitem__)
    return best, scores[best]


_SWAPPED = re.compile("[а-яё][А-ЯЁ]+")  # "кАССА": what KOI8-R and windows-1251 make of each other


def _russian(text: str) -> float:
    """From below 0 (noise) to about 0.8 (Russian prose): the share of frequent pairs of letters (few pairs say
    little), less twice the share of signs that are no Russian letters and of capitals after small ones."""
    seen = pairs = frequent = 0
    faults = sum(len(word) - 1 for word in _SWAPPED.findall(text))
    for (before, letter), times in Counter(zip(" " + text, text, strict=False)).items():
        if letter <= "\x7f":
            continue
        seen += times
        small = letter.lower()
        if small not in _RUSSIAN:
            faults += times * (letter not in _ORDINARY)
        elif before.lower() in _RUSSIAN:
            pairs += times
            frequent += times * (before.lower() + small in _PAIRS)
    return frequent / (pairs + 1) - 2 * faults / max(seen, 1)
