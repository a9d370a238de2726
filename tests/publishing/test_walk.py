"""The walk through the pages: preparing, deciding, preview, publishing, withdrawing."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.meetings.models import Meeting
from soucinnost.publishing.actions import preparing, releasing
from soucinnost.publishing.models import Cover, PublicMinutes
from tests.cast import Cast
from tests.publishing import kit


def _page(
    cast: Cast, name: str, meeting: Meeting, role: str = "recorder", method: str = "get", data: dict | None = None
) -> Any:
    return getattr(cast.client(role), method)(reverse(f"publishing:{name}", args=[meeting.uid]), data or {})


def test_the_whole_walk(cast: Cast) -> None:
    kit.opted_in(cast)
    meeting = kit.locked(cast)
    assert "Připravit veřejnou verzi" in _page(cast, "meeting", meeting).content.decode()
    assert _page(cast, "start", meeting, method="post").status_code == 302
    page = _page(cast, "meeting", meeting).content.decode()
    assert "Jana Nováková" in page
    for cover in Cover.objects.all():
        answer = _page(cast, "decide", meeting, method="post", data={"prepnout": f"{cover.uid}:waiting:hide"})
        assert answer.status_code == 302
    preview = _page(cast, "preview", meeting).content.decode()
    assert "[neveřejné]" in preview and "Nováková" not in preview
    assert _page(cast, "publish", meeting, method="post").status_code == 403
    assert _page(cast, "publish", meeting, role="chair", method="post").status_code == 302
    minutes = PublicMinutes.objects.get()
    public = cast.client("public")
    told = public.get(reverse("portal:minutes", args=[minutes.uid]))
    assert told.status_code == 200 and "Nováková" not in told.content.decode()
    assert "osvětlení u" in " ".join(told.content.decode().split())
    for name in ("portal:pdf", "portal:docx"):
        assert public.get(reverse(name, args=[minutes.uid])).status_code == 200
    _page(cast, "withdraw", meeting, method="post", data={"reason": "Chyba v textu."})
    assert public.get(reverse("portal:minutes", args=[minutes.uid])).status_code == 410


def test_members_see_what_is_public_and_who_prepares_gets_there(cast: Cast) -> None:
    minutes = kit.published(cast)
    group = reverse("groups:group", args=[cast.group.uid])
    told = " ".join(cast.client("member").get(group).content.decode().split())
    assert reverse("portal:minutes", args=[minutes.uid]) in told and "Veřejné zápisy" in told
    leads = reverse("publishing:meeting", args=[minutes.meeting.uid])
    read = reverse("meetings:minutes", args=[minutes.meeting.uid])
    assert leads in cast.client("recorder").get(read).content.decode()
    assert leads not in cast.client("member").get(read).content.decode()
    assert leads not in cast.client("member").get(group).content.decode()


def test_a_conflict_on_the_list_says_who_and_keeps_the_rest(cast: Cast) -> None:
    preparation = kit.begun(cast)
    first, second = preparation.covers.order_by("start")[:2]
    kept = {"prepnout": f"{first.uid}:waiting:keep"}
    _page(cast, "decide", preparation.meeting, role="chair", method="post", data=kept)
    data = {
        "jako": "seznam", f"videno-{first.uid}": "waiting", f"volba-{first.uid}": "hide",
        f"videno-{second.uid}": "waiting", f"volba-{second.uid}": "hide",
    }
    answer = _page(cast, "decide", preparation.meeting, method="post", data=data)
    assert answer.status_code == 409
    told = " ".join(answer.content.decode().split())
    assert "mezitím rozhodl někdo jiný" in told and cast.person("chair").surname in told
    assert dict(Cover.objects.values_list("uid", "decision")) == {first.uid: "keep", second.uid: "hide"}


def test_a_script_gets_decisions_as_data(cast: Cast) -> None:
    preparation = kit.begun(cast, "Jana Nováková a Karel Dlouhý.", "Jana Nováková odešla.")
    first, karel, _again = covers = list(preparation.covers.order_by("start"))
    address, browser = reverse("publishing:decide", args=[preparation.meeting.uid]), cast.client("recorder")

    def sent(**data: str) -> tuple[int, dict[str, Any]]:
        answer = browser.post(address, data, headers={"Accept": "application/json"})
        return answer.status_code, answer.json()

    status, told = sent(prepnout=f"{first.uid}:waiting:hide")
    assert (status, told["waiting"], told["hidden"], told["kept"], told["failed"]) == (201, 2, 1, 0, False)
    assert [(one["uid"], one["decision"], one["others"]) for one in told["covers"]] == [(first.uid, "hide", 1)]
    kept = {"prepnout": f"{karel.uid}:waiting:keep"}
    _page(cast, "decide", preparation.meeting, role="chair", method="post", data=kept)
    status, told = sent(prepnout=f"{karel.uid}:waiting:hide")
    assert (status, told["failed"]) == (409, True) and "někdo jiný" in told["message"]
    assert [one["decision"] for one in told["covers"]] == ["keep"]
    status, told = sent(prepnout=f"{karel.uid}:waiting:nesmysl")
    assert status == 422 and "Vyberte skrýt" in told["message"]
    status, told = sent(vse="skryt", cekajici=" ".join(one.uid for one in covers))
    assert (status, told["waiting"], told["hidden"], told["kept"]) == (201, 0, 2, 1)
    assert "Rozhodnuto je" in told["message"]


def test_hidden_on_the_page_it_leads_to_the_place(cast: Cast) -> None:
    preparation = kit.begun(cast, "Byla tu schůzka u nádraží.", "Po schůzce se šlo domů.")
    meeting, text = preparation.meeting, kit.text_of(preparation)
    place = text.index("nádraží")
    data = {"start": place, "end": place + len("nádraží"), "words": "nádraží"}
    answer = _page(cast, "hide_place", meeting, method="post", data=data)
    assert answer.url.endswith(f"#z-{kit.cover_over(preparation, 'nádraží').uid}")
    browser = cast.client("recorder")
    page = browser.post(
        reverse("publishing:hide_words", args=[meeting.uid]), {"words": "schůzka", "everywhere": "on"}, follow=True
    )
    told = " ".join(page.text.split())
    assert "Skryto míst: 1." in told and "Jiné tvary čekají jako návrhy: 1." in told
    assert kit.cover_over(preparation, "schůzce").decision == "waiting"


def test_wrong_input_is_said_and_changes_nothing(cast: Cast) -> None:
    preparation = kit.begun(cast)
    meeting = preparation.meeting
    for name, data, said in (
        ("decide", {"prepnout": "x:waiting:nesmysl"}, "Vyberte skrýt, nebo nechat"),
        ("decide", {"vsude": "neznamy"}, "mezitím někdo změnil"),
        ("hide_place", {"start": "a"}, "Označte v"),
        ("hide_place", {"start": "0", "end": "3", "words": "jiné"}, "nepodařilo najít"),
        ("hide_words", {"words": ""}, "Toto pole"),
        ("hide_words", {"words": "není tu nic takového"}, "v textu nejsou"),
        ("withdraw", {"reason": "Není co stáhnout."}, ""),
    ):
        answer = _page(cast, name, meeting, method="post", data=data)
        assert answer.status_code == (404 if name == "withdraw" else 422), (name, data)
        assert said in " ".join(answer.content.decode().split()) or not said, (name, data)
    assert set(Cover.objects.values_list("decision", flat=True)) == {"waiting"}
    assert _page(cast, "preview", meeting).status_code == 302
    for fmt in ("pdf", "exe"):
        paper = reverse("publishing:preview_paper", args=[meeting.uid, fmt])
        assert cast.client("recorder").get(paper).status_code == 404


def test_the_page_has_a_constant_number_of_queries(cast: Cast) -> None:
    counted = []
    for number in (1, 30):
        lines = [f"Jana Nováková{i} volala na 601 234 {i:03}." for i in range(number)]
        preparation = kit.begun(cast, *lines)
        address = reverse("publishing:meeting", args=[preparation.meeting.uid])
        client = cast.client("recorder")
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counted.append(len(seen))
        assert preparation.covers.count() >= number
    assert counted[0] == counted[1]


def test_the_desk_says_which_minutes_wait_for_a_public_version(cast: Cast) -> None:
    meeting = kit.locked(cast)
    leads = reverse("publishing:meeting", args=[meeting.uid])
    assert leads not in cast.client("recorder").get("/stul/").content.decode()
    kit.opted_in(cast)
    assert leads in cast.client("recorder").get("/stul/").content.decode()
    for role in ("member", "reviewer", "outsider"):
        assert leads not in cast.client(role).get("/stul/").content.decode()
    preparation = kit.decided(cast, preparing.start(by=cast.actor("recorder"), meeting=meeting))
    assert leads in cast.client("chair").get("/stul/").content.decode()
    releasing.publish(by=cast.actor("chair"), preparation=preparation)
    assert leads not in cast.client("chair").get("/stul/").content.decode()
