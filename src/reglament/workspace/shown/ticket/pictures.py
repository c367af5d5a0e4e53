"""Pictures of a letter shown where its HTML has them.

`cid:` addresses (RFC 2392) become the stored attachments' bytes, as data, because the frame a letter is shown in has no
session of its own to fetch them with. Pictures on other servers are left out until somebody asks for them: loading one
tells its server that, when and where the letter was read. Then they are fetched through us, by signed addresses.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import timedelta
from html import escape, unescape
from urllib.parse import unquote

from django.core import signing
from django.urls import reverse

from reglament.lib import store
from reglament.tickets.models import Attachment

MOST = 8 * 1024 * 1024  # bytes of pictures in one letter; the others stay attachments
MOST_REMOTE = 50  # pictures of other servers in one letter
LASTS = timedelta(hours=1)
_SALT = "reglament.workspace.pictures"
# Cleaned markup is well-formed: quotes are closed, and outside of tags there is no bare "<". Taken tag by tag, no
# words of an attribute can pass for a tag.
_TAG = re.compile(r'<[a-zA-Z/!][^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
_SOURCE = re.compile(r'\bsrc="([^"]*)"', re.IGNORECASE)
_ALT = re.compile(r'\balt="([^"]*)"', re.IGNORECASE)
_FRAME = "border:1px dashed;border-radius:4px;padding:0 4px;opacity:.75"


def with_pictures(markup: str, attachments: Iterable[Attachment]) -> str:
    """`markup` (cleaned) with the pictures that came with it in place."""
    shown_here = [one for one in attachments if one.content_id and one.is_image and one.is_served and not one.refused]
    known = {one.content_id.strip("<>"): one for one in shown_here}
    left = MOST

    def shown(tag: str, source: str) -> str:
        nonlocal left
        picture = known.get(unquote(source[4:])) if source[:4].lower() == "cid:" else None
        if picture is None or picture.size > left:
            return tag
        try:
            data = b64encode(store.get(picture.sha256)).decode()
        except OSError:
            return tag
        left -= picture.size
        return _pointed(tag, f"data:{picture.media_type};base64,{data}")

    return _each_picture(markup, shown)


def has_remote(markup: str) -> bool:
    """Whether the letter has pictures on other servers."""
    return without_remote(markup) != markup


def without_remote(markup: str) -> str:
    """`markup` with the words that stand for them in their place."""
    return _each_picture(markup, lambda tag, source: _in_words(tag) if _is_remote(source) else tag)


def through_us(markup: str) -> str:
    """`markup` with pictures on other servers fetched through us."""
    left = MOST_REMOTE

    def shown(tag: str, source: str) -> str:
        nonlocal left
        if not _is_remote(source):
            return tag
        left -= 1
        token = signing.dumps(source, salt=_SALT, compress=True)
        return _pointed(tag, reverse("desk:picture", args=[token])) if left >= 0 else _in_words(tag)

    return _each_picture(markup, shown)


def address_in(token: str) -> str | None:
    """The address a token of ours stands for; None when it is forged or too old."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=LASTS))
    except signing.BadSignature:
        return None


def _each_picture(markup: str, change: Callable[[str, str], str]) -> str:
    """`markup` with each <img> as `change` makes it of the tag and its address."""

    def changed(found: re.Match[str]) -> str:
        tag = found[0]
        source = _SOURCE.search(tag) if tag[1:4].lower() == "img" else None
        return change(tag, unescape(source[1])) if source else tag

    return _TAG.sub(changed, markup)


def _is_remote(source: str) -> bool:
    return source.lower().startswith(("http:", "https:"))


def _pointed(tag: str, to: str) -> str:
    return _SOURCE.sub(lambda _: f'src="{escape(to)}"', tag, count=1)


def _in_words(tag: str) -> str:
    alt = _ALT.search(tag)
    words = unescape(alt[1]).strip() if alt else ""
    return f'<span style="{_FRAME}">{escape(words)}</span>' if words else ""
