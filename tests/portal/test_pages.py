"""Public pages: light, the same for everybody, only what was published."""

import gzip
import re
from datetime import timedelta
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from soucinnost.accounts import throttle
from soucinnost.documents import storage
from soucinnost.documents.actions import clear_attachment, follow_closure, take_label
from soucinnost.groups.actions import change_group
from soucinnost.meetings.actions.agenda import add_paper
from soucinnost.meetings.actions.running import end_meeting
from soucinnost.publishing.actions import preparing, releasing
from soucinnost.publishing.models import PublicFile, PublicMinutes
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running
from tests.meetings.signoff_kit import fresh
from tests.publishing import kit

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _text(answer: object) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def minutes(cast: Cast) -> PublicMinutes:
    return kit.published(cast, "Osvětlení u nádraží svítí.", "Jana Nováková přišla.")


def test_empty_pages_say_so(db: None) -> None:
    assert "žádná skupina nemá veřejnou stránku" in _text(Client().get(reverse("portal:groups")))
    assert Client().get(reverse("portal:feed")).status_code == 200


def test_a_group_is_listed_when_it_opts_in(cast: Cast) -> None:
    address = reverse("portal:group", args=[cast.group.uid])
    assert Client().get(address).status_code == 404
    assert cast.group.name not in _text(Client().get(reverse("portal:groups")))
    kit.opted_in(cast)
    assert cast.group.name in _text(Client().get(reverse("portal:groups")))
    page = _text(Client().get(address))
    assert "Společný postup ve městě." in page and "Zkušebnice" in page
    assert "zatím žádný zápis" in page
    assert "Příští jednání" not in page
    assert cast.person("chair").surname not in page


def test_when_it_meets_only_where_it_says_so(cast: Cast) -> None:
    from soucinnost.meetings.actions.invitation import send_invitation
    from tests.meetings.minutes_kit import planned

    kit.opted_in(cast)
    send_invitation(by=cast.actor("chair"), meeting=planned(cast, starts_at=timezone.now() + timedelta(days=9)))
    address = reverse("portal:group", args=[cast.group.uid])
    assert "Příští jednání" not in _text(Client().get(address))
    change_group(by=cast.actor("chair"), group=cast.group, publishes_meetings=True)
    page = _text(Client().get(address))
    assert "Příští jednání" in page
    assert reverse("meetings:public_feed", args=[cast.group.uid]) in page


def test_minutes_with_papers_and_description(cast: Cast, minutes: PublicMinutes) -> None:
    answer = Client().get(reverse("portal:minutes", args=[minutes.uid]))
    page = _text(answer)
    assert "Osvětlení u" in page and "[neveřejné]" in page and "Nováková" not in page
    assert 'name="robots" content="index,follow"' in page
    assert re.search(r'name="description" content="[^"]*Bezpečná Zkušebnice', page)
    pdf = Client().get(reverse("portal:pdf", args=[minutes.uid]))
    assert pdf.content.startswith(b"%PDF") and pdf["Content-Disposition"] == 'attachment; filename="zapis.pdf"'
    assert Client().get(reverse("portal:docx", args=[minutes.uid])).content.startswith(b"PK")


@pytest.mark.parametrize("name", ["minutes", "pdf", "docx", "group", "group_feed"])
def test_unknown_addresses_are_not_found(db: None, name: str) -> None:
    assert Client().get(reverse(f"portal:{name}", args=["a" * 14])).status_code == 404


def test_what_is_not_there_is_said_in_the_frame_of_public_pages(db: None) -> None:
    page = _text(Client().get(reverse("portal:minutes", args=["a" * 14])))
    assert reverse("portal:groups") in page and "mandát" not in page


def test_rows_tell_minutes_apart(cast: Cast, minutes: PublicMinutes) -> None:
    inner = r"<a href=\"[^\"]*/zapisy/[^>]*>(.*?)</a>"
    for name, args in (("groups", []), ("group", [cast.group.uid])):
        said = re.findall(inner, _text(Client().get(reverse(f"portal:{name}", args=args))).replace("&nbsp;", " "))
        assert any(f"č. {minutes.number}" in one and str(minutes.day.year) in one for one in said), said
    assert any(cast.group.name in one for one in re.findall(inner, _text(Client().get(reverse("portal:groups")))))


def test_language_is_chosen_by_the_address_and_goes_on_without_a_cookie(minutes: PublicMinutes) -> None:
    page = Client().get(reverse("portal:search"), {"q": "osvětlení"})
    switch = re.search(r'href="(\?[^"]*)" lang="en"', page.content.decode())
    assert switch is not None
    english = Client().get(reverse("portal:search") + switch.group(1).replace("&amp;", "&"))
    assert not english.cookies and english["Content-Language"] == "en"
    said = english.content.decode()
    assert '<html lang="en">' in said and minutes.uid in said
    assert f'{reverse("portal:minutes", args=[minutes.uid])}?jazyk=en"' in said
    assert 'lang="cs" hreflang="cs"' in said
    assert Client().get(reverse("portal:groups"), {"jazyk": "xx"})["Content-Language"] == "cs"


