"""Address lists as mail really writes them: groups, comments, stray quotes and commas, encoded words in odd places."""

import re
from functools import lru_cache

from reglament.mail.format.mime import headers
from reglament.mail.format.mime.letter import Mailbox

MOST = 1_000  # mailboxes read from one field
LONGEST = 100_000  # characters of it

_TOKEN = re.compile(r'"(?:[^"\\]|\\.){0,300}+"|<[^<>]*+>|[,;:()]|[^",;:()<]++|.', re.DOTALL)
_ADDRESS = re.compile(r"[^\s<>\"(),;:\[\]]{1,250}@(?:\[[^\s\[\]]{1,60}\]|[^\s<>\"(),;:@\[\]]{1,250})")
_QUOTED_LOCAL = re.compile(r'\s*"((?:[^"\\]|\\.){1,200})"@([^\s<>"(),;:@]{1,250})\s*\Z', re.DOTALL)
_DOT_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_EDGES = " \t<>"


def mailboxes(value: str | None) -> tuple[Mailbox, ...]:
    """The mailboxes of an address field, in order; members of a group stand for the group."""
    return _short(value) if value and len(value) <= _SHORT else _mailboxes(value or "")


def _mailboxes(value: str) -> tuple[Mailbox, ...]:
    reader = _Reader()
    for token in _TOKEN.finditer(value[:LONGEST]):
        reader.take(token[0])
        if len(reader.found) >= MOST:
            break
    reader.finish()
    if reader.depth and not any(mailbox.address for mailbox in reader.found):
        return mailboxes(value.replace("(", " "))  # a comment nobody closed must not swallow the address
    return tuple(reader.found)


_SHORT = 400  # characters of a field that is remembered: From is asked for several times
_short = lru_cache(256)(_mailboxes)


class _Reader:
    """Collects name, comment and <address> of one mailbox after the other."""

    def __init__(self) -> None:
        self.found: list[Mailbox] = []
        self.name: list[str] = []
        self.comment: list[str] = []
        self.angle: str | None = None
        self.depth = 0
        self.quoted = ""  # the token just taken, if it was a quoted one

    def take(self, text: str) -> None:
        if text == "(":
            self.comment.append(text if self.depth else "")
            self.depth += 1
        elif self.depth:
            self.depth -= text == ")"
            self.comment.append(text if self.depth else "")
        elif text in (",", ";"):
            self.finish()
        elif text == ":" and self.angle is None and not any("@" in piece for piece in self.name):
            self.name.clear()  # that was the name of a group
        elif text[0] == "<" and len(text) > 1:
            if self.angle is not None and "@" in self.angle:
                self.finish()
            self.angle = text[1:-1]
        elif text[0] == "@" and self.quoted and self.angle is None:
            domain, _, rest = text.partition(" ")  # "john doe"@host: the quotation was half an address, no name
            self.angle, self.name = self.quoted + domain, [*self.name[:-1], rest]
        elif text[0] == '"' and len(text) > 1:
            self.name.append(re.sub(r"\\(.)", r"\1", text[1:-1]) if self.angle is None else "")
        else:
            self.name.append(text)
        self.quoted = text if text[0] == '"' else ""

    def finish(self) -> None:
        if mailbox := _mailbox("".join(self.name), "".join(self.comment), self.angle):
            last = self.found[-1] if self.found else None
            if last and not last.address and mailbox.name and self.angle is not None:
                self.found[-1] = Mailbox(f"{last.name}, {mailbox.name}", mailbox.address)  # Last, First <…> unquoted
            else:
                self.found.append(mailbox)
        self.name, self.comment, self.angle = [], [], None


def _mailbox(name: str, comment: str, angle: str | None) -> Mailbox | None:
    text = headers.one_line(headers.words(name))
    if angle is None:
        bare = _ADDRESS.search(text)
        if bare is None and "@" in text and '"' not in text:
            bare = re.search(r"\S{1,250}@\S{1,250}", text)
        if bare is None:
            return Mailbox(name=_unquoted(text), address="") if _unquoted(text) else None
        text, address = (text[: bare.start()] + text[bare.end() :]).replace("[]", "").strip(), bare[0]
    else:
        inside = headers.words(angle)
        address = inside if _QUOTED_LOCAL.match(inside) else re.sub(r"\s+", "", inside).removeprefix("mailto:")
        if "@" not in address and (bare := _ADDRESS.search(text)):
            address = bare[0]
    spoken = _unquoted(text) or _unquoted(headers.one_line(headers.words(comment)))
    address = normal(address)
    if spoken.lower() == address.lower():
        spoken = ""
    return Mailbox(name=spoken, address=address) if spoken or address else None


def _unquoted(name: str) -> str:
    bare = name.strip(_EDGES)
    while len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        bare = bare[1:-1].strip(_EDGES)
    return bare


def normal(address: str) -> str:
    """`address` without route and needless quotes, its domain lower-cased and in A-form (RFC 5890); "" if none."""
    if half := _QUOTED_LOCAL.match(address):
        local = headers.one_line(re.sub(r"\\(.)", r"\1", half[1]))
        return f"{local if _DOT_ATOM.fullmatch(local) else _requoted(local)}@{ascii_domain(half[2])}"
    bare = headers.one_line(address).strip("<>\"' ")
    if bare.startswith("@") and ":" in bare:
        bare = bare.partition(":")[2]  # <@relay,@relay:user@host>, RFC 5322 §4.4
    local, at, domain = bare.rpartition("@")
    if not at or not local or not domain:
        return ""
    return f"{local}@{ascii_domain(domain)}"


def _requoted(local: str) -> str:
    escaped = local.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def ascii_domain(domain: str) -> str:
    """The domain lower-cased and in A-form where it can be brought there."""
    lowered = domain.strip().rstrip(".").lower()
    if lowered.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return lowered


def is_ours(address: str, own: frozenset[str]) -> bool:
    """True when `address` (reply token or not) is one of `own`, in which a bare domain stands for all its addresses."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local}@{domain}" in own or f"{local.partition('+')[0]}@{domain}" in own or domain in own
