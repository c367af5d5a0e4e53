"""A third regulation, which shares no name with the founding two."""

from pathlib import Path

THIRD_FILE = Path(__file__).with_name("third.toml")
THIRD = THIRD_FILE.read_text("utf-8")