def test_groups_are_found_by_name(cast: Cast, minutes: PublicMinutes) -> None:
    address = reverse("portal:group", args=[cast.group.uid])
    assert address in _text(Client().get(reverse("portal:search"), {"q": "bezpečnou"}))
    empty = _text(Client().get(reverse("portal:search"), {"q": "tramvaj"}))
    assert address not in empty and "Všechny skupiny" in empty


def test_caches_ask_each_time_and_get_nothing_new(minutes: PublicMinutes) -> None:
    address = reverse("portal:minutes", args=[minutes.uid])
    first = Client().get(address)
    assert first["Cache-Control"] == "public, no-cache"
    assert first["ETag"]
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert "sessionid" not in first.cookies
    assert not Client().get(address).cookies


def test_only_reading_is_allowed(minutes: PublicMinutes) -> None:
    for name in ("groups", "search", "feed"):
        assert Client().post(reverse(f"portal:{name}")).status_code == 405
    assert Client().head(reverse("portal:minutes", args=[minutes.uid])).status_code == 200


def test_pages_are_light(minutes: PublicMinutes) -> None:
    for name, args in (("groups", []), ("minutes", [minutes.uid]), ("group", [minutes.meeting.group.uid])):
        page = Client().get(reverse(f"portal:{name}", args=args)).content
        used = re.findall(rb'(?:src|href)="/static/([^"]+)"', page)
        assert len(used) + 1 <= 5 and b"<script" not in page and b"style=" not in page
        files = [open(finders.find(one.decode()), "rb").read() for one in used]  # noqa: SIM115, PTH123
        assert sum(len(gzip.compress(one)) for one in (page, *files)) <= 30 * 1024


def test_signed_in_readers_see_the_same(cast: Cast, minutes: PublicMinutes) -> None:
    for name, args in (("groups", []), ("minutes", [minutes.uid]), ("search", [])):
        address = reverse(f"portal:{name}", args=args)
        assert cast.client("member").get(address).content == Client().get(address).content


def test_feed_is_sound_and_names_what_is_public(cast: Cast, minutes: PublicMinutes) -> None:
    for address in (reverse("portal:feed"), reverse("portal:group_feed", args=[cast.group.uid])):
        root = ElementTree.fromstring(Client().get(address).content)  # noqa: S314 - our own answer
        entries = root.findall(f"{ATOM}entry")
        assert [one.find(f"{ATOM}link").get("href").split("/")[-2] for one in entries] == [minutes.uid]
        assert root.find(f"{ATOM}title") is not None and entries[0].find(f"{ATOM}updated").text
        assert cast.person("chair").surname not in ElementTree.tostring(root, encoding="unicode")
    releasing.withdraw(by=cast.actor("chair"), minutes=minutes, reason="Chyba v textu.")
    empty = ElementTree.fromstring(Client().get(reverse("portal:feed")).content)  # noqa: S314
    assert empty.findall(f"{ATOM}entry") == []
    assert Client().get(reverse("portal:feed")).content == Client().get(reverse("portal:feed")).content


def test_map_of_pages_and_robots(cast: Cast, minutes: PublicMinutes) -> None:
    root = ElementTree.fromstring(Client().get(reverse("portal:sitemap")).content)  # noqa: S314
    told = [one.text for one in root.iter(f"{MAP}loc")]
    assert [one.removeprefix("http://testserver") for one in told] == [
        reverse("portal:groups"), reverse("portal:group", args=[cast.group.uid]),
        reverse("portal:minutes", args=[minutes.uid]),
    ]
    assert b"Allow: /verejne/" in Client().get("/robots.txt").content


@pytest.mark.parametrize(("query", "found"), [
    ("osvětlení", True), ("osvetleni nadrazi", True), ("osvětlením", True), ("Nováková", False), ("jana", False),
    ("osvětlení tramvaje", False), ("", False), ("  ,.- ", False), ("x" * 500, False), ("a\x00b", False),
    ("' OR 1=1 --", False), ("%", False), ("_", False),
])
def test_search_reads_published_words_only(minutes: PublicMinutes, query: str, found: bool) -> None:
    answer = Client().get(reverse("portal:search"), {"q": query})
    assert answer.status_code == 200
    assert (minutes.uid in answer.content.decode()) is found


def test_hits_are_marked_in_their_sentence(minutes: PublicMinutes) -> None:
    page = _text(Client().get(reverse("portal:search"), {"q": "osvetleni"}))
    assert "<mark>Osvětlení</mark>" in page


