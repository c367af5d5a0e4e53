"""The content-addressed file store: a file's name is its SHA-256, kept once, and safe before anything points at it.

It is a folder, or an S3 bucket where the settings name one. Raises FileNotFoundError for what was never kept, OSError
while the store can't do it (a full disk; `Unreachable` of a bucket).
"""

import hashlib
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from reglament.lib.bucket import Bucket, Unreachable
from reglament.lib.folder import Folder

__all__ = ["Unreachable", "get", "open_", "put"]


def put(content: bytes) -> str:
    """Keep `content` durably and return its SHA-256 in hex. Keeping the same bytes twice is free."""
    digest = hashlib.sha256(content).hexdigest()
    _place().put(digest, content)
    return digest


def get(digest: str) -> bytes:
    """The whole content."""
    return _place().get(digest)


def open_(digest: str) -> tuple[BinaryIO, int]:
    """The content as an open binary file that is read from its beginning, and its size."""
    return _place().open_(digest)


def _place() -> Folder | Bucket:
    return Bucket.at(settings.FILES) if settings.FILES else Folder(Path(settings.FILES_ROOT))
