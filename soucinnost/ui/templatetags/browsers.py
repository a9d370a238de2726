"""Naming a browser in words."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

#: The first mark found wins: every browser also names those it descends from.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """Return „Firefox, Windows“ from what a browser sends about itself; „neznámý prohlížeč“ when it says nothing."""
    names = [
        next((name for mark, name in table if mark in user_agent), "") for table in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, names)) or _("neznámý prohlížeč")
