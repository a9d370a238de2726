"""What operations start with."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from soucinnost.api.entry import Bearer
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.fullnames import find_full_names
from soucinnost.kernel.personaldata import find_personal_data

View = Callable[..., Any]
BYTES = "application/octet-stream"


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: the token's person."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def reads(router: Router, path: str, scope: str, shape: Any, summary: Any) -> Callable[[View], View]:
    """Add a reading operation behind its scope; the function's name is the operation's."""

    def add(view: View) -> View:
        return router.get(
            path, auth=Bearer(scope), response=shape, summary=summary, tags=[scope.split(":")[0]],
            operation_id=view.__name__, url_name=view.__name__,
        )(view)

    return add


def writes(
    router: Router, path: str, scope: str, shape: Any, summary: Any, *, status: int = 200
) -> Callable[[View], View]:
    """Add a writing operation behind its scope; ``status`` is 201 where something new comes to be."""

    def add(view: View) -> View:
        return router.post(
            path, auth=Bearer(scope), response={status: shape}, summary=summary, tags=[scope.split(":")[0]],
            operation_id=view.__name__, url_name=view.__name__,
        )(view)

    return add


def hands_out(router: Router, path: str, scope: str, summary: Any) -> Callable[[View], View]:
    """Add an operation that answers with a file's bytes; which kind of file it is, its record says."""
    content = {BYTES: {"schema": {"type": "string", "format": "binary"}}}

    def add(view: View) -> View:
        return router.get(
            path, auth=Bearer(scope), response=None, summary=summary, tags=[scope.split(":")[0]],
            operation_id=view.__name__, url_name=view.__name__,
            openapi_extra={"responses": {200: {"description": "OK", "content": content}}},
        )(view)

    return add


def without_personal_data(texts: Iterable[tuple[str, str]], *, confirmed: bool, names: bool = False) -> None:
    """Refuse free text that looks like personal data unless the client confirms it, as forms of the pages do.

    ``texts`` are pairs of a field's name and what was sent; ``names`` looks for full names too.
    """
    if confirmed:
        return
    hint = _("Text vypadá, že obsahuje osobní údaje. Upravte ho, nebo pošlete personal_data_confirmed: true.")
    found = {
        field: hint for field, text in texts
        if text and (find_personal_data(text) or (names and find_full_names(text)))
    }
    if found:
        raise ValidationError(found)
