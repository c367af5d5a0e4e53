"""`reglament mail inspect`: one JSON object on one line for a letter (docs/mail.md, "inspect")."""

from collections.abc import Collection, Sequence


def inspect(raw: bytes, own: Collection[str] = ()) -> dict[str, object]:
    """The letter as plain JSON values."""
    raise NotImplementedError


def main(argv: Sequence[str]) -> int:
    """`[--own ADDRESS]… FILE` or `--batch` (paths on stdin, one flushed JSON line each). Returns the exit code."""
    raise NotImplementedError
