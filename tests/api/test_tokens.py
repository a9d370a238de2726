"""Tokens: who makes them, what they open, when they stop."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from soucinnost.access.actions import break_glass
from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Controller
from soucinnost.accounts.actions import reset_second_factor, set_active
from soucinnost.api.actions import MOST, erase_tokens, expired, make_token, revoke_token
from soucinnost.api.models import ApiToken
from soucinnost.api.selectors import actor_by_token, last_used
from soucinnost.audit.models import Entry
from soucinnost.kernel.tokens import token_hash
from tests.api.kit import call, token
from tests.cast import Cast
from tests.factories import PASSWORD, user

SYSTEM = SystemActor("test")


def _recent(client: Client) -> Client:
    """The same browser after its reader gave the password again."""
    assert client.post("/ucet/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client


class TestMaking:
    def test_only_the_hash_is_kept_and_the_text_is_shown_once(self, cast: Cast) -> None:
        client = _recent(cast.client("member"))
        page = client.post("/muj-ucet/tokeny/novy/", {"name": "tabulka", "scopes": ["tasks:write"], "days": "30"})
        made = ApiToken.objects.get()
        text = page.context["text"]
        assert page.status_code == 200 and text in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert made.token_hash == token_hash(text) and made.last_four == text[-4:]
        assert made.scopes == ["tasks:read", "tasks:write"]
        assert made.expires_at - made.made_at == timedelta(days=30)
        listed = client.get("/muj-ucet/tokeny/").content.decode()
        assert text not in listed and f"…{text[-4:]}" in listed

    def test_a_new_one_asks_for_the_password_again(self, cast: Cast) -> None:
        client = cast.client("member")
        assert client.get("/muj-ucet/tokeny/novy/").url.startswith("/ucet/reauthenticate/")
        client.post("/muj-ucet/tokeny/novy/", {"name": "x", "scopes": ["tasks:read"], "days": "30"})
        assert not ApiToken.objects.exists()

    def test_who_lacks_a_required_second_factor_is_led_to_it(self, cast: Cast) -> None:
        client = _recent(cast.client("member"))
        Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)
        assert client.get("/muj-ucet/tokeny/novy/").status_code == 302
        client.post("/muj-ucet/tokeny/novy/", {"name": "x", "scopes": ["tasks:read"], "days": "30"})
        assert not ApiToken.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"name": " "}, "name"), ({"name": "x" * 101}, "name"), ({"scopes": []}, "scopes"),
            ({"scopes": ["everything"]}, "scopes"), ({"days": 0}, "days"), ({"days": 366}, "days"),
        ],
    )
    def test_what_cannot_be_is_refused_by_field(self, cast: Cast, fields: dict[str, Any], wrong: str) -> None:
        given: dict[str, Any] = {"name": "x", "scopes": ["tasks:read"], "days": 30, **fields}
        with pytest.raises(ValidationError) as refused:
            make_token(by=cast.actor("member"), person=cast.person("member"), **given)
        assert set(refused.value.message_dict) == {wrong}

    def test_the_form_says_what_is_wrong(self, cast: Cast) -> None:
        page = _recent(cast.client("member")).post("/muj-ucet/tokeny/novy/", {"name": "", "days": "9"})
        assert page.status_code == 422
        assert set(page.context["form"].errors) == {"name", "scopes", "days"}

    def test_an_account_of_nobody_has_none(self, db: None) -> None:
        client = Client()
        client.force_login(user(), backend="allauth.account.auth_backends.AuthenticationBackend")
        assert _recent(client).get("/muj-ucet/tokeny/novy/").status_code == 404

    def test_not_for_somebody_else_and_not_without_end(self, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            make_token(
                by=cast.actor("chair"), person=cast.person("member"), name="x", scopes=["tasks:read"], days=1
            )
        for _ in range(MOST):
            token(cast.person("member"), "tasks:read")
        with pytest.raises(ValidationError):
            token(cast.person("member"), "tasks:read")


class TestHolding:
    def test_revoked_at_the_next_request(self, cast: Cast) -> None:
        made, text = token(cast.person("member"))
        assert call(text, "get", "/groups/").status_code == 200
        client = cast.client("member")
        assert client.post(f"/muj-ucet/tokeny/{made.uid}/zrusit/").status_code == 302
        assert call(text, "get", "/groups/").status_code == 401

    def test_revoked_twice_is_revoked_once(self, cast: Cast) -> None:
        made, _text = token(cast.person("member"))
        for _again in range(2):
            revoke_token(by=cast.actor("member"), token=made)
        assert Entry.objects.filter(verb="token.revoked", object_uid=made.uid).count() == 1

    def test_a_foreign_one_is_unknown(self, cast: Cast) -> None:
        made, _text = token(cast.person("member"))
        assert cast.client("chair").post(f"/muj-ucet/tokeny/{made.uid}/zrusit/").status_code == 404
        with pytest.raises(PermissionDenied):
            revoke_token(by=cast.actor("chair"), token=made)
        assert made.uid not in cast.client("chair").get("/muj-ucet/tokeny/").content.decode()

    def test_ends_with_its_term(self, cast: Cast) -> None:
        made, text = token(cast.person("member"))
        now = timezone.now()
        ApiToken.objects.filter(pk=made.pk).update(made_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
        assert call(text, "get", "/groups/").status_code == 401

    @pytest.mark.parametrize("event", ["off", "factor"])
    def test_dies_with_the_account_for_good(self, cast: Cast, event: str) -> None:
        made, text = token(cast.person("member"))
        user = cast.person("member").user
        assert user is not None
        if event == "off":
            set_active(by=SYSTEM, user=user, active=False)
            assert call(text, "get", "/groups/").status_code == 401
            set_active(by=SYSTEM, user=user, active=True)
        else:
            reset_second_factor(by=SYSTEM, user=user)
        assert call(text, "get", "/groups/").status_code == 401
        made.refresh_from_db()
        assert made.revoked_at is not None
        assert Entry.objects.filter(verb="token.revoked", ids=[made.uid]).exists()

    def test_a_switched_off_account_is_refused_also_where_nobody_listened(self, cast: Cast) -> None:
        _made, text = token(cast.person("member"))
        user = cast.person("member").user
        assert user is not None
        type(user).objects.filter(pk=user.pk).update(is_active=False)
        assert call(text, "get", "/groups/").status_code == 401

    def test_a_mandate_that_ended_shows_nothing(self, cast: Cast) -> None:
        _made, text = token(cast.person("member"))
        path = f"/groups/{cast.group.uid}/"
        assert call(text, "get", path).status_code == 200
        seat = cast.mandates["member"].seat
        type(seat).objects.filter(pk=seat.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
        assert call(text, "get", path).status_code == 404

    def test_needs_the_second_factor_that_signing_in_needs(self, cast: Cast) -> None:
        _made, text = token(cast.person("member"))
        Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)
        answer = call(text, "get", "/groups/")
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:soucinnost:second-factor")
        Authenticator.objects.create(
            user=cast.person("member").user, type=Authenticator.Type.TOTP, data={"secret": ""}
        )
        assert call(text, "get", "/groups/").status_code == 200

    def test_demo_accounts_work_on_this_machine_only(self, cast: Cast) -> None:
        _made, text = token(cast.person("member"))
        user = cast.person("member").user
        type(user).objects.filter(pk=user.pk).update(is_demo=True)  # type: ignore[union-attr]
        assert call(text, "get", "/groups/", Host="127.0.0.1").status_code == 200
        assert call(text, "get", "/groups/", Host="127.0.0.1", X_Forwarded_For="192.0.2.1").status_code == 401

    def test_last_used_is_told_by_the_audit_once_a_day(self, cast: Cast) -> None:
        made, text = token(cast.person("member"))
        assert last_used([made]) == {}
        for _ in range(3):
            call(text, "get", "/groups/")
        assert last_used([made]) == {made.uid: timezone.localdate()}
        assert Entry.objects.filter(verb="token.used").count() == 1
        assert {row.channel for row in Entry.objects.filter(verb="groups.listed")} == {"api"}

    def test_erased_when_its_term_is_over(self, cast: Cast) -> None:
        made, _text = token(cast.person("member"))
        kept, _other = token(cast.person("chair"))
        revoke_token(by=cast.actor("member"), token=made)
        cutoff = timezone.now() + timedelta(seconds=1)
        assert erase_tokens(by=SYSTEM, records=expired(cutoff), cutoff=cutoff) == 1
        assert list(ApiToken.objects.all()) == [kept]


class TestNeverMore:
    def test_an_extraordinary_entry_stays_on_the_screen(self, cast: Cast) -> None:
        break_glass(
            by=cast.actor("administrator"), circle=cast.group.circle, person=cast.person("administrator"),
            reason="Zástup za nemocnou zapisovatelku.",
        )
        _made, text = token(cast.person("administrator"))
        assert call(text, "get", f"/groups/{cast.group.uid}/").status_code == 404
        narrow = actor_by_token(cast.person("administrator"))
        assert narrow.circle_ids == frozenset() and narrow.seat_ids == frozenset()

    def test_where_members_may_not_take_documents_out_programs_see_nothing(self, cast: Cast) -> None:
        Controller.objects.filter(organisation=cast.town).update(members_may_export=False)
        texts = {role: token(cast.person(role))[1] for role in ("chair", "recorder", "member", "deputy")}
        got = {role: call(text, "get", f"/groups/{cast.group.uid}/").status_code for role, text in texts.items()}
        assert got == {"chair": 200, "recorder": 200, "member": 404, "deputy": 404}
        assert call(texts["member"], "get", "/groups/").json()["items"] == []

    def test_the_actor_is_the_persons_own_where_nothing_is_held_back(self, cast: Cast) -> None:
        for role in ("chair", "member", "deputy", "manager", "coordinator"):
            whole, narrow = cast.actor(role), actor_by_token(cast.person(role))
            assert (narrow.circle_ids, narrow.seat_ids) == (whole.circle_ids, whole.seat_ids)
            assert narrow.channel == "api"
