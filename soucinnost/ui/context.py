"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Names of the page frame that do not depend on any app."""
    return {"mail_enabled": settings.MAIL_ENABLED, "is_production": settings.PRODUCTION}
