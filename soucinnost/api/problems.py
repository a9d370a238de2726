"""Errors as documents of type ``application/problem+json`` (RFC 9457), in the language of the request."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, errors

PREFIX = "/api/v1"
"""Where every operation stands; errors of other layers are told as problems below it."""
CONTENT_TYPE = "application/problem+json"
PLACES, OURS = {"body", "query", "path", "header"}, {"sent", "query"}
"""Where a value may stand, and what operations call the whole of it; both are left out of the name of a field."""


class Refused(Exception):
    """An answer other than the wanted one: ``kind`` is the end of the problem's type, ``status`` the HTTP status."""

    def __init__(self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.kind, self.detail, self.headers = status, kind, detail, dict(headers or {})
        super().__init__(detail)


def _titles() -> dict[int, str]:
    return {
        400: _("Dotaz se nedá přečíst"), 401: _("Chybí platný token"), 403: _("K tomu nemáte oprávnění"),
        404: _("Nenalezeno"), 405: _("Tato adresa takový dotaz nezná"), 413: _("Dotaz je příliš velký"),
        422: _("Něco je potřeba opravit"), 429: _("Příliš mnoho dotazů"), 500: _("Na serveru se něco pokazilo"),
        503: _("Server teď neodpovídá"), 507: _("Na serveru došlo místo"),
    }


def problem(
    status: int, *, kind: str = "about:blank", detail: str = "", fields: Iterable[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Make the answer. ``fields`` are pairs of a field's name and what is wrong with it."""
    wrong = [{"field": name, "message": text} for name, text in fields]
    content: dict[str, Any] = {"type": kind, "title": _titles()[status], "status": status}
    if detail:
        content["detail"] = detail
    if wrong or status == 422:
        content["fields"] = wrong
    return JsonResponse(content, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))


def is_for_program(request: HttpRequest) -> bool:
    """Whether a program asked, which reads problems and no pages."""
    return request.path.startswith(f"{PREFIX}/")


def unauthorised(detail: str = "") -> HttpResponse:
    """The answer to who brought no token, or one that does not hold."""
    words = detail or _("Pošlete hlavičku Authorization: Bearer a token, který si založíte na stránce Tokeny.")
    return problem(401, detail=words, headers={"WWW-Authenticate": 'Bearer realm="soucinnost"'})


def _words(error: Mapping[str, Any]) -> str:
    """What is wrong with one value, said in the reader's language."""
    limits = error.get("ctx", {})
    known = {
        "missing": _("Chybí."), "extra_forbidden": _("Takové pole tu není."),
        "string_too_long": _("Nejvýše %(most)s znaků.") % {"most": limits.get("max_length", "")},
        "string_too_short": _("Nejméně %(least)s znaků.") % {"least": limits.get("min_length", "")},
        "string_pattern_mismatch": _("Hodnota má jiný tvar."),
        "greater_than_equal": _("Nejméně %(least)s.") % {"least": limits.get("ge", "")},
        "less_than_equal": _("Nejvýše %(most)s.") % {"most": limits.get("le", "")},
        "too_long": _("Nejvýše %(most)s položek.") % {"most": limits.get("max_length", "")},
        "literal_error": _("Povolené hodnoty: %(list)s.") % {"list": limits.get("expected", "").replace(" or ", ", ")},
        "enum": _("Povolené hodnoty: %(list)s.") % {"list": limits.get("expected", "").replace(" or ", ", ")},
    }
    kind = str(error.get("type", ""))
    if kind in known:
        return known[kind]
    if kind.startswith("int"):
        return _("Má to být celé číslo.")
    if kind.startswith("date"):
        return _("Má to být den ve tvaru 2026-11-22.")
    if kind.startswith("decimal"):
        return _("Má to být číslo s nejvýše čtyřmi desetinnými místy.")
    if kind.startswith("bool"):
        return _("Má to být true, nebo false.")
    if kind.startswith("string"):
        return _("Má to být text.")
    return _("Tato hodnota sem nepatří.")


def _place(location: Iterable[Any]) -> str:
    """The name of a field, dotted where it lies deeper: ``numbers.0.value``."""
    parts = [str(part) for part in location]
    for outer in (PLACES, OURS):
        if parts and parts[0] in outer:
            parts = parts[1:]
    return ".".join(parts)


def _of_action(error: ValidationError) -> HttpResponse:
    if hasattr(error, "error_dict"):
        named = [(name, text) for name, found in error.message_dict.items() for text in found]
        fields = [(name, text) for name, text in named if name != "__all__"]
        return problem(422, detail=" ".join(text for _name, text in named), fields=fields)
    return problem(422, detail=" ".join(error.messages))


def answer_errors(api: NinjaAPI) -> None:
    """Give the interface its handlers; what they do not know stays a crash, so that it is seen."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        kind = f"urn:soucinnost:{error.kind}"
        return problem(error.status, kind=kind, detail=error.detail, headers=error.headers)

    @api.exception_handler(errors.AuthenticationError)
    def without_token(request: HttpRequest, error: errors.AuthenticationError) -> HttpResponse:
        return unauthorised()

    @api.exception_handler(errors.ValidationError)
    def shape(request: HttpRequest, error: errors.ValidationError) -> HttpResponse:
        fields = [(_place(one.get("loc", ())), _words(one)) for one in error.errors]
        return problem(422, detail=_("Dotaz má jiný tvar, než se čeká."), fields=fields)

    @api.exception_handler(ValidationError)
    def content(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return _of_action(error)

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return problem(403, detail=str(error))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, detail=_("Takový záznam tu není, nebo ho nevidíte."))

    @api.exception_handler(errors.HttpError)
    def unreadable(request: HttpRequest, error: errors.HttpError) -> HttpResponse:
        return problem(400, detail=_("Tělo dotazu má být JSON."))
