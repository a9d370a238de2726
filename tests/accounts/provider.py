"""A small identity provider that tests start on loopback: discovery, keys, authorize, token, userinfo."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "soucinnost", "tajne-jen-pro-testy"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class CityProvider:
    """The provider. What it says of the person (``claims``) and how it errs is set by the test."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "obcan-1", "email": "member@zkusebnice.test", "email_verified": True}
        self.userinfo: dict[str, Any] | None = None
        self.wrong: dict[str, Any] = {}
        self.signing_key: Any = KEY
        self.algorithm = "RS256"
        self.broken: set[str] = set()
        self.ways: list[str] | None = None
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.issuer = ""

    def authorize(self, address: str, **more: str) -> str:
        """What a person's browser does at the provider: agree, and be sent back; returns the address."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code" and query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256" and len(query["nonce"]) > 20
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        back = {"code": code, "state": query["state"], **more}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def tokens(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """What the token endpoint answers; None refuses."""
        begun = self.codes.pop(form.get("code", ""), None)
        if begun is None or begun["redirect_uri"] != form.get("redirect_uri"):
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        by_form = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET) and not authorization
        by_header = authorization == "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_client = by_form if self.ways == ["client_secret_post"] else by_header
        if challenge.rstrip(b"=").decode() != begun["code_challenge"] or not is_client:
            return None
        now = int(time.time())
        told = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": begun["nonce"], **self.claims,
            **self.wrong,
        }
        told = {name: value for name, value in told.items() if value is not None}
        token = jwt.encode(told, self.signing_key, algorithm=self.algorithm, headers={"kid": "k1"})
        return {"access_token": "pristup", "token_type": "Bearer", "id_token": token}

    def answer(self, method: str, path: str, body: str, authorization: str) -> tuple[int, Any]:
        """Status and JSON of one request."""
        self.asked.append(path)
        name = path.rsplit("/", 1)[-1]
        if name in self.broken:
            return 503, {}
        if name == "openid-configuration":
            if "description" in self.wrong:
                return 200, self.wrong["description"]
            return 200, {
                **({"token_endpoint_auth_methods_supported": self.ways} if self.ways is not None else {}),
                "issuer": self.wrong.get("discovered", self.issuer),
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
            }
        if name == "keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return 200, {"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]}
        if name == "userinfo" and authorization == "Bearer pristup" and self.userinfo is not None:
            return 200, self.userinfo
        if name == "token" and method == "POST":
            made = self.tokens({key: values[0] for key, values in parse_qs(body).items()}, authorization)
            return (200, made) if made is not None else (400, {"error": "invalid_grant"})
        return 404, {}


@contextmanager
def running() -> Iterator[CityProvider]:
    """Start the provider on a free port of loopback."""
    city = CityProvider()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            status, told = city.answer(self.command, self.path, body, self.headers.get("Authorization", ""))
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _do  # noqa: N815 - names of the standard library

        def log_message(self, *args: Any) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    city.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield city
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
