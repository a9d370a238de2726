"""Signing in at a city's own identity provider (OpenID Connect, authorization code with PKCE).

Only what is needed to learn who came: the ID token is always checked (signature, issuer, audience, term, nonce), the
e-mail counts only when the provider says that it is verified, and neither tokens nor claims are kept or logged.
Source of the rules: OpenID Connect Core 1.0, section 3.1.3.7; RFC 7636 (PKCE); RFC 9700 (algorithms, redirects).
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.core.cache import cache

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures by a key of the provider; never those made with a shared secret, never none."""
SESSION_KEY, OPEN_AT_ONCE, MINUTES_TO_COME_BACK = "oidc", 5, 10
TIMEOUT, LEEWAY, MOST_BYTES, KEEP_SECONDS = 10, 60, 512 * 1024, 600


class SignInRefused(Exception):
    """Why nobody was signed in: ``reason`` is a key of the page's sentences."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Provider:
    """The identity provider of this installation. ``strong`` are values of ``amr`` or ``acr`` that mean a second
    factor; empty means that the provider is not relied on for it."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    strong: frozenset[str]


@dataclass(frozen=True)
class Came:
    """Who came: the provider's identifier of the person, the verified e-mail ("" for none) and how the person proved
    to be it."""

    subject: str
    email: str
    is_strong: bool
    onward: str


def provider() -> Provider | None:
    """The configured provider, None where there is none."""
    told = settings.OIDC
    if not told:
        return None
    return Provider(
        issuer=told["issuer"], client_id=told["client_id"], client_secret=told["client_secret"], name=told["name"],
        strong=frozenset(told["strong"]),
    )


# -- talking to the provider


def _json(method: str, url: str, **given: Any) -> dict[str, Any]:
    """One request to the provider; raises SignInRefused("down") when it does not answer with an object of JSON."""
    session = requests.Session()
    session.trust_env = False
    try:
        with session.request(method, url, timeout=TIMEOUT, allow_redirects=False, stream=True, **given) as answer:
            content = answer.raw.read(MOST_BYTES + 1, decode_content=True)
            if answer.status_code != 200 or len(content) > MOST_BYTES:
                raise SignInRefused("down" if answer.status_code >= 500 else "answer")
            read = json.loads(content)
    except (requests.RequestException, OSError, ValueError) as error:
        raise SignInRefused("down") from error
    if not isinstance(read, dict):
        raise SignInRefused("answer")
    return read


def _discovered(one: Provider) -> dict[str, Any]:
    """The provider's own description, kept for ten minutes; it must name the issuer that was configured."""
    key = f"oidc:{hashlib.sha256(one.issuer.encode()).hexdigest()[:32]}"
    known = cache.get(key)
    if known is None:
        known = _json("GET", f"{one.issuer.rstrip('/')}/.well-known/openid-configuration")
        wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        if any(not isinstance(known.get(name), str) for name in wanted) or known["issuer"] != one.issuer:
            raise SignInRefused("answer")
        cache.set(key, known, KEEP_SECONDS)
    return dict(known)


def begin(session: Any, one: Provider, callback: str, onward: str) -> str:
    """Start a sign-in: keep state, nonce and verifier in the session, return the provider's address to go to."""
    told = _discovered(one)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    begun = dict(session.get(SESSION_KEY, {}))
    begun[state] = {"nonce": nonce, "verifier": verifier, "onward": onward, "at": time.time(), "callback": callback}
    newest = sorted(begun, key=lambda name: begun[name]["at"])[-OPEN_AT_ONCE:]
    session[SESSION_KEY] = {name: begun[name] for name in newest}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code", "client_id": one.client_id, "redirect_uri": callback, "scope": "openid email",
        "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }
    address = told["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def finish(session: Any, one: Provider, query: Mapping[str, str]) -> Came:
    """End a sign-in that was begun in the same session; each can be ended once. Raises SignInRefused."""
    begun = dict(session.get(SESSION_KEY, {}))
    mine = begun.pop(query.get("state", ""), None)
    session[SESSION_KEY] = begun
    if mine is None or time.time() - mine["at"] > MINUTES_TO_COME_BACK * 60:
        raise SignInRefused("state")
    if query.get("error"):
        raise SignInRefused("cancelled" if query["error"] == "access_denied" else "answer")
    if query.get("iss", one.issuer) != one.issuer or not query.get("code"):
        raise SignInRefused("answer")
    told = _discovered(one)
    tokens = _exchange(one, told, query["code"], mine)
    claims = _checked(one, told, tokens.get("id_token"), mine["nonce"])
    return Came(
        subject=claims["sub"], email=_verified_email(told, tokens, claims), is_strong=_is_strong(one, claims),
        onward=mine["onward"],
    )


def _exchange(one: Provider, told: Mapping[str, Any], code: str, mine: Mapping[str, Any]) -> dict[str, Any]:
    sent = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": mine["callback"],
        "code_verifier": mine["verifier"],
    }
    ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in ways:
        return _json("POST", told["token_endpoint"], data=sent, auth=(one.client_id, one.client_secret))
    sent |= {"client_id": one.client_id, "client_secret": one.client_secret}
    return _json("POST", told["token_endpoint"], data=sent)


def _key(told: Mapping[str, Any], token: str) -> Any:
    """The provider's key that signed the token, by its ``kid`` where it has one."""
    header = jwt.get_unverified_header(token)
    keys = jwt.PyJWKSet.from_dict(_json("GET", told["jwks_uri"])).keys
    fitting = [key for key in keys if header.get("kid") in (None, key.key_id) and key.public_key_use in (None, "sig")]
    if len(fitting) != 1:
        raise jwt.InvalidKeyError("no such key")
    return fitting[0].key


def _checked(one: Provider, told: Mapping[str, Any], token: object, nonce: str) -> dict[str, Any]:
    """The claims of an ID token that is ours, unaltered, in force and the answer to this very sign-in."""
    if not isinstance(token, str):
        raise SignInRefused("answer")
    try:
        claims: dict[str, Any] = jwt.decode(
            token, _key(told, token), algorithms=ALGORITHMS, audience=one.client_id, issuer=one.issuer, leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise SignInRefused("token") from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    is_ours = claims.get("azp", None if several else one.client_id) == one.client_id
    is_answer = secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
    if not is_ours or not is_answer or not claims["sub"] or len(claims["sub"]) > 255:
        raise SignInRefused("token")
    return claims


def _verified_email(told: Mapping[str, Any], tokens: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The e-mail that the provider vouches for, from the ID token or else from its page about the person."""
    found = claims
    if not claims.get("email") and isinstance(told.get("userinfo_endpoint"), str):
        headers = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
        found = _json("GET", told["userinfo_endpoint"], headers=headers)
        if found.get("sub") != claims["sub"]:
            raise SignInRefused("token")
    is_verified = found.get("email_verified") in (True, "true")
    return str(found["email"]).strip().lower() if found.get("email") and is_verified else ""


def _is_strong(one: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether the provider says that the person proved itself in a way that was configured as a second factor."""
    amr = claims.get("amr", [])
    ways = set(amr) if isinstance(amr, list) and all(isinstance(way, str) for way in amr) else set()
    return bool(one.strong & (ways | {str(claims.get("acr", ""))} - {""}))
