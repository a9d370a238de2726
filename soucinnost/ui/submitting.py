"""The step that every form page takes: valid input goes to an action, its refusal comes back into the form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Show an action's refusal in the form: under its fields where the form has them, else on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, problems)


def carried_out(request: HttpRequest, form: BaseForm, act: Callable[[], Any], said: str) -> bool:
    """Carry out what a sent form asks for and say ``said``; whether that was done, so that the view leads on.

    False shows the page: nothing was sent, what was sent is not valid, or the action refused it and the form says why.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, said)
    return True
