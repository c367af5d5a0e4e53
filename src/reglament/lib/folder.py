"""Files in a folder of this machine, each written once and synced."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Folder:
    """Files by SHA-256 below `root`."""

    root: Path

    def put(self, digest: str, content: bytes) -> None:
        """Keep it durably: file and folder are synced. A file that is there is left alone."""
        target = self.path_of(digest)
        if target.exists():
            return
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

    def get(self, digest: str) -> bytes:
        """The whole of it."""
        return self.path_of(digest).read_bytes()

    def open_(self, digest: str) -> tuple[BinaryIO, int]:
        """It, to be read, and its size."""
        file = self.path_of(digest).open("rb")
        return file, os.fstat(file.fileno()).st_size

    def path_of(self, digest: str) -> Path:
        """Where it lies."""
        return self.root / place_of(digest)


def place_of(digest: str) -> str:
    """The path of a file in any store; ValueError for what is no SHA-256."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256: {digest!r}")
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


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
