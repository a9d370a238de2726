"""Middleware that only the tests install."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def refuse_unknown_variables(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Fail on a page whose template used a variable that nobody gave (``string_if_invalid`` of the test settings)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            at = response.content.find(b"INVALID(")
            if at >= 0:
                excerpt = response.content[max(0, at - 120) : at + 80].decode(errors="replace")
                raise AssertionError(f"{request.path} uses an unknown template variable: …{excerpt}…")
        return response

    return middleware
