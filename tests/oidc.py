"""A small OpenID Connect provider on loopback for tests: click a user to sign in."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "steadyplate", "only for the test"
SECONDS_VALID = 300


@dataclass
class Provider:
    """The configuration of the provider.

    Attributes
    ----------
    users : dict of str to str
        Names by subject.
    redirect_uri : str
        The only address that codes are sent to.
    """

    users: dict[str, str]
    redirect_uri: str
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "test"}))
    granted: dict[str, dict[str, str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """Return the discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def choices(self, asked: dict[str, str]) -> str:
        """Return the page with a link for each user."""
        links = [
            f'<p><a href="/grant?{html.escape(urlencode({**asked, "sub": sub}))}">{name}</a></p>'
            for sub, name in self.users.items()
        ]
        return "<!doctype html><title>Who are you?</title>" + "".join(links)

    def grant(self, asked: dict[str, str]) -> str:
        """Return the redirect with the code of the chosen user."""
        assert asked["redirect_uri"] == self.redirect_uri
        assert asked["client_id"] == CLIENT_ID
        assert asked["sub"] in self.users
        code = secrets.token_urlsafe()
        self.granted[code] = asked
        return f"{self.redirect_uri}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str], authorization: str) -> dict[str, Any]:
        """Exchange a code, once, for an identity; refuse a wrong client or proof."""
        client = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        assert authorization == f"Basic {client}"
        granted = self.granted.pop(asked["code"])
        proof = hashlib.sha256(asked["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(proof).decode().rstrip("=") == granted["code_challenge"]
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT_ID, "sub": granted["sub"], "iat": now,
            "exp": now + SECONDS_VALID, "nonce": granted["nonce"],
            "name": self.users[granted["sub"]],
        }  # fmt: skip
        return {
            "access_token": secrets.token_urlsafe(),
            "token_type": "Bearer",
            "expires_in": SECONDS_VALID,
            "id_token": jwt.encode({"alg": "RS256", "kid": "test"}, claims, self.key),
        }


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        """Serve discovery, keys, the page of users, and the redirect."""
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            self._send_json(self.provider.metadata())
        elif address.path == "/jwks":
            self._send_json({"keys": [self.provider.key.as_dict(private=False)]})
        elif address.path == "/authorize":
            self._send(200, "text/html", self.provider.choices(asked).encode())
        elif address.path == "/grant":
            self.send_response(302)
            self.send_header("Location", self.provider.grant(asked))
            self.end_headers()
        else:
            self._send(404, "text/plain", b"")

    def do_POST(self) -> None:
        """Serve the token endpoint."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        self._send_json(self.provider.token(asked, self.headers.get("Authorization", "")))

    def _send_json(self, content: dict[str, Any]) -> None:
        self._send(200, "application/json", json.dumps(content).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def serve(users: dict[str, str], redirect_uri: str) -> Iterator[Provider]:
    """Serve a provider that knows these users until the block ends."""
    provider = Provider(users, redirect_uri)
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
