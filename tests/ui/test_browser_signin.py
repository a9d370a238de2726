"""Signing in, in a real browser: password, code from an application, passkey."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import confirm_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHERE = "/ochrana-udaju/"


def code_of(secret: str, at: float | None = None) -> str:
    """The six digits of RFC 6238 for a secret in base 32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int((at or time.time()) // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_code_of_the_standard() -> None:
    """RFC 6238, appendix B: at 59 s the SHA-1 code is 94287082, of which the last six digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_of(secret, 59) == "287082"


def out(page: Page) -> None:
    """Sign out."""
    page.get_by_role("button", name="Odhlásit").first.click()
    expect(page.get_by_role("heading", name="Přihlášení")).to_be_visible()


def test_password(cast: Any, page: Page, sign_in: Callable[..., None]) -> None:
    sign_in(cast.person("member"), WHERE)
    expect(page).to_have_url(re.compile(f"{WHERE}$"))
    expect(page.get_by_role("banner")).to_contain_text(cast.person("member").surname)
    out(page)


def test_code_from_an_application(cast: Any, page: Page, sign_in: Callable[..., None]) -> None:
    sign_in(cast.person("member"), "/ucet/2fa/totp/activate/")
    expect(page.get_by_role("img", name="QR kód")).to_be_visible()
    page.get_by_label("Kód z aplikace").fill("000000")
    page.get_by_role("button", name="Zapnout").click()
    expect(page.get_by_role("alert")).to_contain_text("Kód")
    secret = page.locator("[data-secret]").inner_text()
    page.get_by_label("Kód z aplikace").fill(code_of(secret))
    page.get_by_role("button", name="Zapnout").click()
    confirm_password(page)
    expect(page.get_by_role("heading", name="Záložní kódy", level=1)).to_be_visible()
    recovery = page.locator(".codes li").first.inner_text()
    assert page.locator(".codes li").count() == 10
    with page.expect_download() as download:
        page.get_by_role("link", name="Stáhnout").click()
    assert recovery in download.value.path().read_text(encoding="utf-8")
    out(page)
    sign_in(cast.person("member"), WHERE)
    expect(page.get_by_role("heading", name="Druhý krok přihlášení")).to_be_visible()
    page.get_by_label("Kód").fill("123456")
    page.get_by_role("button", name="Přihlásit", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Přihlášení se nezdařilo")
    page.get_by_label("Kód").fill(recovery)
    page.get_by_role("button", name="Přihlásit", exact=True).click()
    expect(page).to_have_url(re.compile(f"{WHERE}$"))


def test_passkey(cast: Any, context: BrowserContext, page: Page, sign_in: Callable[..., None]) -> None:
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    sign_in(cast.person("member"), "/ucet/2fa/webauthn/add/")
    page.get_by_label("Název").fill("služební telefon")
    page.get_by_label("Přihlašovat se i bez hesla").check()
    page.get_by_role("button", name="Přidat klíč").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    expect(page.get_by_text("Klíč je přidán.")).to_be_visible()
    confirm_password(page)
    expect(page.get_by_role("heading", name="Záložní kódy", level=1)).to_be_visible()
    page.goto("/ucet/2fa/webauthn/")
    expect(page.get_by_role("main")).to_contain_text("služební telefon")
    expect(page.get_by_role("main")).to_contain_text("přihlašuje i bez hesla")
    out(page)
    page.goto(f"/ucet/login/?next={WHERE}")
    page.get_by_role("button", name="Přihlásit přístupovým klíčem").click()
    expect(page.get_by_role("banner")).to_contain_text(cast.person("member").surname)
    expect(page).to_have_url(re.compile(f"{WHERE}$"))
    out(page)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Přihlásit přístupovým klíčem").click()
    expect(page.get_by_role("alert")).to_contain_text("Přístupový klíč se nepodařilo použít")


def test_devices_are_listed(cast: Any, page: Page, sign_in: Callable[..., None]) -> None:
    cast.client("member")
    sign_in(cast.person("member"), "/ucet/sessions/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("toto zařízení")
    expect(main).to_contain_text("Chrome, Linux")
