"""The one place from which this installation speaks to addresses that people typed.

Somebody could type an address inside the own network (SSRF). So: HTTPS only, every address that the name stands for
must be a public one, the connection goes to exactly the address that was checked (a name cannot change its meaning
in between), no redirect is followed, no proxy or credential of the server is used, and nothing of the answer but its
status is read. Outside of production loopback is allowed, also without TLS, to try things out.
"""

import hashlib
import hmac
import ipaddress
import json
import socket
import time
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

TIMEOUT = (5, 5)
MOST = 500
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotDelivered(Exception):
    """The address did not take it; the text is a short code without anything that the other side said."""


class BadAddress(ValueError):
    """An address that is never spoken to; the text is a key of the form's sentences."""


class _Pinned(HTTPAdapter):
    """Speaks TLS to an address by number while asking for, and checking, the certificate of the name."""

    def __init__(self, host: str) -> None:
        self._host = host
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, assert_hostname=self._host, server_hostname=self._host)


def _loopback_allowed() -> bool:
    return not settings.PRODUCTION


def _embedded(ip: Ip) -> Ip:
    """The IPv4 address that an IPv6 one carries, else the same."""
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if carried is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return carried or ip
    return ip


def is_public(ip: Ip) -> bool:
    """Whether an address is a machine on the internet: not private, loopback, link-local, multicast or reserved."""
    inner = _embedded(ip)
    return ip.is_global and inner.is_global and not inner.is_multicast and not inner.is_reserved


def _may_speak_to(ip: Ip) -> bool:
    return is_public(ip) or (_loopback_allowed() and ip.is_loopback)


def read_address(address: str) -> SplitResult:
    """Check the shape of an address without asking anybody; raises BadAddress."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress("shape") from error
    if not host or len(address) > MOST or parts.username or parts.password or parts.fragment or " " in address:
        raise BadAddress("shape")
    if not address.isascii() or not address.isprintable():
        raise BadAddress("shape")
    local = host == "localhost" or _literal_loopback(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and local and _loopback_allowed()):
        raise BadAddress("https")
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        if (host == "localhost" or host.endswith(".localhost")) and not _loopback_allowed():
            raise BadAddress("inside") from None
    else:
        if not _may_speak_to(ip):
            raise BadAddress("inside")
    return parts


def _literal_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def resolve(parts: SplitResult) -> str:
    """Return the number to connect to; raises NotDelivered when any number of the name must not be spoken to."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotDelivered("name") from error
    numbers = [str(info[4][0]).partition("%")[0] for info in found]
    if not numbers or not all(_may_speak_to(ipaddress.ip_address(number)) for number in numbers):
        raise NotDelivered("inside")
    return numbers[0]


def signature(secret: str, moment: int, body: bytes) -> str:
    """The signature header: the moment and the HMAC-SHA256 (hex) of "moment.body" by the webhook's secret."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def post(address: str, secret: str, told: dict[str, Any]) -> int:
    """Send one telling; returns the status (2xx). Raises NotDelivered with a short code for everything else."""
    try:
        parts = read_address(address)
    except BadAddress as error:
        raise NotDelivered("inside") from error
    number = resolve(parts)
    body = json.dumps(told, separators=(",", ":")).encode()
    literal = f"[{number}]" if ":" in number else number
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    headers = {
        "Host": parts.netloc, "Content-Type": "application/json", "User-Agent": "Soucinnost-Webhook/1",
        "X-Soucinnost-Event": str(told["event"]), "X-Soucinnost-Delivery": str(told["id"]),
        "X-Soucinnost-Signature": signature(secret, int(time.time()), body),
    }
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://", _Pinned(parts.hostname or ""))
        try:
            with session.post(
                f"{parts.scheme}://{literal}{port}{parts.path or '/'}{query}", data=body, headers=headers,
                timeout=TIMEOUT, allow_redirects=False, stream=True,
            ) as answer:
                status = answer.status_code
        except (requests.RequestException, OSError, ValueError) as error:
            raise NotDelivered(type(error).__name__) from error
    if not 200 <= status < 300:
        raise NotDelivered(str(status))
    return status
