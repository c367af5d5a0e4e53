"""A small server of access tokens on the loopback: what Microsoft, Google and Яндекс have, for one test."""

import base64
import hashlib
import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Granter:
    """Gives a new access token for `refresh_token`, which it then changes (as Microsoft does); knows whose token it
    was. `refuses` is the error it gives instead."""

    user: str = "support"
    refresh_token: str = "refresh-1"
    refuses: str = ""
    given: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def authorize_url(self) -> str:
        """Where leave is given."""
        return f"http://127.0.0.1:{self.port}/authorize"

    @property
    def url(self) -> str:
        """Where tokens are asked for."""
        return f"http://127.0.0.1:{self.port}/token"

    def revoke(self) -> None:
        """No token given so far is good any more."""
        self.given = [f"revoked-{token}" for token in self.given]

    def grant(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        """The answer to a request for a token (RFC 6749 §5)."""
        self.asked.append(form)
        if self.refuses or not (form.get("refresh_token") == self.refresh_token or self._is_code(form)):
            return 400, {"error": "invalid_grant", "error_description": self.refuses or "That token was used before."}
        self.given.append(f"access-{len(self.given) + 1}")
        self.refresh_token = f"refresh-{len(self.given) + 1}"
        return 200, {"access_token": self.given[-1], "expires_in": 3600, "refresh_token": self.refresh_token}

    def consent(self, asked: dict[str, str]) -> str:
        """Where somebody is sent who gives the leave he was `asked` for (RFC 6749 §4.1.2)."""
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urllib.parse.urlencode({'code': code, 'state': asked['state']})}"

    def _is_code(self, form: dict[str, str]) -> bool:
        """Whether the code is one of ours, asked for by who shows it (RFC 7636 §4.6). It is good once."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != form["redirect_uri"]:
            return False
        shown = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        return asked["code_challenge"] == shown

    def introspect(self, token: str) -> dict[str, object]:
        """Whether a token is good, and whose (RFC 7662)."""
        return {"active": token in self.given, "username": self.user}


@contextmanager
def granter(user: str = "support") -> Iterator[Granter]:
    """A granter on a port of its own."""
    kept = Granter(user)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self._answer(*kept.grant(form))

        def do_GET(self) -> None:
            parts = urllib.parse.urlsplit(self.path)
            asked = dict(urllib.parse.parse_qsl(parts.query))
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", kept.consent(asked))
                self.end_headers()
            else:
                self._answer(200, kept.introspect(asked.get("token", "")))

        def _answer(self, status: int, told: dict[str, object]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
