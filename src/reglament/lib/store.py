"""The content-addressed file store: a file's name is its SHA-256, written once and synced before anything points at
it."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


def put(content: bytes) -> str:
    """Keep `content` durably (file and folder synced) and return its SHA-256 in hex. Keeping the same bytes twice is
    free."""
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest)
    if target.exists():
        return digest
    _make_folder(target.parent)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync(target.parent)
    return digest


def get(digest: str) -> bytes:
    """The whole content; FileNotFoundError when it was never kept."""
    return path_of(digest).read_bytes()


def open_(digest: str) -> BinaryIO:
    """The content as an open binary file."""
    return path_of(digest).open("rb")


def path_of(digest: str) -> Path:
    """Where the content of `digest` lies; ValueError for what is no SHA-256."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256: {digest!r}")
    return Path(settings.FILES_ROOT) / digest[:2] / digest[2:4] / digest


def _make_folder(folder: Path) -> None:
    missing = [folder, *folder.parents]
    missing = missing[: next(i for i, parent in enumerate(missing) if parent.exists())]
    for parent in reversed(missing):
        parent.mkdir(mode=0o700, exist_ok=True)
        _sync(parent.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
