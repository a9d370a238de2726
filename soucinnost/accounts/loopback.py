"""Telling whether somebody sits at this very machine. Demo accounts, whose password is known, work only then."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

FORWARDING_HEADERS = (
    "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_SERVER", "HTTP_X_FORWARDED_PORT", "HTTP_VIA", "HTTP_CF_CONNECTING_IP", "HTTP_TRUE_CLIENT_IP",
)
# What nginx speaks to the server behind it unless told otherwise; then it adds no header and names the host
# "localhost". Browsers have not spoken it for decades.
OLD_PROTOCOL = "HTTP/1.0"


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def from_loopback(request: HttpRequest) -> bool:
    """Whether the request came straight from this machine.

    Behind a proxy on the same machine every request has a loopback address, so a forwarding header or a foreign
    host name means "no". A Unix socket has no address: "no".
    """
    if request.META.get("SERVER_PROTOCOL") == OLD_PROTOCOL or any(map(request.META.get, FORWARDING_HEADERS)):
        return False
    host, _port = split_domain_port(request.get_host())
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_loopback(host)


def demo_may_enter(request: HttpRequest) -> bool:
    """Whether accounts of the demo may be used by this request: on loopback, outside of production."""
    return not settings.PRODUCTION and from_loopback(request)
