"""HTML made plain text: blocks are lines, quotations carry "> ". Linear, whatever comes."""

import re
from html import unescape

from reglament.mail.format.mime import charsets

QUOTE_MARK = "\x02"  # stands alone on a line where a mail program began its quotation


def names(listed: str) -> frozenset[str]:
    """A set of the names in `listed`."""
    return frozenset(listed.split())


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|<)*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^>]*+)>")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SKIPPED = {"script", "style", "title", "template", "xml", "noframes"}
_BLOCKS = names(
    "address article aside body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 head header hr html"
    " li main nav ol p pre section table tr ul blockquote"
)
_SPACED = names("p ul ol dl h1 h2 h3 h4 h5 h6 pre blockquote table")
_CELLS = frozenset(("td", "th"))
_DEEPEST_QUOTE = 6
_INDENTS = re.compile(r"(?i)webkit-indent|border(?:-width)?\s*:\s*(?:none|0(?:px)?)\b")
_BAR = re.compile(r"(?i)\bcite\b|_quote\b|border-left(?:-width)?\s*:\s*(?!none|0(?:px)?\s*(?:;|none|[\"']))")
# Where programs put the old letter below the answer without a blockquote: Outlook, Yahoo, Zimbra, Spark.
_QUOTED_BY = re.compile(
    r"""(?i)(?:class|id)\s*=\s*["']?[^"'>]*\b(?:divRplyFwdMsg|OutlookMessageHeader|OLK_SRC_BODY_SECTION"""
    r"""|yahoo_quoted|yahooQuoted|zmail_extra|appendonsend|mail-editor-reference-message-container)\b"""
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
            looks = attributes[:2_000]
            self.quotes.append(bool(_BAR.search(looks)) or not _INDENTS.search(looks))
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
