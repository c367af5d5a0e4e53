"""Reading the stories: TOML files in which every ticket is a screenplay.

A step says when who does what: "0:40 anton answers: text 📎 gateway.log", "0:10 dina transfers (development): why".
The time is counted from the step before (`moments.py` tells how), "client" is the one who asked, what stands in
brackets is the act's object, files follow the clip.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

CLIP = "📎"
_STEP = re.compile(
    r"(?P<after>~?(?:\d+d )?\d+:\d\d) (?P<who>[a-z-]+) (?P<verb>[a-z-]+)(?: \((?P<what>[^)]*)\))?(?:: (?P<text>.+))?",
    re.DOTALL,
)
_KNOWN = {
    "key",
    "subject",
    "from",
    "way",
    "about",
    "ago",
    "text",
    "steps",
    "ground",
    "product",
    "version",
    "by",
    "registered",
    "head",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a story."""

    after: str
    who: str
    verb: str
    what: str
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket from its first message on, which came by the channel `way`; `head` are more header lines of an e-mail.

    `by` opened it at the desk on the client's behalf, `registered` (a span) after it was received.
    """

    desk: str
    key: str
    subject: str
    who: str
    way: str
    about: str
    ago: str
    text: str
    files: tuple[str, ...]
    steps: tuple[Step, ...]
    ground: str = ""
    product: str = ""
    version: str = ""
    by: str = ""
    registered: str = ""
    head: tuple[str, ...] = field(default=())


def stories(desk: str, *, siblings: int | None = None) -> list[Story]:
    """The stories of `desk`: the main ones and at most `siblings` others (None: all)."""
    main, others = list(_told(desk, "main")), list(_told(desk, "more"))
    return main + others[:siblings]


def _told(desk: str, part: str) -> Iterator[Story]:
    folder = files("reglament.demo").joinpath("stories")
    for name in sorted(entry.name for entry in folder.iterdir()):
        if name.startswith(f"{desk}-{part}") and name.endswith(".toml"):
            tickets = tomllib.loads(folder.joinpath(name).read_text("utf-8"))["ticket"]
            for number, told in enumerate(tickets, 1):
                yield _story(desk, f"{name.removesuffix('.toml')}-{number}", told)


def _story(desk: str, key: str, told: dict[str, Any]) -> Story:
    if unknown := told.keys() - _KNOWN:
        raise ValueError(f"{key}: unknown {sorted(unknown)}")
    text, attached = _clipped(told["text"])
    return Story(
        desk=desk,
        key=told.get("key", key),
        subject=told["subject"],
        who=told["from"],
        way=told["way"],
        about=told.get("about", ""),
        ago=told["ago"],
        text=text,
        files=attached,
        steps=tuple(_step(line, key) for line in told.get("steps", ())),
        ground=told.get("ground", ""),
        product=told.get("product", ""),
        version=told.get("version", ""),
        by=told.get("by", ""),
        registered=told.get("registered", ""),
        head=tuple(told.get("head", ())),
    )


def _step(line: str, key: str) -> Step:
    found = _STEP.fullmatch(line)
    if found is None:
        raise ValueError(f"{key}: can't read the step {line!r}")
    text, attached = _clipped(found["text"] or "")
    return Step(found["after"], found["who"], found["verb"], found["what"] or "", text, attached)


def _clipped(text: str) -> tuple[str, tuple[str, ...]]:
    words, _, names = text.partition(CLIP)
    return words.strip(), tuple(name.strip() for name in names.split(",") if name.strip())
