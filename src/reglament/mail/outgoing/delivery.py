"""Carrying letters to mail servers over several connections at once, so that none waits for a slow one.

No thread of these touches the database: letters come as bytes, and what servers said is fetched by the sweep.
"""

import queue
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reglament.mail.servers.smtp_client import Connection, Dropped, Server, Unreachable, Verdict

CONNECTIONS = 4  # to one server
KEPT = 5.0  # seconds an unused connection is kept
MOST_DROPS = 3  # letters in a row a server may drop before it counts as away


class Untried(Exception):
    """The letter was not tried: its server turned out to be away, or its turn came too late."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter as it goes over the wire, by the key of its row; `begin_before` is of the monotonic clock."""

    pk: int
    key: str
    attempts: int  # before this one
    raw: bytes
    sender: str
    recipient: str
    server: Server
    begin_before: float

    @property
    def domain(self) -> str:
        """The recipient's domain."""
        return self.recipient.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter: what the server said of it, or the trouble there was."""

    parcel: Parcel
    result: Verdict | Exception


class Carriers:
    """Up to CONNECTIONS to each server. Letters to one domain go one after the other."""

    def __init__(self) -> None:
        self._crews: dict[Server, _Crew] = {}
        self._outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._under_way: dict[int, Parcel] = {}

    @property
    def under_way(self) -> Collection[Parcel]:
        """Letters handed over whose outcome has not been fetched."""
        return self._under_way.values()

    def hand_over(self, parcel: Parcel) -> None:
        """Let it be carried."""
        self._under_way[parcel.pk] = parcel
        if parcel.server not in self._crews:
            self._crews = {server: crew for server, crew in self._crews.items() if crew.is_at_work}
            self._crews[parcel.server] = _Crew(parcel.server, self._outcomes)
        self._crews[parcel.server].take(parcel)

    def outcomes(self, *, patience: float) -> list[Outcome]:
        """Those there are; waits up to `patience` seconds for the first."""
        found: list[Outcome] = []
        try:
            found.append(self._outcomes.get(timeout=patience))
            while True:
                found.append(self._outcomes.get_nowait())
        except queue.Empty:
            pass
        for outcome in found:
            self._under_way.pop(outcome.parcel.pk, None)
        return found

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Take them back, to be fetched again."""
        for outcome in outcomes:
            self._under_way[outcome.parcel.pk] = outcome.parcel
            self._outcomes.put(outcome)


class _Crew:
    """The connections to one server, each in a thread of its own, and the letters that wait for one."""

    def __init__(self, to: Server, outcomes: "queue.SimpleQueue[Outcome]") -> None:
        self._to = to
        self._outcomes = outcomes
        self._changed = threading.Condition()
        self._waiting: list[Parcel] = []
        self._busy: set[str] = set()
        self._members = self._idle = self._drops = 0

    @property
    def is_at_work(self) -> bool:
        """Whether any connection is open."""
        return self._members > 0

    def take(self, parcel: Parcel) -> None:
        """Carry it when a connection is free and nothing is under way to its domain."""
        with self._changed:
            self._waiting.append(parcel)
            if len(self._free_domains()) > self._idle and self._members < CONNECTIONS:
                self._members += 1
                threading.Thread(target=self._work, name=f"smtp-{self._to.name}", daemon=True).start()
            self._changed.notify()

    def _free_domains(self) -> set[str]:
        return {parcel.domain for parcel in self._waiting} - self._busy

    def _work(self) -> None:
        connection = Connection(self._to)
        parcel = self._next()
        while parcel is not None:
            result = self._carried(parcel, connection)
            with self._changed:  # who has carried a letter to a domain carries the next one there, not somebody woken
                self._busy.discard(parcel.domain)
                outcomes = [Outcome(parcel, result), *self._given_up(parcel, result)]
                parcel = self._picked()
                self._changed.notify_all()
            for outcome in outcomes:
                self._outcomes.put(outcome)
            parcel = parcel or self._next()
        connection.close()

    def _next(self) -> Parcel | None:
        """A letter to a domain nobody else is busy with; None when there was nothing to do for a while."""
        with self._changed:
            while (parcel := self._picked()) is None:
                self._idle += 1
                is_woken = self._changed.wait(KEPT)
                self._idle -= 1
                if not is_woken and not self._waiting:
                    self._members -= 1
                    return None
        return parcel

    def _picked(self) -> Parcel | None:
        for parcel in self._waiting:
            if parcel.domain not in self._busy:
                self._waiting.remove(parcel)
                self._busy.add(parcel.domain)
                return parcel
        return None

    def _carried(self, parcel: Parcel, connection: Connection) -> Verdict | Exception:
        if time.monotonic() > parcel.begin_before:
            return Untried()
        try:
            verdict = connection.deliver(parcel.raw, sender=parcel.sender, recipient=parcel.recipient, envid=parcel.key)
        except Dropped as trouble:
            self._drops += 1
            return trouble if self._drops < MOST_DROPS else Unreachable(str(trouble))
        except Exception as trouble:
            return trouble
        self._drops = 0
        return verdict

    def _given_up(self, parcel: Parcel, result: Verdict | Exception) -> list[Outcome]:
        """What need not find out for itself that the server is away, or that the domain asks for peace."""
        if isinstance(result, Unreachable):
            rest = list(self._waiting)
        elif isinstance(result, Verdict) and result.is_about_domain:
            rest = [waiting for waiting in self._waiting if waiting.domain == parcel.domain]
        else:
            return []
        self._waiting = [waiting for waiting in self._waiting if waiting not in rest]
        return [Outcome(waiting, Untried()) for waiting in rest]
