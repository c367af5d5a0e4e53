"""Where the test's own files lie, for who wants to lose one."""

from pathlib import Path

from django.conf import settings

from reglament.lib.folder import Folder


def path_in_store(digest: str) -> Path:
    """The path of a stored file."""
    return Folder(Path(settings.FILES_ROOT)).path_of(digest)
