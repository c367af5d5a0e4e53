"""Where the material that is not part of the project lies, if it is there at all."""

import os
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[3]


def shared_path() -> Path | None:
    """The folder named by REGLAMENT_SHARED, else `shared` beside the project; None if there is none."""
    path = Path(os.environ.get("REGLAMENT_SHARED") or _PROJECT.parent / "shared")
    return path if path.is_dir() else None
