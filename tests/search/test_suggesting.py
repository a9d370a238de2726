"""Suggestions under the box, and everything strange that can be typed there or on the page."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from soucinnost.audit.models import Entry
from tests import factories
from tests.cast import Cast
from tests.search.test_questions import STRANGE


def suggested(cast: Cast, typed: str, role: str = "member") -> dict[str, Any]:
    answer = cast.client(role).get(reverse("search:suggest"), {"q": typed})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def names(told: dict[str, Any]) -> list[str]:
    return ["".join(text for text, _hit in item["title"]) for item in told["items"]]


def test_beginnings_are_suggested_and_written_into_the_audit(cast: Cast) -> None:
    topic = factories.topic(cast.group, title="Ubytovna u nádraží")
    factories.topic(cast.other_group, title="Ubytovna cizí")
    told = suggested(cast, "ubyt")
    assert names(told) == ["Ubytovna u nádraží"]
    assert told["items"][0]["title"][0] == ["Ubytovna", True]
    assert told["items"][0]["url"] == reverse("groups:topic", args=[topic.uid])
    assert told["all"] == "/hledat/?q=ubyt"
    row = Entry.objects.latest("sequence")
    assert (row.verb, row.ids) == ("search.suggested", [topic.uid])
    assert names(suggested(cast, "ubyt", "outsider")) == ["Ubytovna cizí"]
    assert told["every"] == "Všechny výsledky: 1"
    nothing = suggested(cast, "nesmysl")
    assert (nothing["items"], nothing["every"], nothing["told"]) == ([], "Nic se nenašlo", "Nic se nenašlo")
    one_letter = suggested(cast, "u")
    assert (one_letter["items"], one_letter["all"], one_letter["every"]) == ([], "", "")


def test_no_more_than_a_few(cast: Cast) -> None:
    for number in range(12):
        factories.topic(cast.group, title=f"Ubytovna {number:02}")
    assert len(suggested(cast, "ubyt")["items"]) == 8


def test_nobody_signed_in_is_told_nothing(cast: Cast) -> None:
    assert cast.client("public").get(reverse("search:suggest"), {"q": "ubyt"}).status_code == 302


@pytest.mark.parametrize("typed", STRANGE, ids=range(len(STRANGE)))
def test_nothing_that_can_be_typed_is_an_error(cast: Cast, typed: str) -> None:
    browser = cast.client("member")
    query = urlencode({"q": typed.encode("utf-8", "surrogatepass")})
    for address in (f"{reverse('search:search')}?{query}", f"{reverse('search:suggest')}?{query}"):
        assert browser.get(address).status_code == 200, address[:200]


def test_suggesting_takes_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        factories.topic(cast.group, title=f"Ubytovna {number:02}")
    browser = cast.client("member")
    address = f"{reverse('search:suggest')}?q=ubyt"
    browser.get(address)
    with django_assert_max_num_queries(13):
        browser.get(address)
