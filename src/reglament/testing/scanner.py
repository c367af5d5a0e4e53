"""A real clamd in a folder of its own, with one signature of ours: it finds what contains the EICAR word."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from reglament.lib.clamd import Unreachable, scan
from reglament.testing.ports import free_port
from reglament.testing.running import eventually

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
NAME = "Eicar-Test-Signature"
FOUND = f"{NAME}.UNOFFICIAL"  # as clamd says of a signature nobody signed
LARGEST = 1024 * 1024  # StreamMaxLength
_PROGRAM = "/usr/sbin/clamd"


@dataclass
class Scanner:
    """A scanner that can be stopped, started again and put to sleep."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def where(self) -> str:
        """Its address, as the setting has it."""
        return f"tcp:127.0.0.1:{self.port}"

    @property
    def socket(self) -> str:
        """Its other address."""
        return f"unix:{self.folder}/clamd.ctl"

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [_PROGRAM, f"--config-file={self.folder}/clamd.conf"]
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)
        eventually(self._answers, what="clamd answers", log=(self.folder / "output").read_text)

    def stop(self) -> None:
        """End it at once, whatever it is looking at."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """It takes connections and says nothing."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            return not scan(b"", self.where).name
        except Unreachable:
            return False


@contextmanager
def scanning() -> Iterator[Scanner]:
    """The scanner on a free port."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    scanner = Scanner(folder)
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(_configuration(scanner))
    try:
        scanner.start()
        yield scanner
    finally:
        scanner.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def clamd() -> Iterator[Scanner]:
    """One scanner for all tests of a worker."""
    with scanning() as running:
        yield running


@pytest.fixture
def scanner(clamd: Scanner, settings: Any) -> Scanner:
    """The scanner, running, and named by the setting."""
    if clamd.process is None:
        clamd.start()
    settings.SCANNER = clamd.where
    return clamd


def _configuration(scanner: Scanner) -> str:
    return f"""
Foreground yes
DatabaseDirectory {scanner.folder}/signatures
TCPAddr 127.0.0.1
TCPSocket {scanner.port}
LocalSocket {scanner.folder}/clamd.ctl
FixStaleSocket yes
TemporaryDirectory {scanner.folder}
StreamMaxLength {LARGEST}
MaxFileSize 300K
AlertExceedsMax yes
AlertEncrypted yes
MaxThreads 2
"""
