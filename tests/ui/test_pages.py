"""Pages that belong to no app above, the frame, the language, errors, weight."""

import gzip
import re
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path, reverse

from config import urls as project_urls
from soucinnost.ui import navigation
from soucinnost.ui.marks import no_disclosure, public_view
from tests.ui.places import PRODUCT, SCRIPT, STYLE

STATEMENTS = ("/pristupnost/", "/ochrana-udaju/", "/o-aplikaci/")
pytestmark = pytest.mark.django_db


def words(page: Any) -> str:
    """The text of an answer with ordinary spaces: the Czech catalog puts non-breaking ones where they belong."""
    text = page.content.decode() if hasattr(page, "content") else str(page)
    return text.replace("\u00a0", " ")


@public_view
@no_disclosure("a failure")
def fail(request: HttpRequest) -> HttpResponse:
    """A page that fails."""
    raise RuntimeError("tajemství")


@public_view
def take(request: HttpRequest) -> HttpResponse:
    """A page that takes a form."""
    return HttpResponse("vzato")


urlpatterns = [*project_urls.urlpatterns, path("selze/", fail), path("vezme/", take)]


@pytest.mark.parametrize("url", STATEMENTS)
def test_statements_are_public(client: Client, url: str) -> None:
    page = client.get(url)
    assert page.status_code == 200
    assert b'<html lang="cs">' in page.content
    assert b"<h1>" in page.content


@pytest.mark.parametrize("url", STATEMENTS)
def test_statements_need_no_audit_when_signed_in(cast: Any, url: str) -> None:
    assert cast.client("member").get(url).status_code == 200


def test_nothing_for_search_engines(client: Client) -> None:
    assert client.get("/robots.txt").content == b"User-agent: *\nAllow: /verejne/\nDisallow: /\n"
    assert b'name="robots" content="noindex,nofollow"' in client.get("/o-aplikaci/").content


def test_frame_names_town_person_and_way_out(cast: Any) -> None:
    page = words(cast.client("chair").get("/o-aplikaci/"))
    assert cast.town.name in page
    assert cast.person("chair").surname in page
    assert f'href="/vzhled/{cast.town.uid}.css"' in page
    assert re.search(r'<form method="post" action="/ucet/logout/" data-signout>', page)
    assert '<a class="skip" href="#obsah">' in page and '<main id="obsah"' in page


def test_frame_of_the_public_names_nobody(client: Client) -> None:
    page = words(client.get("/o-aplikaci/"))
    assert "<b>Součinnost</b>" in page and "data-signout" not in page and "/vzhled/" not in page


def test_colours_of_a_town(cast: Any, client: Client) -> None:
    sheet = client.get(f"/vzhled/{cast.town.uid}.css")
    assert sheet["Content-Type"].startswith("text/css")
    assert sheet.content.startswith(b":root{--accent:#")
    assert client.get("/vzhled/neznamy.css").status_code == 404
    assert client.get(f"/vzhled/{cast.police.uid}.css").status_code == 404


