"""Pictures of a letter shown where its HTML has them.

`cid:` addresses (RFC 2392) become the stored attachments' bytes, as data, because the frame a letter is shown in has no
session of its own to fetch them with. Pictures on other servers are left out until somebody asks for them: loading one
tells its server that, when and where the letter was read. Then they are fetched through us, by signed addresses.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

from django.core import signing
from django.urls import reverse

from reglament.lib import store
from reglament.tickets.models import Attachment

MOST = 8 * 1024 * 1024  # bytes of pictures in one letter; the others stay attachments
MOST_REMOTE = 50  # pictures of other servers in one letter
LASTS = timedelta(hours=1)
_SALT = "reglament.workspace.pictures"
_SOURCE = r'(<img\b[^>]*?)\bsrc="({scheme}[^"]+)"'
_CID = re.compile(_SOURCE.format(scheme="cid:"), re.IGNORECASE)
_REMOTE = re.compile(_SOURCE.format(scheme="https?:"), re.IGNORECASE)


def with_pictures(markup: str, attachments: Iterable[Attachment]) -> str:
    """`markup` (cleaned) with the pictures that came with it in place."""
    shown_here = [one for one in attachments if one.content_id and one.is_image and one.is_served and not one.refused]
    known = {one.content_id.strip("<>"): one for one in shown_here}
    left = MOST

    def shown(found: re.Match[str]) -> str:
        nonlocal left
        picture = known.get(unquote(unescape(found[2]))[4:])
        if picture is None or picture.size > left:
            return found[0]
        try:
            data = b64encode(store.get(picture.sha256)).decode()
        except FileNotFoundError:
            return found[0]
        left -= picture.size
        return f'{found[1]}src="data:{picture.media_type};base64,{data}"'

    return _CID.sub(shown, markup)


def has_remote(markup: str) -> bool:
    """Whether the letter has pictures on other servers."""
    return _REMOTE.search(markup) is not None


def without_remote(markup: str) -> str:
    """`markup` without them; their words stay."""
    return _REMOTE.sub(r"\1", markup)


def through_us(markup: str) -> str:
    """`markup` with pictures on other servers fetched through us."""
    left = MOST_REMOTE

    def shown(found: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        if left < 0:
            return found[1]
        token = signing.dumps(unescape(found[2]), salt=_SALT, compress=True)
        return f'{found[1]}src="{reverse("desk:picture", args=[token])}"'

    return _REMOTE.sub(shown, markup)


def address_in(token: str) -> str | None:
    """The address a token of ours stands for; None when it is forged or too old."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=LASTS))
    except signing.BadSignature:
        return None
