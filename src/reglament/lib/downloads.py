"""Handing out stored files that strangers made: never sniffed, never run, never on our page."""

from django.http import FileResponse

from reglament.lib import store

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
LETTER_STYLE = (
    "<style>body{font:14px/1.5 system-ui,sans-serif;margin:16px;overflow-wrap:anywhere}img{max-width:100%}</style>"
)
SHOWN_IN_PLACE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def stored_file(sha256: str, *, filename: str, content_type: str) -> FileResponse:
    """The file kept under `sha256`: pictures to be shown in place, all else to be saved. FileNotFoundError if it is
    not there."""
    in_place = content_type in SHOWN_IN_PLACE
    response = FileResponse(
        store.open_(sha256),
        as_attachment=not in_place,
        filename=filename,
        content_type=content_type if in_place else "application/octet-stream",
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
