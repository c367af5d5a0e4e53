"""Reading the environment: typed, and failing loudly with the variable's name."""

import os
from importlib.util import find_spec
from pathlib import Path


class BadSetting(Exception):
    """An environment variable has a value we can't use; the message names it and says what would be right."""


def text(name: str, default: str = "") -> str:
    """The variable's text, or `default` when it is unset."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on / 0, false, no, off, empty."""
    value = os.environ.get(name)
    if value is None:
        return default
    lowered = value.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"", "0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name}={value!r}: write 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name)
    if value is None or not value.strip():
        return default
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"{name}={value!r}: write a whole number, for example {default}") from None


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def bucket(name: str) -> str:
    """The address of an S3 bucket, "" when it is unset."""
    url = text(name)
    if not url:
        return ""
    from reglament.lib.bucket import Bucket  # here, so that processes which watch others stay small

    try:
        Bucket.at(url)
    except ValueError:
        raise BadSetting(f"{name}={url!r}: write s3://bucket/prefix?endpoint=https://host") from None
    if find_spec("boto3") is None:
        raise BadSetting(f"{name}: a bucket needs boto3: pip install 'reglament[s3]'")
    return url


def path(name: str, default: str) -> Path:
    """An absolute path; relative ones count from the current directory."""
    return Path(text(name) or default).expanduser().absolute()
