"""Pictures of a letter shown where its HTML has them: `cid:` addresses (RFC 2392) become the stored attachments' bytes.

As data, because the frame a letter is shown in has no session of its own to fetch them with.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from reglament.lib import store
from reglament.tickets.models import Attachment

MOST = 8 * 1024 * 1024  # bytes of pictures in one letter; the others stay attachments
_CID = re.compile(r'(<img\b[^>]*?\bsrc=")cid:([^"]+)(")', re.IGNORECASE)


def with_pictures(markup: str, attachments: Iterable[Attachment]) -> str:
    """`markup` (cleaned) with the pictures that came with it in place."""
    shown_here = [one for one in attachments if one.content_id and one.is_image and one.is_served]
    known = {one.content_id.strip("<>"): one for one in shown_here}
    left = MOST

    def shown(found: re.Match[str]) -> str:
        nonlocal left
        picture = known.get(unquote(unescape(found[2])))
        if picture is None or picture.size > left:
            return found[0]
        try:
            data = b64encode(store.get(picture.sha256)).decode()
        except FileNotFoundError:
            return found[0]
        left -= picture.size
        return f"{found[1]}data:{picture.media_type};base64,{data}{found[3]}"

    return _CID.sub(shown, markup)
