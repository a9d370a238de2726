"""Where no mail server is set, no page promises a mail."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.matrix.expected import COLUMNS, GET
from tests.matrix.stage import Stage

PROMISE = re.compile(r"[^.>]*\b(?:dostan(?:e|ou) (?:zprávu|e-mail|o tom)|přijde (?:celá|na přihlašovací)|e-mailem\.|"
                     r"odešel na něj)[^.<]*", re.IGNORECASE)


def promises(stage: Stage, readers: int) -> dict[str, set[str]]:
    """What the pages say of mail, by the name of the address.

    Each is read by so many of chair, recorder, manager and administrator, of those whom it opens for.
    """
    found: dict[str, set[str]] = {}
    clients = {role: stage.cast.client(role) for role in ("chair", "recorder", "manager", "administrator")}
    for name, row in GET.items():
        for role in [role for role in clients if row[COLUMNS.index(role)] == "a"][:readers]:
            answer = clients[role].get(stage.url(name))
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                text = answer.content.decode().replace("\xa0", " ")
                found.setdefault(name, set()).update(said.strip() for said in PROMISE.findall(text))
    return {name: said for name, said in found.items() if said}


def test_nothing_is_promised_that_will_not_happen(
    cast: Cast, settings: Any, counts: Callable[[int, int], int]
) -> None:
    stage, readers = Stage(cast), counts(1, 4)
    with_mail = promises(stage, readers)
    assert {"groups:group", "meetings:minutes@draft", "meetings:minutes@final"} <= set(with_mail)
    settings.MAIL_ENABLED = False
    assert promises(stage, readers) == {}


def test_forgotten_password_without_mail(cast: Cast, settings: Any) -> None:
    done = reverse("account_reset_password_done")
    settings.MAIL_ENABLED, settings.PUBLIC_URL = True, "https://prevence.test"
    assert PROMISE.search(Client().get(done).content.decode())
    settings.MAIL_ENABLED = False
    page = Client().get(done).content.decode()
    assert not PROMISE.search(page)
    assert "správce účtů" in page.replace("\xa0", " ")
