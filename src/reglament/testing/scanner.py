"""A clamd of the tests: speaks INSTREAM on loopback and finds what contains the EICAR word."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
LARGEST = 1024 * 1024


class Scanner(socketserver.ThreadingTCPServer):
    """Counts what it was asked; `broken` makes it say an error."""

    allow_reuse_address = True
    daemon_threads = True
    asked = 0
    broken = False

    @property
    def where(self) -> str:
        """Its address, as the setting has it."""
        return f"tcp:127.0.0.1:{self.server_address[1]}"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        """One command, one answer."""
        server = cast(Scanner, self.server)
        server.asked += 1
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > LARGEST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        answer = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(b"stream: Can't allocate memory ERROR\0" if server.broken else answer)


@contextmanager
def scanning() -> Iterator[Scanner]:
    """The scanner on a free port."""
    with Scanner(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
