"""HTML of strangers made safe to show (nh3), in linear time, whatever comes."""

import re
from collections.abc import Callable
from functools import cache

from reglament.mail.format.mime import charsets
from reglament.mail.format.mime.html_text import names, to_text

LONGEST = 2_000_000  # characters of HTML shown; the rest stays in the raw letter
_DEEPEST_TAGS = 400
_MOST_ITEMS = 3_000
_MOST_WORK = 30_000_000_000  # "&" times characters of one text: some 0.3 seconds

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"align", "valign", "bgcolor", "color", "width", "height", "dir", "lang", "title", "style"},
    "a": {"href"},
    "img": {"src", "alt"},
    "font": {"color", "size", "face"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap"},
    "ol": {"start", "type"},
}
_GONE_WITH_CONTENT = {
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "noframes",
    "noembed",
    "iframe",
    "xmp",
    "object",
}
_URL_NOISE = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]+")
_SAFE_URL = re.compile(r"(?i)(?:https?:|mailto:|tel:|cid:|#)|data:image/(?:png|jpe?g|gif|webp);")
# What a letter may say of its looks: nothing that moves, covers, hides or loads anything.
_STYLES = names(
    "color background-color font font-family font-size font-style font-weight text-align text-decoration text-indent"
    " line-height letter-spacing white-space vertical-align direction list-style-type width max-width min-width height"
    " margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom"
    " padding-left border border-top border-right border-bottom border-left border-color border-style border-width"
    " border-collapse border-spacing border-radius"
)
_UNSAFE_STYLE = re.compile(r"(?i)[\\\\@<>]|/\*|url|expression|script|behavio|binding|image|var\s*\(|attr\s*\(")
LONGEST_STYLE = 2_000  # characters


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return _style(value)
    if name not in ("href", "src"):
        return value
    url = _URL_NOISE.sub("", value) if ":" in value else value.strip()
    if not _SAFE_URL.match(url):
        return None  # a relative address would mean our own site
    return None if name == "href" and url.lower().startswith("data:") else url


def _style(value: str) -> str | None:
    kept = [piece for piece in value[:LONGEST_STYLE].split(";") if ":" in piece and not _UNSAFE_STYLE.search(piece)]
    return ";".join(kept) or None


def safe(markup: str) -> str:
    """`markup` without anything that acts, loads frames or changes the page. The visible words stay."""
    shown = _PLAINTEXT.sub(r"<\1pre", markup[:LONGEST])
    if _is_tangled(shown) or _is_endless(shown):
        return from_text(to_text(shown))
    return charsets.clean(_cleaner()(shown))


@cache
def _cleaner() -> Callable[[str], str]:
    import nh3  # heavy, and many a process never sees HTML

    return nh3.Cleaner(
        tags=nh3.ALLOWED_TAGS - {"map", "area"} | {"font", "center", "u", "big", "wbr"},
        clean_content_tags=_GONE_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    ).clean


_PLAINTEXT = re.compile(r"(?i)<\s*(/?)\s*(plaintext|listing)\b")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)")
_ITEMS = names("li dd dt")  # that people leave open, but not thousands of them
_UNCOUNTED = names("p td th tr tbody thead tfoot option br hr img input meta link col wbr area base")


def _is_tangled(markup: str) -> bool:
    """True when tags are open deeper than any person nests them: a browser's parser takes quadratic time for that
    (5,000 open <font> make 300 MB of it)."""
    open_tags: dict[str, int] = {}
    depth = items = 0
    for tag in _ANY_TAG.finditer(markup):
        name = tag[2].lower()
        if name in _ITEMS:
            items = max(0, items + (-1 if tag[1] else 1))
        elif name in _UNCOUNTED:
            continue
        elif not tag[1]:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
        elif open_tags.get(name):
            open_tags[name] -= 1
            depth -= 1
        if depth > _DEEPEST_TAGS or items > _MOST_ITEMS:
            return True
    return False


def _is_endless(markup: str) -> bool:
    """True when so many "&" stand in so long a text between tags that the parser, quadratic there, would not end."""
    if markup.count("&") * len(markup) < _MOST_WORK:
        return False
    return sum(text.count("&") * len(text) for text in markup.split("<")) > _MOST_WORK


_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})")


def declared_charset(content: bytes) -> str | None:
    """The charset an HTML document names for itself, if it does so near its beginning."""
    found = _META_CHARSET.search(content[:4_000])
    return found[1].decode("ascii", "replace") if found else None


def from_text(text: str) -> str:
    """Plain text as simple HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<div>" + escaped.replace("\n", "<br>\n") + "</div>"
