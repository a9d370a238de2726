"""Pages of errors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key no longer holds (a long open page, another sign-in): nothing was saved, say what to do."""
    return render(request, "403_csrf.html", status=403)
