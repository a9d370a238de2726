"""What the interface answers when it does not answer what was wanted."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from soucinnost.api import entry
from soucinnost.api.problems import CONTENT_TYPE
from tests.api.kit import call, token
from tests.cast import Cast


@pytest.fixture
def text(cast: Cast) -> str:
    cache.clear()
    return token(cast.person("chair"))[1]


def _problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, CONTENT_TYPE)
    told: dict[str, Any] = answer.json()
    assert told["status"] == status and told["title"]
    return told


class TestSignIn:
    def test_a_session_gives_nothing(self, cast: Cast) -> None:
        answer = call("", "get", "/groups/", client=cast.client("chair"))
        assert "Bearer" in answer["WWW-Authenticate"]
        _problem(answer, 401)

    @pytest.mark.parametrize("header", ["Bearer ", "Bearer nic", "Basic YTpi", "x", "Bearer a b", "Bearer \xe9\x00"])
    def test_wrong_headers(self, cast: Cast, header: str) -> None:
        _problem(Client().get("/api/v1/groups/", headers={"Authorization": header}), 401)

    def test_a_token_in_the_address_is_not_read(self, text: str) -> None:
        _problem(Client().get(f"/api/v1/groups/?token={text}"), 401)

    def test_posts_need_no_form_key_and_session_cookies_do_not_help(self, cast: Cast, text: str) -> None:
        strict = Client(enforce_csrf_checks=True)
        body = {"text": "Zjistit", "owner_person": cast.person("member").uid}
        assert call(text, "post", f"/groups/{cast.group.uid}/tasks/", body, client=strict).status_code == 201
        _problem(call("", "post", f"/groups/{cast.group.uid}/tasks/", body, client=cast.client("chair")), 401)

    def test_guessing_is_stopped(self, cast: Cast, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(entry, "GUESSES", 5)
        for _ in range(5):
            _problem(call("soucinnost_hadej", "get", "/groups/"), 401)
        held = call(text, "get", "/groups/")
        assert held["Retry-After"]
        _problem(held, 429)

    def test_the_rate_is_limited_by_token(self, cast: Cast, text: str, settings: Any) -> None:
        settings.API_PER_MINUTE = 3
        other = token(cast.person("member"))[1]
        got = [call(text, "get", "/groups/").status_code for _ in range(5)]
        assert got.count(429) >= 1 and got[0] == 200
        assert call(other, "get", "/groups/").status_code == 200


class TestAnswers:
    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/groups/neznama/", 404), ("/nic/", 404), ("/groups", 404), ("/groups/a%2Fb/", 404),
            ("/groups/%00/", 422), ("/groups/?page=0", 422), ("/groups/?limit=101", 422), ("/groups/?page=x", 422),
            ("/tasks/?state=hotovo", 422), ("/tasks/?group=%00", 422),
            ("/people/?page=100000", 200),
        ],
    )
    def test_addresses(self, text: str, path: str, status: int) -> None:
        answer = call(text, "get", path)
        assert answer.status_code == status, answer.content
        if status != 200:
            _problem(answer, status)

    def test_methods(self, text: str) -> None:
        answer = call(text, "delete", "/groups/")
        assert "GET" in answer["Allow"]
        _problem(answer, 405)

    @pytest.mark.parametrize(
        ("body", "status", "field"),
        [
            ("{", 400, ""), ("[]", 422, ""), ({}, 422, "text"), ({"text": ""}, 422, "text"),
            ({"text": "x" * 2001, "owner_person": "x"}, 422, "text"), ({"text": "a\x00b"}, 422, "text"),
            ({"text": "\ud800"}, 422, "text"), ({"text": "x", "barva": 1}, 422, "barva"),
            ({"text": "x"}, 422, "owner_person"),
            ({"text": "x", "owner_person": "nikdo"}, 422, "owner_person"),
            ({"text": "x", "owner_organisation": "nikdo"}, 422, "owner_organisation"),
            ({"text": "x", "owner_person": "a", "due_kind": "date", "due_on": "31. 2."}, 422, "due_on"),
            ({"text": "Volat 777 123 456", "owner_person": "a"}, 422, "text"),
        ],
    )
    def test_bodies(self, cast: Cast, text: str, body: Any, status: int, field: str) -> None:
        told = _problem(call(text, "post", f"/groups/{cast.group.uid}/tasks/", body), status)
        if field:
            assert field in {one["field"] for one in told["fields"]}

    def test_what_an_action_refuses_names_the_field(self, cast: Cast, text: str) -> None:
        body = {"text": "x", "owner_person": cast.person("member").uid, "due_kind": "date", "due_on": "2001-01-01"}
        told = _problem(call(text, "post", f"/groups/{cast.group.uid}/tasks/", body), 422)
        assert [one["field"] for one in told["fields"]] == ["due_on"]

    def test_the_language_is_the_requests(self, text: str) -> None:
        czech = call(text, "get", "/groups/?page=0")
        english = call(text, "get", "/groups/?page=0", Accept_Language="en-GB,en;q=0.9")
        german = call(text, "get", "/groups/?page=0", Accept_Language="de")
        assert czech["Content-Language"] == german["Content-Language"] == "cs"
        assert english["Content-Language"] == "en"
        assert czech.json()["title"] == german.json()["title"] == "Něco je potřeba opravit"
        assert {part.strip() for part in english["Vary"].split(",")} >= {"Accept-Language", "Authorization"}
        assert english["Cache-Control"] == "no-store"

    def test_an_operation_that_says_nothing_of_what_it_shows_crashes(self, cast: Cast) -> None:
        from django.http import HttpResponse
        from django.test import RequestFactory

        from soucinnost.audit.middleware import UndeclaredDisclosure

        silent = entry.entrance(lambda request: HttpResponse("data"))
        with pytest.raises(UndeclaredDisclosure):
            silent(RequestFactory().get("/api/v1/x/"))
