"""Logs, tables and requests that clients attach."""

import json
import random

_LOG_LINES = (
    ("INFO ", "connection {n} accepted from 10.20.{a}.{b}"),
    ("INFO ", "order {n} assigned, car {a}{b}"),
    ("INFO ", "heartbeat ok, {a} sessions"),
    ("DEBUG", "query finished in {a}{b} ms"),
    ("WARN ", "session {n} has not answered for {a} s"),
    ("ERROR", "request {n} failed: timeout after {a}000 ms"),
    ("ERROR", "channel {a}: registration expired, code 408"),
)
_STREETS = ("Береговая", "Солнечная", "Кедровая", "Проектная", "Таёжная", "Причальная", "Школьная", "Отрадная")


def log(name: str, chance: random.Random) -> bytes:
    """A service's log."""
    service, second, lines = name.rpartition(".")[0], chance.randint(28_000, 60_000), []
    for _ in range(chance.randint(60, 140)):
        second += chance.randint(1, 40)
        level, words = chance.choice(_LOG_LINES)
        told = words.format(n=chance.randint(100_000, 999_999), a=chance.randint(2, 60), b=chance.randint(2, 99))
        lines.append(f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02} {level} [{service}] {told}")
    return ("\n".join(lines) + "\n").encode()


def listing(name: str, chance: random.Random) -> bytes:
    """A list of settings or installed patches."""
    stem = name.rpartition(".")[0]
    lines = [f"{stem}-{chance.randint(7000, 7999)}  {chance.choice('AB')}{chance.randint(1, 9)}  ok" for _ in range(24)]
    return ("\n".join(lines) + "\n").encode()


def table(_name: str, chance: random.Random) -> bytes:
    """Addresses with coordinates, as a spreadsheet program saves them."""
    rows = ["street;house;latitude;longitude"]
    for number in range(chance.randint(14, 40)):
        street = _STREETS[number % len(_STREETS)]
        place = f"{61.2 + chance.random() / 20:.6f};{73.3 + chance.random() / 20:.6f}"
        rows.append(f"{street};{chance.randint(1, 60)};{place}")
    return ("\r\n".join(rows) + "\r\n").encode("utf-8-sig")


def exchange(_name: str, chance: random.Random) -> bytes:
    """A request to the API and its answer."""
    order = {"tariff": f"unknown-{chance.randint(1, 9)}", "from": "Береговая, 14", "to": "Вокзальная, 1"}
    told = {
        "request": {"method": "POST", "path": "/orders", "body": order},
        "response": {"status": 200, "body": {"order": None}},
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def example(_name: str, _chance: random.Random) -> bytes:
    """A program of a few lines that shows the trouble."""
    lines = [
        "from ritsdk import Session",
        "",
        'session = Session("server.codeline-m.example", timeout=5)',
        "session.open()",
        'print(session.call("ping"))',
        "input('restart the server, then press Enter')",
        'print(session.call("ping"))  # comes back after 100 s instead of 5',
    ]
    return ("\n".join(lines) + "\n").encode()