def test_navigation_leaves_out_what_is_missing_or_not_allowed(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.register("b", "Druhá", "ui:privacy", 20)
    navigation.register("a", "První", "ui:about", 10)
    navigation.register("x", "Chybí", "nothing:such", 5)
    navigation.register("n", "Nesmí", "ui:accessibility", 1, allowed=lambda actor: actor.is_administrator)
    shown = navigation.entries_for(cast.actor("member"), "/o-aplikaci/dal/")
    assert [(entry["label"], entry["current"]) for entry in shown] == [("První", True), ("Druhá", False)]
    assert [entry["key"] for entry in navigation.entries_for(cast.actor("administrator"))] == ["n", "a", "b"]


def test_language_is_chosen_for_the_session(client: Client) -> None:
    assert client.get("/o-aplikaci/")["Content-Language"] == "cs"
    back = client.post("/jazyk/", {"language": "en", "next": "/o-aplikaci/?a=1"})
    assert (back.status_code, back["Location"]) == (302, "/o-aplikaci/?a=1")
    page = client.get("/o-aplikaci/")
    assert b'<html lang="en">' in page.content and page["Content-Language"] == "en"
    assert "soucinnost_language" not in client.cookies and "django_language" not in client.cookies


def test_language_of_the_account_is_kept(cast: Any) -> None:
    user = cast.person("member").user
    user.language = "en"
    user.save()
    client = cast.client("member")
    assert b'<html lang="en">' in client.get("/o-aplikaci/").content
    client.post("/jazyk/", {"language": "cs"})
    assert b'<html lang="cs">' in client.get("/o-aplikaci/").content


def test_language_of_the_browser_is_not_asked(client: Client) -> None:
    assert client.get("/o-aplikaci/", headers={"accept-language": "en"})["Content-Language"] == "cs"


@pytest.mark.parametrize("there", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_language_switch_leads_nowhere_else(client: Client, there: str) -> None:
    assert client.post("/jazyk/", {"language": "xx", "next": there})["Location"] == "/"
    assert client.get("/jazyk/").status_code == 405


def test_gallery_is_for_administrators(cast: Any, client: Client, settings: Any) -> None:
    assert cast.client("member").get("/galerie/").status_code == 404
    settings.DEBUG = True
    page = cast.client("member").get("/galerie/")
    assert page.status_code == 200
    for name in ("sec", "strip", "empty", "pager", "confirm", "fl line", "fl area", "fl choices", "fl tick", "fl file"):
        assert f'class="{name}' in words(page), name


def test_gallery_says_what_is_wrong_and_keeps_the_rest(cast: Any, settings: Any) -> None:
    settings.DEBUG = True
    sent = {"g-name": "Název", "g-on": "31. 2. 2018", "g-kind": "zapisuje", "g-role": "zapisuje", "g-amount": "1.5"}
    page = words(cast.client("member").post("/galerie/", sent))
    assert 'value="31. 2. 2018"' in page and 'value="1.5"' in page and 'value="Název"' in page
    assert "v kalendáři není" in page and "data-errors" in page


def test_missing_page(client: Client, cast: Any) -> None:
    for browser in (client, cast.client("member")):
        page = browser.get("/neni-tu/")
        assert page.status_code == 404
        assert "Tady nic není" in words(page)
        assert "data-failed" in words(page)


@pytest.mark.urls("tests.ui.test_pages")
def test_failure_tells_nothing_and_says_what_was_kept() -> None:
    page = Client(raise_request_exception=False).get("/selze/")
    assert page.status_code == 500
    text = words(page)
    assert "Na serveru nastala chyba" in text and "zůstal ve Vašem prohlížeči" in text
    assert "tajemství" not in text and "Traceback" not in text


@pytest.mark.urls("tests.ui.test_pages")
def test_expired_key_of_a_form() -> None:
    page = Client(enforce_csrf_checks=True).post("/vezme/?a=1", {"text": "x"})
    assert page.status_code == 403
    text = words(page)
    assert "Vaše přihlášení mezitím vypršelo" in text and 'href="/vezme/?a=1"' in text and "data-failed" in text


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("400.html", "Požadavku nebylo rozumět"),
        ("403.html", "K tomu nemáte oprávnění"),
        ("413.html", "Soubor je příliš velký"),
        ("500.html", "Na serveru nastala chyba"),
    ],
)
def test_errors_render_without_a_request(name: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in words(render_to_string(name))


def compressed(*contents: bytes) -> int:
    """Size in bytes as it goes through the wire, each part by itself."""
    return sum(len(gzip.compress(content, 6)) for content in contents)


def test_a_page_to_read_is_light(cast: Any) -> None:
    """At most 30 KiB compressed and cold: the page, one stylesheet, the town's colours, the script."""
    client = cast.client("chair")
    page = client.get("/ochrana-udaju/").content
    colours = client.get(f"/vzhled/{cast.town.uid}.css").content
    icon = (PRODUCT / "ui/static/ui/favicon.svg").read_bytes()
    assert compressed(page, colours, STYLE.read_bytes(), SCRIPT.read_bytes(), icon) <= 18 * 1024
    addresses = re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg))"', page.decode())
    assert len(addresses) == 4, addresses


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_pages_before_sign_in_are_ours(cast: Any, client: Client, name: str) -> None:
    page = words(client.get(reverse(name)))
    assert '<div class="gate">' in page and "INVALID(" not in page


def test_without_mail_the_reset_says_whom_to_ask(cast: Any, client: Client, settings: Any) -> None:
    settings.MAIL_ENABLED, settings.PUBLIC_URL = False, "https://prevence.example.cz"
    page = words(client.get(reverse("account_reset_password")))
    assert "neposílá e-maily" in page and 'name="email"' not in page


def test_password_reset_by_mail(cast: Any, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PUBLIC_URL = "https://prevence.example.cz"
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr("soucinnost.accounts.adapters.carry", lambda **message: sent.append(message))
    user = cast.person("member").user
    assert 'name="email"' in words(client.get(reverse("account_reset_password")))
    done = client.post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    assert "Podívejte se do pošty" in words(done)
    address = sent[0]["link"].removeprefix("https://prevence.example.cz")
    page = client.get(address, follow=True)
    assert "Nové heslo" in words(page)
    secret = "docela nové dlouhé heslo"
    client.post(page.request["PATH_INFO"], {"password1": secret, "password2": secret})
    user.refresh_from_db()
    assert user.check_password(secret)
    spent = words(client.get(address, follow=True))
    assert "Odkaz už neplatí" in spent


def test_wrong_password_keeps_the_address(cast: Any, client: Client) -> None:
    email = cast.person("member").user.email
    page = words(client.post(reverse("account_login"), {"login": email, "password": "spatne"}))
    assert "Přihlášení se nezdařilo" in page and f'value="{email}"' in page


def test_account_pages_are_ours(cast: Any) -> None:
    client = cast.client("member")
    for name in ("mfa_index", "mfa_list_webauthn", "usersessions_list", "account_logout"):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert b"/static/ui/style.css" in page.content and b"INVALID(" not in page.content
