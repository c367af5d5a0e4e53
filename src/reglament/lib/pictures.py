"""Small pictures of strangers' pictures, and pictures in another format (Pillow), within bounds on what they unfold to.

Pillow is only loaded where a picture is made, which is in the background and never in a request.
"""

import io
import struct
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000  # a photograph of today; 160 MB unfolded
BOX = 440, 240  # pixels of a thumbnail, twice what the page shows
THUMBNAIL_TYPE = "image/webp"

_READ = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "bmp": "BMP", "tif": "TIFF", "ico": "ICO"}


def thumbnail(content: bytes, kind: str) -> bytes | None:
    """A small WebP of a picture of that kind (lib/kinds.py); None for what can't be read or is too large."""
    from PIL import ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if (picture := _opened(content, kind)) is None:
                return None
            picture.draft("RGB", BOX)
            picture = ImageOps.exif_transpose(picture)
            picture = picture.convert("RGBA" if picture.mode in ("P", "PA", "LA", "RGBA") else "RGB")
            picture.thumbnail(BOX)
            return _saved(picture, "WEBP", quality=80)
        except _BROKEN:
            return None


def as_png(content: bytes, kind: str) -> bytes | None:
    """The picture as PNG; None for what can't be read or is too large."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if (picture := _opened(content, kind)) is None:
                return None
            return _saved(picture.convert("RGBA" if picture.mode in ("P", "PA", "LA", "RGBA") else "RGB"), "PNG")
        except _BROKEN:
            return None


_BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, IndexError, KeyError, struct.error, EOFError)


def _opened(content: bytes, kind: str) -> "Image | None":
    """The picture, of which only the header has been read; None when it would unfold to too much."""
    from PIL import Image

    if kind not in _READ:
        return None
    try:
        picture = Image.open(io.BytesIO(content), formats=[_READ[kind]])
    except Image.DecompressionBombError:
        return None
    return picture if picture.width * picture.height <= MOST_PIXELS else None


def _saved(picture: "Image", form: str, **how: int) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, form, **how)
    return kept.getvalue()
