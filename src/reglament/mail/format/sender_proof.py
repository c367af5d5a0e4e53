"""Whether a letter comes from whom it says it comes from (C-05), as our own mail server found out: RFC 8601. Pure.

What stands in such a field is partly the sender's own words (an envelope address, a comment, a reason): only what
stands where a method and its result stand is read, and what stands in quotes or brackets never is.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from reglament.mail.format.mime.addresses import ascii_domain
from reglament.mail.format.mime.letter import Letter

Proof = Literal["passed", "failed", "none"]

FIELD = "Authentication-Results"
_METHOD = re.compile(r"\s*(dmarc|dkim|spf)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)(?=\s|$)(.*)", re.IGNORECASE | re.DOTALL)
_SIGNER = re.compile(r"(?:^|\s)header\.(?:d|i)\s*=\s*(?:[^\s@]*@)?([a-z0-9.-]+)(?=\s|$)", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\s)header\.from\s*=\s*(?:[^\s@]*@)?([^\s@]{1,250})(?=\s|$)", re.IGNORECASE)


class _Result(NamedTuple):
    method: str
    result: str
    rest: str  # its properties


def proof(letter: Letter, *, authserv_id: str) -> Proof:
    """What the server named `authserv_id` found; "none" where it says nothing, or no server is to be believed.

    The field it wrote last stands on top, and only that one can say "passed": what lies below may be the sender's own
    work where the server does not remove such fields from letters that come in (RFC 8601 §5). Any of them can say
    "failed". A letter with several From fields, or without one, never passes (RFC 7489 §6.6.1).
    """
    found = [_verdict(results, letter) for results in _believed(letter, authserv_id)]
    if not found:
        return "none"
    if "several-from" in letter.defects or "no-from" in letter.defects:
        return "failed"
    return "failed" if found[0] == "none" and "failed" in found else found[0]


def _believed(letter: Letter, authserv_id: str) -> Iterator[list[_Result]]:
    """The results of each field our server wrote, the topmost first."""
    for value in letter.headers.all(FIELD) if authserv_id else ():
        name, *results = _pieces(value)
        words = name.strip().strip('"').split()  # a version may follow the name
        if words and words[0].lower().rstrip(".") == authserv_id.lower().rstrip("."):
            yield [_Result(told[1].lower(), told[2].lower(), told[3]) for told in map(_METHOD.match, results) if told]


def _pieces(value: str) -> list[str]:
    """`value` between its semicolons, without comments; what is quoted is one word that says nothing."""
    pieces, depth, quoted, escaped = [""], 0, False, False
    kept: list[str] = []
    for sign in value:
        if escaped:
            escaped = False
        elif sign == "\\" and (quoted or depth):
            escaped = True
        elif quoted:
            quoted = sign != '"'
        elif sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
            kept.append(" ")
        elif depth:
            continue
        elif sign == '"':
            quoted = True
            kept.append("_")
        elif sign == ";":
            pieces[-1] = "".join(kept)
            pieces.append("")
            kept = []
        else:
            kept.append(sign)
    pieces[-1] = "".join(kept)
    return pieces


def _verdict(results: list[_Result], letter: Letter) -> Proof:
    """DMARC decides, since only that is about the From people see. Without it a signature of the sender's own domain
    proves him, and a failed check that no other outweighs disproves him."""
    by_method: dict[str, list[str]] = {}
    for result in results:
        by_method.setdefault(result.method, []).append(result.result)
    said = by_method.get("dmarc", [])
    if "fail" in said or any(_about_another(result, letter) for result in results):
        return "failed"
    if "pass" in said or any(_signed_by(result, letter) for result in results):
        return "passed"
    others = by_method.get("dkim", []) + by_method.get("spf", [])
    return "failed" if "pass" not in others and {"fail", "permerror"} & set(others) else "none"


def _about_another(result: _Result, letter: Letter) -> bool:
    """Whether a DMARC result names a From of another domain than we read: then the field can be read in two ways."""
    named = _FROM.search(result.rest) if result.method == "dmarc" else None
    if named is None or letter.sender is None:
        return False
    theirs, ours = f".{ascii_domain(named[1])}", f".{letter.sender.address.rpartition('@')[2].lower()}"
    return not (theirs.endswith(ours) or ours.endswith(theirs))


def _signed_by(result: _Result, letter: Letter) -> bool:
    """Whether it is a good signature of the domain in From, or of one above it (RFC 7489 §3.1.1)."""
    if result.method != "dkim" or result.result != "pass" or letter.sender is None:
        return False
    signer = _SIGNER.search(result.rest)
    domain = letter.sender.address.rpartition("@")[2].lower()
    return bool(signer and domain and "." in signer[1] and f".{domain}".endswith(f".{signer[1].lower()}"))
