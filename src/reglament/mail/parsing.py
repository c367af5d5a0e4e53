"""Bytes to a Letter: any bytes, never an exception, linear time, bounded memory."""

from collections.abc import Collection

from reglament.mail.letter import Letter


def parse(raw: bytes, *, own: Collection[str] = ()) -> Letter:
    """Read a letter. `own` are our addresses (or bare domains): they make a loop recognisable."""
    raise NotImplementedError
