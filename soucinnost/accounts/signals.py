"""Noting changes of second factors in the audit; allauth tells of them by signals only."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed

from soucinnost.audit.actions import record


def _noted(verb: str) -> Any:
    def receive(sender: Any, request: Any, user: Any, **given: Any) -> None:
        record(by=request.actor, verb=verb, object_uid=user.uid)

    return receive


def connect() -> None:
    """Listen; called once when the app starts."""
    for signal, verb in (
        (authenticator_added, "account.second_factor_added"), (authenticator_removed, "account.second_factor_removed"),
    ):
        signal.connect(_noted(verb), weak=False, dispatch_uid=verb)
