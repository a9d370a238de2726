"""Sessions: read while they last, in the store that signs as Django's own does."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from soucinnost.access.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    """A session that lasts."""
    store = SessionStore()
    store["language"] = "en"
    store.save()
    assert store.session_key is not None
    return store.session_key


def test_a_session_is_read_in_either_store(key: str) -> None:
    assert SessionStore(key)["language"] == DatabaseStore(key)["language"] == "en"


def test_an_ended_session_is_nobodys(key: str) -> None:
    assert SessionStore(key)["language"] == "en"
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(key)
    assert "language" not in store
    assert store.session_key is None


@pytest.mark.parametrize("unknown", [None, "", "short", "x" * 32])
def test_an_unknown_session_is_empty(unknown: str | None) -> None:
    store = SessionStore(unknown)
    assert store.load() == {}
    assert store.session_key is None
