"""A rule of a document, and one precise change of its text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reglament.regulation.loading import library
from reglament.testing.world import World, build_world

ZONES = {"hivetaxi": ZoneInfo("Asia/Omsk"), "rosinfotech": ZoneInfo("Europe/Moscow")}


@dataclass(frozen=True, slots=True)
class Rule:
    """`scenario` gives `kept` under the library's text, and `otherwise` where `says` in it is replaced by `instead`."""

    regulation: str
    says: str
    instead: str
    scenario: Callable[[World], Any]
    kept: Any
    otherwise: Any
    level: str

    def outcome(self, *, broken: bool, folder: Path) -> Any:
        """Play the scenario with the whole cast, on a desk that has published the text."""
        text = library.text(self.regulation)
        assert text.count(self.says) == 1, f"{self.regulation} says this {text.count(self.says)} times: {self.says}"
        path = folder / "published.toml"
        path.write_text(text.replace(self.says, self.instead) if broken else text, "utf-8")
        return self.scenario(build_world(regulation=str(path), level=self.level))


def hivetaxi(
    says: str, instead: str, scenario: Callable[[World], Any], kept: Any, otherwise: Any, *, level: str = "vip"
) -> Rule:
    """A rule of HiveTaxi's document; Acme has `level`."""
    return Rule("hivetaxi", says, instead, scenario, kept, otherwise, level)


def rosinfotech(
    says: str, instead: str, scenario: Callable[[World], Any], kept: Any, otherwise: Any, *, level: str = "partner"
) -> Rule:
    """A rule of RosInfoTech's document; Acme has `level`."""
    return Rule("rosinfotech", says, instead, scenario, kept, otherwise, level)


def instant(world: World, local: str) -> datetime:
    """`2026-11-20 17:30` in the town of the desk's document, whatever zone the text now names."""
    zone = ZONES[world.desk.regulation.slug]
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)


def told(world: World, at: datetime | None) -> str:
    """An instant as `Fri 20.11 17:30` in that town; "" for none."""
    return at.astimezone(ZONES[world.desk.regulation.slug]).strftime("%a %d.%m %H:%M") if at else ""
