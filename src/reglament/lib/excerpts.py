"""What a page shows of a long text at first: a letter of a megabyte must not make a page of a megabyte."""

from dataclasses import dataclass

MOST = 2_200  # characters, so that ten messages of them make no page over 60 KB
LEAST = 1_500  # of a text that is cut: up to a blank line after so many, else up to the end of a line or a word


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text, and what stands below it folded; `is_cut`: not all of them, the rest is an address further."""

    text: str
    rest: str = ""
    is_cut: bool = False


def excerpt(text: str, rest: str = "") -> Excerpt:
    """All of both where that is not too long; else the text alone, or its beginning."""
    if len(text) > MOST:
        return Excerpt(_beginning(text), is_cut=True)
    if len(text) + len(rest) > MOST:
        return Excerpt(text, is_cut=True)
    return Excerpt(text, rest)


def _beginning(text: str) -> str:
    for end in ("\n\n", "\n", " "):
        at = text.rfind(end, LEAST, MOST)
        if at > 0:
            return text[:at].rstrip()
    return text[:MOST]
