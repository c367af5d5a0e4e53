"""HTML of strangers: made safe to show (nh3), and made plain text. Both linear, whatever comes."""

import re
from html import unescape

import nh3

from reglament.mail import charsets

LONGEST = 2_000_000  # characters of HTML shown; the rest stays in the raw letter
_DEEPEST_TAGS = 400
QUOTE_MARK = "\x02"  # stands alone on a line where a mail program began its quotation


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TAGS = set(nh3.ALLOWED_TAGS) - {"map", "area", "wbr"} | {"font", "center", "u", "big", "wbr"}
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
_STYLES = _names(
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
    if _is_tangled(shown):
        return from_text(to_text(shown))
    return charsets.clean(
        nh3.clean(
            shown,
            tags=_TAGS,
            clean_content_tags=_GONE_WITH_CONTENT,
            attributes=_ATTRIBUTES,
            attribute_filter=_attribute,
            filter_style_properties=_STYLES,
            url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
            link_rel="noopener noreferrer nofollow",
            strip_comments=True,
        )
    )


_PLAINTEXT = re.compile(r"(?i)<\s*(/?)\s*(plaintext|listing)\b")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)")
_UNCOUNTED = _names("p li dd dt td th tr tbody thead tfoot option br hr img input meta link col wbr area base")


def _is_tangled(markup: str) -> bool:
    """True when tags are open deeper than any person nests them: a browser's parser takes quadratic time for that
    (5,000 open <font> make 300 MB of it)."""
    open_tags: dict[str, int] = {}
    depth = 0
    for tag in _ANY_TAG.finditer(markup):
        name = tag[2].lower()
        if name in _UNCOUNTED:
            continue
        if not tag[1]:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
        elif open_tags.get(name):
            open_tags[name] -= 1
            depth -= 1
        if depth > _DEEPEST_TAGS:
            return True
    return False


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|<)*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^>]*+)>")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SKIPPED = {"script", "style", "title", "template", "xml", "noframes"}
_BLOCKS = _names(
    "address article aside body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 head header hr html"
    " li main nav ol p pre section table tr ul blockquote"
)
_SPACED = _names("p ul ol dl h1 h2 h3 h4 h5 h6 pre blockquote table")
_CELLS = frozenset(("td", "th"))
_DEEPEST_QUOTE = 6
_INDENTS = re.compile(
    r"(?i)webkit-indent|border(?:-width|-left|-left-width)?\s*:\s*(?:none|0(?:px)?)\b(?!.{0,200}border-left\s*:\s*[1-9])"
)
# Where programs put the old letter below the answer without a blockquote: Outlook, Yahoo, Zimbra, Spark.
_QUOTED_BY = re.compile(
    r"""(?i)(?:class|id)\s*=\s*["']?[^"'>]*\b(?:divRplyFwdMsg|OLK_SRC_BODY_SECTION"""
    r"""|yahoo_quoted|yahooQuoted|zmail_extra|appendonsend)\b"""
    r"""|name\s*=\s*["']?(?:quote|messageReplySection)\b"""
    # Word draws a line above the header of the old letter, Windows Mail another
    r"""|border-top:\s?solid #(?:E1E1E1|B5C4DF) 1\.0pt;\s?padding:\s?3\.0pt 0"""
    r"""|padding-top: 5px; border-top-color: rgb\(229, 229, 229\)"""
)
_QUOTES = re.compile(r"(?i)<blockquote|divRplyFwdMsg|yahoo_quoted|appendonsend|border-top:\s?solid #(?:E1E1E1|B5C4DF)")


def quotes(markup: str) -> bool:
    """True when the page tells where its program began to quote."""
    return bool(_QUOTES.search(markup))


