"""Who must set up a second factor before anything else opens."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import RequestFactory

from soucinnost.access.middleware import lacks_second_factor
from soucinnost.access.models import Controller
from soucinnost.accounts.entering import STRONG_KEY
from tests.cast import Cast

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
AWAY = {"REMOTE_ADDR": "10.0.0.7", "HTTP_HOST": "localhost"}


@pytest.fixture
def ask(cast: Cast, settings: Any) -> Any:
    """Whether a member of a circle that asks for a second factor lacks it."""
    Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)
    settings.ALLOWED_HOSTS = ["*"]

    def asked(role: str = "member", *, is_demo: bool = False, session: Any = None, **came: str) -> bool:
        request: Any = RequestFactory().get("/", **(came or AWAY))
        request.user, request.actor, request.session = cast.person(role).user, cast.actor(role), session or {}
        request.user.is_demo = is_demo
        return lacks_second_factor(request)

    return asked


def test_who_needs_one_and_has_none(ask: Any, cast: Cast) -> None:
    assert ask() is True
    assert ask("outsider") is False, "another town asks for none"
    Authenticator.objects.create(user=cast.person("member").user, type=Authenticator.Type.WEBAUTHN, data={})
    assert ask() is False
    assert ask("chair") is True


def test_only_demo_accounts_at_this_machine_outside_of_production_are_spared(ask: Any, settings: Any) -> None:
    assert ask(is_demo=True, **HERE) is False
    assert ask(is_demo=True, **AWAY) is True
    assert ask(is_demo=False, **HERE) is True
    settings.PRODUCTION = True
    assert ask(is_demo=True, **HERE) is True


def test_a_provider_that_asked_for_one_is_believed_where_it_is_relied_on(ask: Any, settings: Any) -> None:
    for relied_on, came, lacks in ((True, True, False), (True, False, True), (False, True, True)):
        settings.OIDC = {"strong": relied_on}
        assert ask(session={STRONG_KEY: came}) is lacks
    settings.OIDC = None
    assert ask(session={STRONG_KEY: True}) is True
