"""Signing in at a city's identity provider, against one that the tests start."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.provider import identity_provider, origins
from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Controller
from soucinnost.accounts import provider_views
from soucinnost.accounts.actions import change_email, end_sessions
from soucinnost.accounts.models import ExternalIdentity, User
from soucinnost.audit.models import Entry
from tests.accounts.provider import CLIENT, OTHER_KEY, SECRET, CityProvider, running
from tests.cast import Cast

SYSTEM = SystemActor("test")


@pytest.fixture
def city(settings: Any) -> Iterator[CityProvider]:
    cache.clear()
    with running() as provider:
        settings.OIDC = {
            "issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET, "name": "Přihlášení Zkušebnice",
            "strong": [],
        }
        yield provider


def _come(city: CityProvider, client: Client, onward: str = "", **more: str) -> Any:
    """Leave, agree at the provider, come back."""
    left = client.post("/prihlaseni/mesto/", {"next": onward})
    assert left.status_code == 302 and left.url.startswith(city.issuer), left.content
    return client.get(city.authorize(left.url, **more))


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


class TestComingIn:
    def test_the_page_offers_it_by_name_and_only_where_it_is_set_up(self, cast: Cast, city: CityProvider) -> None:
        page = Client().get("/ucet/login/")
        assert "Přihlášení Zkušebnice" in _text(page)

    def test_nothing_of_it_without_a_provider(self, cast: Cast) -> None:
        assert "/prihlaseni/mesto/" not in _text(Client().get("/ucet/login/"))
        assert Client().post("/prihlaseni/mesto/").status_code == 404
        assert Client().get("/prihlaseni/mesto/zpet/").status_code == 404

    def test_an_existing_account_is_tied_once_and_leads_on(self, cast: Cast, city: CityProvider) -> None:
        client = Client()
        answer = _come(city, client, "/ukoly/")
        assert (answer.status_code, answer.url) == (302, "/ukoly/") and _is_in(client)
        tied = ExternalIdentity.objects.get()
        assert (tied.user, tied.subject, tied.issuer) == (cast.person("member").user, "obcan-1", city.issuer)
        city.claims = {"sub": "obcan-1", "email": "jina@adresa.test", "email_verified": False}
        again = Client()
        _come(city, again)
        assert _is_in(again) and ExternalIdentity.objects.count() == 1
        assert Entry.objects.filter(verb="account.identity_tied").count() == 1
        assert Entry.objects.filter(verb="account.signed_in").count() == 2

    def test_a_foreign_address_to_go_on_to_is_left_out(self, cast: Cast, city: CityProvider) -> None:
        assert _come(city, Client(), "https://jinam.test/").url == "/stul/"

    def test_the_email_may_come_from_userinfo(self, cast: Cast, city: CityProvider) -> None:
        city.claims = {"sub": "obcan-1"}
        city.userinfo = {"sub": "obcan-1", "email": "MEMBER@zkusebnice.test", "email_verified": True}
        client = Client()
        _come(city, client)
        assert _is_in(client)
        assert ExternalIdentity.objects.get().user == cast.person("member").user

    def test_the_client_may_have_to_tell_its_secret_in_the_form(self, cast: Cast, city: CityProvider) -> None:
        city.ways = ["client_secret_post"]
        client = Client()
        _come(city, client)
        assert _is_in(client)

    def test_who_is_in_is_led_home(self, cast: Cast, city: CityProvider) -> None:
        client = cast.client("recorder")
        left = Client().post("/prihlaseni/mesto/")
        answer = client.get(city.authorize(left.url))
        assert (answer.status_code, answer.url) == (302, "/stul/")
        assert not ExternalIdentity.objects.exists()

    def test_the_session_can_be_ended(self, cast: Cast, city: CityProvider) -> None:
        client = Client()
        _come(city, client)
        user = cast.person("member").user
        assert user is not None and UserSession.objects.filter(user=user).count() == 1
        end_sessions(by=SYSTEM, user=user)
        assert client.get("/stul/").status_code == 302

    def test_a_changed_sign_in_email_unties(self, cast: Cast, city: CityProvider) -> None:
        _come(city, Client())
        user = cast.person("member").user
        assert user is not None
        change_email(by=SYSTEM, user=user, email="nova@zkusebnice.test")
        client = Client()
        assert "Účet s Vaším e-mailem tu není" in _text(_come(city, client))
        assert not _is_in(client)

    def test_no_token_and_no_claim_is_kept_or_logged(
        self, cast: Cast, city: CityProvider, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        city.claims |= {"name": "Kanárková Žluťoučká", "phone_number": "+420777123456"}
        client = Client()
        _come(city, client)
        kept = str(dict(client.session)) + caplog.text
        for secret in ("pristup", "Kanárková", "777123456", SECRET, "eyJ"):
            assert secret not in kept


class TestRefused:
    @pytest.mark.parametrize(
        ("claims", "words"),
        [
            ({"email_verified": False}, "neposlala ověřený e-mail"), ({"email_verified": None}, "neposlala ověřený"),
            ({"email": None}, "neposlala ověřený e-mail"), ({"email": "nikdo@nikde.test"}, "Účty zakládá správce"),
            ({"nonce": "jine"}, "nejde věřit"), ({"nonce": None}, "nejde věřit"), ({"aud": "jiny"}, "nejde věřit"),
            ({"aud": [CLIENT, "jiny"]}, "nejde věřit"), ({"azp": "jiny"}, "nejde věřit"),
            ({"iss": "http://127.0.0.1:1"}, "nejde věřit"), ({"exp": int(time.time()) - 600}, "nejde věřit"),
            ({"exp": None}, "nejde věřit"), ({"iat": int(time.time()) + 3600}, "nejde věřit"),
            ({"sub": None}, "nejde věřit"), ({"sub": ""}, "nejde věřit"), ({"sub": "x" * 256}, "nejde věřit"),
        ],
    )
    def test_what_the_provider_says(self, cast: Cast, city: CityProvider, claims: dict[str, Any], words: str) -> None:
        city.wrong = claims
        city.userinfo = {"sub": "obcan-1"}
        client = Client()
        answer = _come(city, client)
        assert answer.status_code == 403 and words in _text(answer)
        assert not _is_in(client) and not ExternalIdentity.objects.exists()

    def test_a_token_signed_by_somebody_else(self, cast: Cast, city: CityProvider) -> None:
        city.signing_key = OTHER_KEY
        client = Client()
        assert "nejde věřit" in _text(_come(city, client)) and not _is_in(client)

    @pytest.mark.parametrize(("algorithm", "key"), [("none", None), ("HS256", SECRET * 3)])
    def test_a_token_without_the_providers_key(
        self, cast: Cast, city: CityProvider, algorithm: str, key: Any
    ) -> None:
        city.algorithm, city.signing_key = algorithm, key
        client = Client()
        assert "nejde věřit" in _text(_come(city, client)) and not _is_in(client)

    def test_a_state_that_is_not_ours_used_twice_or_too_old(self, cast: Cast, city: CityProvider) -> None:
        client = Client()
        back = city.authorize(client.post("/prihlaseni/mesto/").url)
        assert "začalo v jiném okně" in _text(Client().get(back))
        assert "začalo v jiném okně" in _text(client.get(back.replace("state=", "state=x")))
        session = client.session
        begun = session["oidc"]
        session["oidc"] = {name: {**one, "at": one["at"] - 601} for name, one in begun.items()}
        session.save()
        assert "trvalo příliš dlouho" in _text(client.get(back))
        assert "začalo v jiném okně" in _text(client.get(back))
        assert not _is_in(client)

    def test_a_code_used_twice(self, cast: Cast, city: CityProvider) -> None:
        client = Client()
        left = client.post("/prihlaseni/mesto/")
        back = city.authorize(left.url)
        city.codes.clear()
        assert "nejde věřit" in _text(client.get(back)) and not _is_in(client)

    def test_somebody_who_says_no_there(self, cast: Cast, city: CityProvider) -> None:
        answer = _come(city, Client(), error="access_denied")
        assert "bylo přerušeno" in _text(answer)

    def test_an_answer_of_another_issuer(self, cast: Cast, city: CityProvider) -> None:
        assert "nejde věřit" in _text(_come(city, Client(), iss="https://jiny.test"))

    def test_userinfo_of_somebody_else(self, cast: Cast, city: CityProvider) -> None:
        city.claims = {"sub": "obcan-1"}
        city.userinfo = {"sub": "obcan-2", "email": "member@zkusebnice.test", "email_verified": True}
        client = Client()
        assert "nejde věřit" in _text(_come(city, client)) and not _is_in(client)

    @pytest.mark.parametrize("part", ["openid-configuration", "token", "keys"])
    def test_a_provider_that_is_down(self, cast: Cast, city: CityProvider, part: str) -> None:
        city.broken = {part}
        client = Client()
        left = client.post("/prihlaseni/mesto/")
        answer = left if part == "openid-configuration" else client.get(city.authorize(left.url))
        assert answer.status_code == 503 and "teď neodpovídá" in _text(answer)

    def test_a_provider_that_is_not_there(self, cast: Cast, settings: Any) -> None:
        cache.clear()
        settings.OIDC = {
            "issuer": "http://127.0.0.1:9", "client_id": CLIENT, "client_secret": SECRET, "name": "x", "strong": []
        }
        assert "teď neodpovídá" in _text(Client().post("/prihlaseni/mesto/"))

    def test_a_provider_that_describes_another_issuer(self, cast: Cast, city: CityProvider) -> None:
        city.wrong = {"discovered": "https://jiny.test"}
        assert "nejde věřit" in _text(Client().post("/prihlaseni/mesto/"))

    def test_a_provider_that_describes_nothing(self, cast: Cast, city: CityProvider) -> None:
        city.wrong = {"description": ["https://jiny.test"]}
        assert "nejde věřit" in _text(Client().post("/prihlaseni/mesto/"))

    def test_an_account_that_is_switched_off(self, cast: Cast, city: CityProvider) -> None:
        User.objects.filter(pk=cast.person("member").user_id).update(is_active=False)
        client = Client()
        assert "Účet je vypnutý" in _text(_come(city, client)) and not _is_in(client)
        assert Entry.objects.filter(verb="account.sign_in_failed").count() == 1

    def test_two_people_there_cannot_share_an_account(self, cast: Cast, city: CityProvider) -> None:
        _come(city, Client())
        city.claims["sub"] = "obcan-2"
        client = Client()
        assert "Účty zakládá správce" in _text(_come(city, client)) and not _is_in(client)

    def test_demo_accounts_do_not_come_from_elsewhere(self, cast: Cast, city: CityProvider) -> None:
        User.objects.filter(pk=cast.person("member").user_id).update(is_demo=True)
        client = Client()
        _come(city, client)  # the host is not loopback
        assert not _is_in(client)

    def test_too_many_refusals_wait(
        self, cast: Cast, city: CityProvider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(provider_views, "REFUSALS", 3)
        for _ in range(3):
            Client().get("/prihlaseni/mesto/zpet/?state=x&code=y")
        answer = Client().get("/prihlaseni/mesto/zpet/?state=x&code=y")
        assert answer.status_code == 429 and "deset minut" in _text(answer)
        answer = Client().post("/prihlaseni/mesto/")
        assert answer.status_code == 429 and "deset minut" in _text(answer)


class TestSecondFactor:
    def _totp(self, cast: Cast) -> str:
        secret = "JBSWY3DPEHPK3PXP"
        Authenticator.objects.create(
            user=cast.person("member").user, type=Authenticator.Type.TOTP,
            data={"secret": get_adapter().encrypt(secret)},
        )
        return secret

    def test_the_own_one_is_asked_for(self, cast: Cast, city: CityProvider) -> None:
        secret = self._totp(cast)
        client = Client()
        answer = _come(city, client)
        assert answer.url.startswith("/ucet/2fa/authenticate/") and not _is_in(client)
        counter = next(iter(yield_hotp_counters_from_time()))
        client.post("/ucet/2fa/authenticate/", {"code": format_hotp_value(hotp_value(secret, counter))})
        assert _is_in(client)

    @pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}])
    def test_the_providers_one_counts_where_it_is_relied_on(
        self, cast: Cast, city: CityProvider, settings: Any, said: dict[str, Any]
    ) -> None:
        self._totp(cast)
        city.claims |= said
        without = Client()
        _come(city, without)
        assert not _is_in(without)
        settings.OIDC = {**settings.OIDC, "strong": ["mfa"]}
        client = Client()
        _come(city, client)
        assert _is_in(client)

    def test_where_one_is_required_and_there_is_none(self, cast: Cast, city: CityProvider, settings: Any) -> None:
        Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)
        city.claims["amr"] = ["mfa"]
        weak = Client()
        _come(city, weak)
        assert weak.get("/ukoly/").url.startswith("/sprava/")
        settings.OIDC = {**settings.OIDC, "strong": ["mfa"]}
        strong = Client()
        _come(city, strong)
        assert strong.get("/ukoly/").status_code == 200
        settings.OIDC = {**settings.OIDC, "strong": []}
        assert strong.get("/ukoly/").status_code == 302

    def test_amr_of_another_shape_is_nothing(self, cast: Cast, city: CityProvider, settings: Any) -> None:
        settings.OIDC = {**settings.OIDC, "strong": ["mfa"]}
        self._totp(cast)
        city.claims["amr"] = {"mfa": True}
        client = Client()
        _come(city, client)
        assert not _is_in(client)


class TestSettings:
    def test_unset_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SOUCINNOST_OIDC_ISSUER", raising=False)
        assert identity_provider(True) is None

    def test_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in {
            "ISSUER": "https://ucty.mesto.test:8443/sprava", "CLIENT_ID": "a", "CLIENT_SECRET": "b",
            "TRUSTS_MFA": "mfa, otp",
        }.items():
            monkeypatch.setenv(f"SOUCINNOST_OIDC_{name}", value)
        told = identity_provider(True)
        assert told is not None and told["name"] == "ucty.mesto.test" and told["strong"] == ["mfa", "otp"]
        assert origins(told["issuer"], "https://ucty.mesto.test:8443") == ["https://ucty.mesto.test:8443"]

    @pytest.mark.parametrize(
        ("issuer", "client", "production"),
        [
            ("http://ucty.test", "a", False), ("http://127.0.0.1:1", "a", True), ("https://x.test", "", True),
            ("x", "a", True),
        ],
    )
    def test_what_cannot_be_trusted_does_not_start(
        self, monkeypatch: pytest.MonkeyPatch, issuer: str, client: str, production: bool
    ) -> None:
        monkeypatch.setenv("SOUCINNOST_OIDC_ISSUER", issuer)
        monkeypatch.setenv("SOUCINNOST_OIDC_CLIENT_ID", client)
        monkeypatch.setenv("SOUCINNOST_OIDC_CLIENT_SECRET", "b")
        with pytest.raises(ImproperlyConfigured):
            identity_provider(production)

    def test_forms_may_lead_to_the_provider(self, tmp_path: Any) -> None:
        import os
        import subprocess
        import sys

        told = {
            "SOUCINNOST_OIDC_ISSUER": "https://ucty.mesto.test/sprava", "SOUCINNOST_OIDC_CLIENT_ID": "a",
            "SOUCINNOST_OIDC_CLIENT_SECRET": "b", "SOUCINNOST_OIDC_ORIGINS": "https://jinde.test",
            "SOUCINNOST_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        code = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
        done = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **told}, capture_output=True, text=True, check=True
        )
        assert "https://ucty.mesto.test'" in done.stdout and "https://jinde.test" in done.stdout


def test_the_library_refuses_what_the_test_provider_makes_wrong() -> None:
    """The provider of the tests signs for real: its token reads with its own key and with no other."""
    token = jwt.encode({"a": 1}, OTHER_KEY, algorithm="RS256")
    assert jwt.decode(token, OTHER_KEY.public_key(), algorithms=["RS256"]) == {"a": 1}
