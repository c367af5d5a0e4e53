"""A real Dovecot in a folder of its own: an IMAP server for one test."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from imapclient import IMAPClient

from reglament.testing.ports import free_port

PASSWORD = "secret"
_PROGRAM = "/usr/sbin/dovecot"


@dataclass
class Dovecot:
    """A running server; `carl` or any other name signs in with PASSWORD."""

    folder: Path
    port: int
    user: str = "support"

    def client(self) -> IMAPClient:
        """A signed-in client."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10)
        client.login(self.user, PASSWORD)
        return client

    def drop(self, raw: bytes, *, at: datetime | None = None, folder: str = "INBOX") -> None:
        """Put a letter into `folder`, with `at` as its internal date."""
        with self.client() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            client.append(folder, raw, msg_time=at)

    def deliver(self, raw: bytes, *, folder: str) -> None:
        """Put a letter into `folder`, which must be there, without a connection."""
        place = self.folder / "mail" / self.user / f".{folder}"
        owner = place.stat()
        letter = place / "tmp" / f"{time.time_ns()}.test"
        letter.write_bytes(raw)
        os.chown(letter, owner.st_uid, owner.st_gid)
        letter.rename(place / "new" / letter.name)

    def renumber(self) -> None:
        """Give INBOX another UIDVALIDITY, its letters and their flags kept: what a rebuilt index does."""
        for found in (self.folder / "mail" / self.user).glob("dovecot*"):
            if found.name.startswith("dovecot-uidlist"):
                _, validity, rest = found.read_text().split(" ", 2)
                found.write_text(f"3 V{int(validity[1:]) + 1} {rest}")
            elif found.name.startswith("dovecot.index"):
                found.unlink()

    def start(self) -> None:
        """Start, and wait until it answers."""
        subprocess.run([_PROGRAM, "-c", str(self.folder / "dovecot.conf")], check=True)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "dovecot.log").read_text())

    def stop(self) -> None:
        """Stop at once: Dovecot itself would let open connections live on for some ten seconds."""
        master = (self.folder / "run" / "master.pid").read_text().strip()
        for child in Path(f"/proc/{master}/task/{master}/children").read_text().split():
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        subprocess.run([_PROGRAM, "-c", str(self.folder / "dovecot.conf"), "stop"], check=True)
        for _ in range(100):
            if not (self.folder / "run" / "master.pid").exists():
                return
            time.sleep(0.05)


@contextmanager
def dovecot(*, tokens: int | None = None, connections: int = 50) -> Iterator[Dovecot]:
    """A Dovecot on a free port of the loopback; everything it writes is gone afterwards.

    With `tokens`, the port of a `granter`, one signs in with access tokens too (XOAUTH2). `connections` are what it
    allows one user at a time.
    """
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    folder.chmod(0o755)
    server = Dovecot(folder, free_port())
    limit = f"protocol imap {{\n  mail_max_userip_connections = {connections}\n}}\n"
    (folder / "dovecot.conf").write_text(_configuration(server) + limit + _taking_tokens(server, tokens))
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def imap() -> Iterator[Dovecot]:
    """A server for all tests of a module that imports this."""
    with dovecot() as running:
        yield running


@pytest.fixture
def server(imap: Dovecot, request: pytest.FixtureRequest) -> Dovecot:
    """The same, with an empty mailbox of this test's own user."""
    return Dovecot(imap.folder, imap.port, user=f"u{abs(hash(request.node.name))}")


def _configuration(server: Dovecot) -> str:
    """Mail may not belong to root, so where root runs the test it belongs to nobody."""
    is_root = os.geteuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
    mail = server.folder / "mail"
    mail.mkdir()
    os.chown(mail, owner.pw_uid, owner.pw_gid)
    unprivileged = "" if is_root else f"default_internal_user = {owner.pw_name}\ndefault_login_user = {owner.pw_name}\n"
    return f"""
protocols = imap
listen = 127.0.0.1
base_dir = {server.folder}/run
state_dir = {server.folder}/state
log_path = {server.folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
{unprivileged}
mail_location = maildir:{mail}/%u
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={mail}/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {server.port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def _taking_tokens(server: Dovecot, tokens: int | None) -> str:
    if tokens is None:
        return ""
    (server.folder / "oauth2.conf").write_text(
        f"introspection_mode = get\nintrospection_url = http://127.0.0.1:{tokens}/introspection?token=\n"
        "active_attribute = active\nactive_value = true\nusername_attribute = username\n"
    )
    return f"""
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {server.folder}/oauth2.conf
}}
"""
