"""The step that every form page takes."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.test import RequestFactory

from soucinnost.ui.submitting import carried_out


class NameForm(forms.Form):
    """One field."""

    name = forms.CharField()


def asked(method: str = "post", **data: str) -> tuple[HttpRequest, NameForm]:
    request: Any = getattr(RequestFactory(), method)("/", data)
    request._messages = CookieStorage(request)
    return request, NameForm(request.POST or None)


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


def test_done() -> None:
    request, form = asked(name="A")
    done: list[str] = []
    assert carried_out(request, form, lambda: done.append(form.cleaned_data["name"]), "Uloženo.")
    assert (done, said(request)) == (["A"], ["Uloženo."])


@pytest.mark.parametrize(("method", "data"), [("get", {}), ("post", {"name": " "}), ("post", {"other": "x"})])
def test_nothing_sent_or_not_valid(method: str, data: dict[str, str]) -> None:
    request, form = asked(method, **data)
    done: list[int] = []
    assert not carried_out(request, form, lambda: done.append(1), "Uloženo.")
    assert (done, said(request)) == ([], [])


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (ValidationError("Ne."), "__all__"), (ValidationError({"name": "Ne."}), "name"),
        (ValidationError({"elsewhere": "Ne."}), "__all__"), (ValidationError({"__all__": ["Ne."]}), "__all__"),
    ],
)
def test_refused(refusal: ValidationError, field: str) -> None:
    def refuse() -> None:
        raise refusal

    request, form = asked(name="A")
    assert not carried_out(request, form, refuse, "Uloženo.")
    assert dict(form.errors) == {field: ["Ne."]}
    assert said(request) == []


def test_what_is_forbidden_is_not_an_error_of_the_form() -> None:
    def forbid() -> None:
        raise PermissionDenied

    request, form = asked(name="A")
    with pytest.raises(PermissionDenied):
        carried_out(request, form, forbid, "Uloženo.")
