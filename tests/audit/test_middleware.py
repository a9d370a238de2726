"""Audit before disclosure, and GET that cannot write."""

import contextlib
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from soucinnost.access.actors import PublicActor, SystemActor
from soucinnost.agencies.models import Organisation
from soucinnost.audit import middleware
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.audit.middleware import (
    DisclosureMiddleware,
    ReadOnlyGetMiddleware,
    UndeclaredDisclosure,
    WriteInReadingRequest,
    writing,
)
from soucinnost.audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db


class SignedIn:
    """Stands for a signed-in account."""

    is_authenticated = True


def ask(view, method: str = "GET", user: object | None = None) -> HttpResponse:  # noqa: ANN001
    """Send a request through the two middlewares to a view."""
    request = RequestFactory().generic(method, "/skupiny/abc/")
    request.user = user or SignedIn()  # type: ignore[assignment]
    request.actor = SystemActor("reader", "web") if user is None else PublicActor()  # type: ignore[attr-defined]
    request.resolver_match = ResolverMatch(view, (), {}, "x", ["groups"])
    return DisclosureMiddleware(ReadOnlyGetMiddleware(lambda given: view(given)))(request)


def shows(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Declare and answer."""
    disclose(request, "group.viewed", ["g1"], object_uid="g1", circle="c1")
    return response


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_declared_page_leaves_its_row_first(method: str) -> None:
    response = ask(lambda request: shows(request, HttpResponse("tajné")), method)
    assert response.status_code == 200
    assert list(Entry.objects.values_list("verb", "object_uid", "circle", "ids", "actor")) == [
        ("group.viewed", "g1", "c1", ["g1"], "system:reader")
    ]


def test_each_declaration_is_a_row() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        disclose(request, "group.listed", ["g1", "g2"])
        disclose(request, "task.listed", ["t1"])
        return HttpResponse("dvě věci")

    ask(view)
    assert list(Entry.objects.values_list("verb", flat=True)) == ["group.listed", "task.listed"]


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("část", status=206), FileResponse(iter([b"soubor"]), filename="zápis.docx"),
        StreamingHttpResponse(iter([b"proud"])),
    ],
)  # fmt: skip
def test_files_and_streams_are_rows_before_the_first_byte(answer: HttpResponse) -> None:
    response = ask(lambda request: shows(request, answer))
    assert Entry.objects.count() == 1
    assert response is answer


@pytest.mark.parametrize("streaming", [False, True])
def test_no_row_no_page(monkeypatch: pytest.MonkeyPatch, streaming: bool) -> None:
    """When the row cannot be written, the error leaves instead of the page and not a byte of a stream is made."""
    made = []

    def body() -> Iterator[bytes]:
        made.append(1)
        yield b"tajne"

    def broken(**kwargs: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(middleware, "record_shown", broken)
    answer = StreamingHttpResponse(body()) if streaming else HttpResponse("tajné")
    with pytest.raises(DatabaseError):
        ask(lambda request: shows(request, answer))
    assert not made


@pytest.mark.parametrize("status", [200, 206])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_an_undeclared_page_crashes(status: int, method: str) -> None:
    with pytest.raises(UndeclaredDisclosure):
        ask(lambda request: HttpResponse("mlčky", status=status), method)
    assert not Entry.objects.exists()


def test_a_view_that_shows_nothing_says_so() -> None:
    @no_disclosure("an empty form")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("formulář")

    assert ask(view).content.decode() == "formulář"
    assert not Entry.objects.exists()


@pytest.mark.parametrize("status", [302, 403, 404, 422, 500])
def test_answers_that_show_nothing_need_no_row(status: int) -> None:
    assert ask(lambda request: HttpResponse(status=status)).status_code == status
    assert not Entry.objects.exists()


def test_a_reader_without_account_who_was_shown_something_is_recorded() -> None:
    """One-time links show records to people who are not signed in."""
    ask(lambda request: shows(request, HttpResponse("zápis")), user=AnonymousUser())
    assert Entry.objects.get().actor == "public"


def test_a_public_page_needs_no_row() -> None:
    assert ask(lambda request: HttpResponse("přihlášení"), user=AnonymousUser()).status_code == 200
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("status", "rows"), [
    (200, 1), (201, 1), (206, 1), (403, 1), (409, 1), (410, 1), (422, 1), (302, 0), (400, 0), (404, 0), (500, 0),
])
def test_which_answers_show_what_was_declared(status: int, rows: int) -> None:
    assert ask(lambda request: shows(request, HttpResponse(status=status))).status_code == status
    assert Entry.objects.count() == rows


@pytest.mark.parametrize("status", [201, 302, 403, 409, 410, 422])
def test_other_answers_need_no_declaration(status: int) -> None:
    assert ask(lambda request: HttpResponse(status=status)).status_code == status
    assert not Entry.objects.exists()


def test_an_answer_that_no_address_gave_needs_no_row() -> None:
    """A middleware answered before the address was looked up, as with the page of a wrong host."""
    request = RequestFactory().get("/")
    request.user = SignedIn()  # type: ignore[assignment]
    request.resolver_match = None
    assert DisclosureMiddleware(lambda given: HttpResponse("odpověď"))(request).content.decode() == "odpověď"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("module", "names", "is_spared"), [
    ("allauth.account.views", [], True), ("django.views.i18n", [], True), ("allauthor.views", [], False),
    ("soucinnost.ui.views", [], False), ("soucinnost.ui.views", ["mfa"], True), ("soucinnost.ui.views", ["ui"], False),
])
def test_pages_of_others_are_spared_and_no_more(module: str, names: list[str], is_spared: bool) -> None:
    """Sign-in and the frame show no records; a page of ours without a namespace is not taken for theirs."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("stránka")

    view.__module__ = module
    request = RequestFactory().get("/")
    request.user = SignedIn()  # type: ignore[assignment]
    request.resolver_match = ResolverMatch(view, (), {}, "x", names)
    middleware = DisclosureMiddleware(view)
    if is_spared:
        assert middleware(request).content.decode() == "stránka"
    else:
        with pytest.raises(UndeclaredDisclosure, match="^GET / did not say what it shows$"):
            middleware(request)


def test_a_page_that_raises_leaves_no_row() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        disclose(request, "group.viewed", ["g1"])
        raise Http404

    with pytest.raises(Http404):
        ask(view)
    assert not Entry.objects.exists()


class TestReadingRequestsCannotWrite:
    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
    def test_a_write_crashes(self, method: str) -> None:
        with pytest.raises(WriteInReadingRequest):
            ask(lambda request: shows(request, HttpResponse(factories.organisation().name)), method)

    @pytest.mark.parametrize("write", [lambda rows: rows.update(name="jinak"), lambda rows: rows.delete()])
    def test_update_and_delete_crash(self, write) -> None:  # noqa: ANN001
        town = factories.organisation()
        with pytest.raises(WriteInReadingRequest):
            ask(lambda request: HttpResponse(str(write(type(town).objects.all()))))

    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT id FROM agencies_unit",
            "UPDATE django_session SET expire_date = expire_date WHERE 1 = 0",
            'DELETE FROM "usersessions_usersession" WHERE 1 = 0',
        ],
    )
    def test_reading_and_bookkeeping_of_sign_in_pass(self, statement: str) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            return HttpResponse()

        assert ask(view, user=AnonymousUser()).status_code == 200

    def test_a_locking_read_is_no_write(self) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            with transaction.atomic():
                return HttpResponse(str(list(Entry.objects.select_for_update().all())))

        assert ask(view, user=AnonymousUser()).content == b"[]"

    @pytest.mark.parametrize(
        "statement",
        [
            "  insert into agencies_unit (name) values ('django_session')",
            "/* cache_entries */ DELETE FROM agencies_unit",
            "-- x\nUPDATE agencies_unit SET name = 'cache_entries'",
            "WITH old AS (SELECT 1) DELETE FROM agencies_unit",
            "(DELETE FROM agencies_unit)",
        ],
    )
    def test_writes_in_disguise_crash(self, statement: str) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            return HttpResponse()

        with pytest.raises(WriteInReadingRequest):
            ask(view)

    def test_the_error_tells_the_beginning_of_the_statement(self) -> None:
        long = f"UPDATE agencies_unit SET name = '{'x' * 200}'"

        def view(request: HttpRequest) -> HttpResponse:
            with connection.cursor() as cursor:
                cursor.execute(long)
            return HttpResponse()

        with pytest.raises(WriteInReadingRequest) as caught:
            ask(view)
        assert str(caught.value) == long[:120]

    def test_a_protocol_of_others_may_write_in_its_block_only(self) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            with writing("a protocol that comes by GET"):
                factories.organisation(name="První")
                with contextlib.suppress(ValueError), writing("inside another"):
                    raise ValueError
                factories.organisation(name="Druhá")
            return shows(request, HttpResponse())

        assert ask(view).status_code == 200
        assert Organisation.objects.filter(name__in=("První", "Druhá")).count() == 2
        with pytest.raises(WriteInReadingRequest):
            ask(lambda request: (view(request), HttpResponse(factories.organisation(name="Třetí").name))[1])

    def test_a_post_may_write(self) -> None:
        ask(lambda request: shows(request, HttpResponse(factories.organisation(name="Nová").name)), "POST")
        assert Entry.objects.count() == 1