class _Page:
    """Text under construction: lines, the quote depth they are written at, blanks as a browser would collapse them."""

    def __init__(self, *, marks: bool) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.marks = marks
        self.depth = 0
        self.quotes: list[bool] = []  # open blockquotes: whether each quotes, or only indents
        self.pre = 0
        self.unclosed: set[str] = set()

    def write(self, text: str) -> None:
        if self.pre:
            first, *others = text.split("\n")
            self.line.append(first)
            for other in others:
                self.end_line(always=True)
                self.line.append(other)
            return
        flat = _SPACE.sub(" ", text)
        if flat.startswith(" ") and (not self.line or self.line[-1].endswith(" ")):
            flat = flat[1:]
        if flat:
            self.line.append(flat)

    def end_line(self, *, always: bool = False) -> None:
        text = "".join(self.line).replace("\xa0", " ").rstrip()
        self.line.clear()
        if text or always:
            self.lines.append(self._prefix(text) + text)

    def blank_line(self) -> None:
        self.end_line()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(self._prefix("").rstrip())

    def quote(self, *, closing: bool, attributes: str) -> None:
        """Begins or ends a blockquote. One that only indents (the button of Gmail and Apple Mail) quotes nobody."""
        self.end_line()
        if not closing:
            self.quotes.append(not _INDENTS.search(attributes[:2_000]))
            self.depth += self.quotes[-1]
        elif self.quotes:
            self.drop_empty_quote()
            self.depth -= self.quotes.pop()

    def drop_empty_quote(self) -> None:
        """Takes away empty quoted lines at the end of a quotation."""
        while self.depth and self.lines and self.lines[-1] and not self.lines[-1].strip("> "):
            self.lines.pop()

    def mark(self) -> None:
        if self.marks:
            self.end_line()
            self.lines.append(QUOTE_MARK)

    def _prefix(self, text: str) -> str:
        return ">" * min(self.depth, _DEEPEST_QUOTE) + (" " if self.depth and text else "")

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.lines).strip("\n")


def to_text(markup: str, *, marks: bool = False) -> str:
    """The visible words as plain text: blocks are lines, quotations carry "> ".

    With `marks`, a line of QUOTE_MARK stands where the sender's mail program began to quote.
    """
    page, markup = _Page(marks=marks), markup.replace(QUOTE_MARK, "")
    pattern, at, last_close = _TAG, 0, markup.rfind(">")
    while (opening := markup.find("<", at)) >= 0:
        if opening > at:
            page.write(unescape(markup[at:opening]))
        if opening > last_close:
            page.write(unescape(markup[opening:]) if markup[opening + 1 : opening + 2].isspace() else "")
            at = len(markup)
            break
        if markup.startswith("<!--", opening):
            end = markup.find("-->", opening + 2)
            at = end + 3 if end >= 0 else opening + 4
            if end < 0:
                markup = markup[:at] + markup[at:].replace("<!--", "")
                last_close = markup.rfind(">")
            continue
        if markup[opening + 1 : opening + 2] in ("!", "?"):
            at = markup.find(">", opening) + 1
            continue
        tag = pattern.match(markup, opening)
        if tag is None and pattern is _TAG and markup[opening + 1 : opening + 2].strip("/").isalpha():
            pattern = _LOOSE_TAG  # a quote nobody closes: from here on a tag ends at the next ">"
            tag = pattern.match(markup, opening)
        if tag is None:
            page.write("<")
            at = opening + 1
            continue
        at = tag.end()
        name = tag[2].lower()
        if name in _SKIPPED and not tag[1] and name not in page.unclosed:
            at = _after(page, markup, name, at)
        else:
            _turn(page, name, closing=bool(tag[1]), attributes=tag[3])
    page.write(unescape(markup[at:]))
    return charsets.clean(page.text())


def without_marks(text: str) -> str:
    """`text` without its lines of QUOTE_MARK."""
    if QUOTE_MARK not in text:
        return text
    return "\n".join(line for line in text.split("\n") if line != QUOTE_MARK).strip("\n")


def _after(page: _Page, markup: str, name: str, at: int) -> int:
    end = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(markup, at)
    if end is None:
        page.unclosed.add(name)
        return at
    return end.end()


def _turn(page: _Page, name: str, *, closing: bool, attributes: str) -> None:
    if not closing and attributes and _QUOTED_BY.search(attributes[:2_000]):
        page.mark()
    if name == "br":
        page.end_line(always=True)
    elif name == "blockquote":
        page.quote(closing=closing, attributes=attributes)
    elif name in _CELLS:
        page.write(" ")
    elif name in _SPACED:
        page.blank_line()
        if name == "pre":
            page.pre = max(0, page.pre + (-1 if closing else 1))
    elif name in _BLOCKS:
        page.end_line()
        if name == "li" and not closing:
            page.write("- ")


_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})")


def declared_charset(content: bytes) -> str | None:
    """The charset an HTML document names for itself, if it does so near its beginning."""
    found = _META_CHARSET.search(content[:4_000])
    return found[1].decode("ascii", "replace") if found else None


def from_text(text: str) -> str:
    """Plain text as simple HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<div>" + escaped.replace("\n", "<br>\n") + "</div>"
