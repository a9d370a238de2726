"""One-time links and calendar feeds: what is refused, what is over, what is erased."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from soucinnost.audit.models import Entry
from soucinnost.groups.actions import end_mandate
from soucinnost.meetings.links import INVITATION
from soucinnost.notices import actions, purposes
from soucinnost.notices.models import Feed, OneTimeLink
from soucinnost.retention.registry import kind
from tests import factories
from tests.cast import Cast
from tests.factories import SYSTEM
from tests.meetings import link_kit


@pytest.fixture(autouse=True)
def _public(settings: Any, db: None) -> Any:
    link_kit.be_public(settings)
    yield
    cache.clear()


def verbs(start: str) -> list[str]:
    """What the log says of these things, in its order."""
    return list(Entry.objects.filter(verb__startswith=start).order_by("sequence").values_list("verb", flat=True))


def link(cast: Cast, **more: Any) -> str:
    """The address of a link to a coming meeting for a member without an account."""
    told: dict[str, Any] = {
        "circle": cast.group.circle, "person": link_kit.without_account(cast), "purpose": INVITATION,
        "object_uid": link_kit.coming(cast).uid, "expires_at": timezone.now() + timedelta(days=5), **more,
    }
    return actions.make_link(by=cast.actor("chair"), **told)


class TestLinks:
    def test_a_purpose_nobody_answers_for_makes_no_link(self, cast: Cast) -> None:
        with pytest.raises(ValueError, match="nobody registered"):
            link(cast, purpose="nothing.known")
        assert not OneTimeLink.objects.exists() and verbs("link.") == []

    def test_what_is_used_or_revoked_is_so_once(self, cast: Cast) -> None:
        link(cast)
        made = OneTimeLink.objects.get()
        for role in ("member", "outsider", "administrator"):
            with pytest.raises(PermissionDenied):
                actions.revoke_link(by=cast.actor(role), link=made)
        actions.revoke_link(by=cast.actor("recorder"), link=made)
        with pytest.raises(ValidationError, match="neplatí"):
            actions.revoke_link(by=cast.actor("recorder"), link=made)
        with pytest.raises(ValidationError, match="použit nebo přestal platit") as spent:
            actions.consume(by=SYSTEM, link=made)
        assert spent.value.code == "spent"
        made.refresh_from_db()
        assert made.used_at is None
        assert verbs("link.") == ["link.made", "link.revoked"]

    def test_used_meanwhile_the_page_says_so(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two windows with one link: the second one comes between the question and the answer."""

        def answer(request: Any, made: OneTimeLink) -> Any:
            for _window in range(2):
                actions.consume(by=request.actor, link=made)

        purpose = purposes.registered(INVITATION)
        assert purpose is not None
        monkeypatch.setitem(purposes._purposes, INVITATION, replace(purpose, answer=answer))
        address = link(cast).removeprefix(link_kit.ADDRESS)
        page = Client().post(address)
        assert page.status_code == 410
        assert OneTimeLink.objects.get().used_at is not None

    def test_past_its_term_it_is_erased(self, cast: Cast) -> None:
        link(cast)
        term, now = kind("notices.link"), timezone.now()
        assert not term.expired(now).exists()
        later = now + timedelta(days=6)
        uid = OneTimeLink.objects.get().uid
        assert term.dispose(by=SYSTEM, records=term.expired(later), cutoff=later) == 1
        assert not OneTimeLink.objects.exists()
        assert Entry.objects.get(verb="link.erased").ids == [uid]


class TestFeeds:
    def test_too_many_are_refused_with_what_to_do(self, cast: Cast) -> None:
        member, by = cast.person("member"), cast.actor("member")
        for _n in range(20):
            actions.start_feed(by=by, person=member)
        with pytest.raises(ValidationError, match="příliš mnoho"):
            actions.start_feed(by=by, person=member)
        page = cast.client("member").post(reverse("calendar:mine"))
        assert "příliš mnoho" in " ".join(page.text.split())
        assert Feed.objects.count() == 20 and verbs("feed.started") == ["feed.started"] * 20

    def test_ended_it_stays_ended_and_is_noted_once(self, cast: Cast) -> None:
        by = cast.actor("member")
        feed, token = actions.start_feed(by=by, person=cast.person("member"))
        with pytest.raises(PermissionDenied):
            actions.end_feed(by=cast.actor("chair"), feed=feed)
        for _time in range(2):
            actions.end_feed(by=by, feed=feed)
        assert verbs("feed.ended") == ["feed.ended"]
        assert Client().get(reverse("calendar:read", args=[token])).status_code == 404

    def test_of_a_circle_that_one_has_left_nothing_comes(self, cast: Cast) -> None:
        _feed, token = actions.start_feed(
            by=cast.actor("member"), person=cast.person("member"), circle=cast.group.circle
        )
        address = reverse("calendar:read", args=[token])
        assert Client().get(address).status_code == 200
        end_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=factories.today() - timedelta(1))
        assert Client().get(address).status_code == 404
        with pytest.raises(PermissionDenied):
            actions.start_feed(by=cast.actor("member"), person=cast.person("member"), circle=cast.group.circle)

    def test_an_account_without_a_person_has_none_and_chooses_nothing(self, db: None) -> None:
        browser = Client()
        browser.force_login(factories.user(), backend="allauth.account.auth_backends.AuthenticationBackend")
        for name in ("calendar:mine", "notices:preferences"):
            assert browser.get(reverse(name)).status_code == 404
