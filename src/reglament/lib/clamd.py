"""A small client of ClamAV's daemon: one question, INSTREAM, over its socket (clamd(8), "Commands")."""

import socket
import struct
from dataclasses import dataclass

CHUNK = 64 * 1024
TIMEOUT = 60.0  # seconds: clamd thinks long about archives
LONGEST_ANSWER = 4_096
NOT_LOOKED_INTO = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")  # AlertExceedsMax, AlertEncrypted


class Unreachable(Exception):
    """The scanner gave no answer to be relied on; try again later."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the scanner says: `name` of what it found, "" for nothing; not `checked` when it would not look."""

    name: str = ""
    checked: bool = True


def scan(content: bytes, where: str) -> Found:
    """Ask the scanner at `where` ("unix:/path" or "tcp:host:port"). Raises Unreachable."""
    try:
        with _connected(where) as connection:
            _hand_over(connection, content)
            answer = _answer(connection)
    except (OSError, ValueError) as error:  # ValueError: the setting names no port
        raise Unreachable(str(error)) from error
    if answer.endswith("FOUND"):
        name = answer.removesuffix("FOUND").partition(":")[2].strip()[:200] or "?"
        return Found(checked=False) if name.startswith(NOT_LOOKED_INTO) else Found(name)
    if answer.endswith("OK"):
        return Found()
    if "size limit exceeded" in answer:
        return Found(checked=False)
    raise Unreachable(answer or "no answer")


def _connected(where: str) -> socket.socket:
    way, _, place = where.partition(":")
    if way == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(place)
        except BaseException:
            connection.close()
            raise
        return connection
    host, _, port = place.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)


def _hand_over(connection: socket.socket, content: bytes) -> None:
    """The whole stream; a scanner that has had enough says so and hangs up, and its answer is read all the same."""
    try:
        connection.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), CHUNK):
            piece = content[at : at + CHUNK]
            connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(connection: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
