"""Handing out stored files that strangers made: never sniffed, never run, never on our page."""

import re

from django.http import FileResponse, HttpResponse

from reglament.lib import store

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
_LETTER_STYLE = (
    "<style>body{font:14px/1.5 system-ui,sans-serif;margin:16px;overflow-wrap:anywhere}img{max-width:100%}</style>"
)
_COLOURS = re.compile(r"(?i)\b(?:bg)?color\b|background")
SHOWN_IN_PLACE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def letter_page(markup: str, *, theme: str) -> HttpResponse:
    """The document of a letter's frame: `markup` (cleaned) under a policy that lets it do nothing."""
    response = HttpResponse(f'<!doctype html><meta charset="utf-8">{letter_style(markup, theme=theme)}{markup}')
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def letter_style(markup: str, *, theme: str) -> str:
    """The style of a letter's frame. One that names colours of its own is meant for white paper and gets it; any other
    follows the reader's theme ("light", "dark", "" for his system's)."""
    scheme = "light" if _COLOURS.search(markup) else theme or "light dark"
    paper = "html{background:#fff;color:#000}" if scheme == "light" else "a{color:#6ea8fe}" if scheme == "dark" else ""
    return f"<style>:root{{color-scheme:{scheme}}}{paper}</style>{_LETTER_STYLE}"


def stored_file(sha256: str, *, filename: str, content_type: str) -> FileResponse:
    """The file kept under `sha256`: pictures to be shown in place, all else to be saved. FileNotFoundError if it is
    not there."""
    in_place = content_type in SHOWN_IN_PLACE
    file, size = store.open_(sha256)
    response = FileResponse(
        file,
        as_attachment=not in_place,
        filename=filename,
        content_type=content_type if in_place else "application/octet-stream",
    )
    response["Content-Length"] = str(size)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