def test_queries_do_not_grow_with_what_is_public(cast: Cast) -> None:
    kit.published(cast)
    counted = []
    for _more in range(2):
        with CaptureQueriesContext(connection, ) as seen:
            for name, args in (("groups", []), ("group", [cast.group.uid]), ("feed", []), ("sitemap", [])):
                Client().get(reverse(f"portal:{name}", args=args))
            Client().get(reverse("portal:search"), {"q": "osvětlení"})
        counted.append(len(seen))
        for _one in range(2):
            kit.published(cast)
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("PORTAL_SEARCHES_PER_MINUTE", "/verejne/hledat/?q=a"),
        ("PORTAL_FILES_PER_MINUTE", "/verejne/zapisy/x/zapis.pdf"),
    ],
)
def test_who_asks_too_much_waits(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, setting: str, address: str
) -> None:
    monkeypatch.setattr(throttle, "time", SimpleNamespace(time=lambda: 1_800_000_030.0))
    setattr(settings, setting, 2)
    usual = [Client().get(address).status_code for _ in range(2)]
    assert HTTPStatus.TOO_MANY_REQUESTS not in usual
    held = Client().get(address)
    assert (held.status_code, held["Retry-After"], held["Cache-Control"]) == (429, "30", "no-store")
    assert "Příliš mnoho dotazů" in _text(held)
    assert Client(REMOTE_ADDR="192.0.2.7").get(address).status_code == usual[0], "another address"
    assert Client().get(reverse("portal:groups")).status_code == 200
    monkeypatch.setattr(throttle, "time", SimpleNamespace(time=lambda: 1_800_000_061.0))
    assert Client().get(address).status_code == usual[0]


def test_ended_groups_stay_as_an_archive(cast: Cast, minutes: PublicMinutes) -> None:
    from soucinnost.groups.actions import close_group
    from soucinnost.groups.models import Group

    close_group(by=cast.actor("chair"), group=cast.group, closed_on=factories.today())
    Group.objects.filter(pk=cast.group.pk).update(closed_on=factories.today() - timedelta(days=2))
    assert "ukončena" in _text(Client().get(reverse("portal:groups")))
    assert "Skupina ukončila činnost" in _text(Client().get(reverse("portal:group", args=[cast.group.uid])))
    assert Client().get(reverse("portal:minutes", args=[minutes.uid])).status_code == 200


def test_sign_in_page_leads_here(db: None) -> None:
    factories.person("Jan", "Někdo")
    assert reverse("portal:groups") in Client().get(reverse("account_login")).content.decode()


# -- files


def _with_file(cast: Cast) -> PublicFile:
    kit.opted_in(cast)
    chair, meeting = cast.actor("chair"), running(cast)
    line(chair, meeting, "<p>Text.</p>")
    item = meeting.items.order_by("position").first()
    add_paper(by=chair, item=item, upload=factories.upload("tajne-jmeno.txt", b"Obsah\n"), title="Leták")
    end_meeting(by=chair, meeting=meeting)
    meeting = fresh(kit.signed_off(cast, meeting))
    preparation = kit.decided(cast, preparing.start(by=chair, meeting=meeting))
    releasing.publish(by=chair, preparation=preparation)
    return PublicFile.objects.get()


def test_a_file_is_public_with_the_label_only(cast: Cast) -> None:
    file = _with_file(cast)
    address = reverse("portal:file", args=[file.minutes.uid, file.uid])
    page = reverse("portal:minutes", args=[file.minutes.uid])
    assert "Leták" in _text(Client().get(page)) and address not in _text(Client().get(page))
    assert Client().get(address).status_code == 410
    clear_attachment(by=cast.actor("chair"), attachment=file.attachment, has_read=True)
    assert address in _text(Client().get(page))
    answer = Client().get(address)
    assert b"".join(answer.streaming_content) == b"Obsah\n"
    assert answer["Content-Disposition"] == 'attachment; filename="priloha.txt"'
    assert "sandbox" in answer["Content-Security-Policy"]
    take_label(by=cast.actor("recorder"), attachment=file.attachment)
    assert Client().get(address).status_code == 410
    assert address not in _text(Client().get(page))


@pytest.mark.parametrize("what", ["closed", "withdrawn", "page off"])
def test_a_labelled_file_goes_with_what_it_belongs_to(cast: Cast, what: str) -> None:
    file = _with_file(cast)
    clear_attachment(by=cast.actor("chair"), attachment=file.attachment, has_read=True)
    address = reverse("portal:file", args=[file.minutes.uid, file.uid])
    assert Client().get(address).status_code == 200
    if what == "closed":
        follow_closure(
            by=cast.actor("chair"), attachments=[file.attachment], is_closed=True,
            named_seats=[cast.mandates["chair"].seat],
        )
    elif what == "withdrawn":
        releasing.withdraw(by=cast.actor("chair"), minutes=file.minutes, reason="Chyba v textu.")
    else:
        change_group(by=cast.actor("chair"), group=cast.group, publishes_minutes=False)
    assert Client().get(address).status_code == 410


def test_a_damaged_file_is_not_handed_out(cast: Cast) -> None:
    file = _with_file(cast)
    clear_attachment(by=cast.actor("chair"), attachment=file.attachment, has_read=True)
    storage.place_of(file.attachment.uid).write_bytes(b"jine")
    assert Client().get(reverse("portal:file", args=[file.minutes.uid, file.uid])).status_code == 404
    other = reverse("portal:file", args=["a" * 14, file.uid])
    assert Client().get(other).status_code == 404
    assert settings.FILES_DIR
