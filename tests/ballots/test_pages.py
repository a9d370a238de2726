"""Pages by everybody in the cast: what is shown, what happens on a mistake, how many queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from soucinnost.ballots.actions import add_paper, close_ballot, open_ballot, withdraw_ballot
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.protocol import protocol_paper
from soucinnost.documents.paper.docx import write_docx
from soucinnost.groups.models import Group
from soucinnost.kernel.dates import format_date
from soucinnost.notices.models import Message
from tests import factories
from tests.ballots.kit import QUESTION, all_for, allow, end_seat, opened, paper_of, past, prepared, vote
from tests.cast import Cast


def text_of(response: Any) -> str:
    """The page with plain spaces."""
    return response.content.decode().replace("\xa0", " ")


def address(ballot: Ballot, name: str = "ballot") -> str:
    return reverse(f"ballots:{name}", args=[ballot.uid])


def queries(cast: Cast, role: str, path: str) -> int:
    """How many queries a page takes, the second time."""
    client = cast.client(role)
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    return len(caught)


def test_from_the_group_to_the_agenda(cast: Cast) -> None:
    """The whole walk: the chair prepares and opens, members vote, the chair closes, the group's page shows it."""
    group = allow(cast.group)
    chair, group_page = cast.client("chair"), reverse("groups:group", args=[group.uid])
    new = reverse("ballots:new", args=[group.uid])
    assert new in text_of(chair.get(group_page))
    assert chair.get(new).status_code == 200
    day = format_date(factories.today() + timedelta(days=5))
    made = chair.post(new, {"question": QUESTION, "explanation": "Výzva končí.", "day": day, "majority": "all"})
    ballot = Ballot.objects.get()
    assert made.status_code == 302 and made.url == address(ballot)
    assert cast.client("member").get(address(ballot)).status_code == 404
    assert chair.post(address(ballot, "paper_add"), {"upload": factories.upload()}).status_code == 302
    page = text_of(chair.get(address(ballot)))
    assert "Zahájit hlasování" in page and "Dana Členová" in page
    assert chair.post(address(ballot, "open")).status_code == 302
    for role in ("chair", "recorder", "reviewer", "member"):
        client, name = cast.client(role), f"hlas-{paper_of(cast, ballot, role).uid}"
        assert name in text_of(client.get(address(ballot)))
        assert client.post(address(ballot, "vote"), {name: "for"}).status_code == 302
    assert chair.post(address(ballot, "close")).status_code == 302
    page = text_of(cast.client("member").get(address(ballot)))
    for piece in ("přijato", "Jak kdo hlasoval", "Cyril Revidující", "Výsledek hlasování per rollam"):
        assert piece in page, piece
    shown = text_of(cast.client("member").get(group_page))
    assert address(ballot) in shown and "Výsledek hlasování per rollam" in shown


def test_before_the_close_names_say_only_who(cast: Cast) -> None:
    ballot = opened(cast)
    vote(cast, ballot, {"reviewer": "against", "member": "abstain"})
    page = text_of(cast.client("chair").get(address(ballot)))
    assert "2 z 4" in page and "Cyril Revidující" in page
    assert "odevzdáno" not in page and "checked" not in page
    member = text_of(cast.client("member").get(address(ballot)))
    assert "Cyril Revidující" not in member and "2 z 4" not in member
    assert "zdržuji se</b>" in member
    deputy = text_of(cast.client("deputy").get(address(ballot)))
    assert "už hlasoval sám" in deputy


def test_one_hidden_vote_changes_no_page_of_another_member(cast: Cast) -> None:
    ballot = opened(cast)
    client = cast.client("reviewer")

    def plain() -> str:
        return text_of(client.get(address(ballot))).split("</head>")[1].partition('name="csrfmiddlewaretoken"')[0]

    before = plain()
    vote(cast, ballot, {"member": "against", "chair": "for"})
    assert plain() == before


def test_mistakes_keep_what_was_typed(cast: Cast) -> None:
    group = allow(cast.group)
    chair, new = cast.client("chair"), reverse("ballots:new", args=[group.uid])
    for typed, said in (
        ({"day": "1. 1. 2020"}, "uplynula"), ({"day": "za 90 dní"}, "nejvýše"), ({"day": "někdy"}, "nelze přečíst"),
        ({"day": ""}, "Vyplňte datum"), ({"day": "29. 3. 2026", "time": "2.30"}, "letní čas"),
        ({"day": "31. 12. 9999"}, "mezi 1900 a 2100"),
        ({"question": "Jan Novák, 736 123 456, souhlasí?"}, "osobní údaj"), ({"majority": "x"}, "x"),
    ):
        data = {"question": "Můj dlouhý návrh.", "day": "za 5 dní", "majority": "all", **typed}
        page = chair.post(new, data)
        assert page.status_code == 422, typed
        assert said in text_of(page) and data["question"] in text_of(page), typed
    assert not Ballot.objects.exists()


def test_a_group_without_the_statute_says_so(cast: Cast) -> None:
    chair = cast.client("chair")
    new = reverse("ballots:new", args=[cast.group.uid])
    assert "neumožňuje" in text_of(chair.get(new)) and 'name="question"' not in text_of(chair.get(new))
    refused = chair.post(new, {"question": QUESTION, "day": "za 5 dní", "majority": "all"})
    assert refused.status_code == 422 and not Ballot.objects.exists()
    assert "Hlasování per rollam" not in text_of(chair.get(reverse("groups:group", args=[cast.group.uid])))
    assert "neumožňuje" in text_of(cast.client("member").get(reverse("ballots:list", args=[cast.group.uid])))


def test_a_vote_late_by_account(cast: Cast) -> None:
    ballot = past(opened(cast))
    name = f"hlas-{paper_of(cast, ballot, 'member').uid}"
    answer = cast.client("member").post(address(ballot, "vote"), {name: "for"}, follow=True)
    assert "hlas přijmout nejde" in text_of(answer)
    assert not Vote.objects.exclude(choice="").exists()
    assert "Lhůta k hlasování uplynula" in text_of(answer)


def test_an_empty_vote_and_a_strangers_paper(cast: Cast) -> None:
    ballot = opened(cast)
    client = cast.client("member")
    other = f"hlas-{paper_of(cast, ballot, 'chair').uid}"
    for data in ({}, {other: "against"}, {f"hlas-{paper_of(cast, ballot, 'member').uid}": "x"}):
        assert client.post(address(ballot, "vote"), data).status_code == 422
    assert not Vote.objects.exclude(choice="").exists()


def test_writing_down_what_came_by_mail(cast: Cast) -> None:
    ballot = opened(cast)
    recorder, enter = cast.client("recorder"), address(ballot, "enter")
    paper, deputy = paper_of(cast, ballot, "member"), cast.person("deputy")
    page = text_of(recorder.get(enter))
    assert paper.uid in page and f"{paper.uid}.{deputy.uid}" in page
    assert paper_of(cast, ballot, "recorder").uid not in page
    data = {"paper": f"{paper.uid}.{deputy.uid}", "choice": "for", "received_on": "dnes"}
    assert recorder.post(enter, data | {"received_on": "zítra"}).status_code == 422
    assert recorder.post(enter, data | {"paper": "x"}).status_code == 422
    assert recorder.post(enter, data).status_code == 302
    paper.refresh_from_db()
    assert (paper.cast_by, paper.entered_by) == (deputy, cast.person("recorder"))
    all_for_others = {"chair": "for", "recorder": "for", "reviewer": "for"}
    vote(cast, ballot, all_for_others)
    close_ballot(by=cast.actor("chair"), ballot=ballot)
    page = text_of(cast.client("reviewer").get(address(ballot)))
    assert "zástup: Emil Zástupný" in page and "zápis: Blanka Zapisovatelová" in page
    assert recorder.get(enter).status_code == 302


def test_withdrawing_wants_a_reason(cast: Cast) -> None:
    ballot = opened(cast)
    chair = cast.client("chair")
    assert chair.post(address(ballot, "withdraw"), {"reason": ""}).status_code == 422
    assert chair.post(address(ballot, "withdraw"), {"reason": "Změnila se výzva."}).status_code == 302
    page = text_of(cast.client("member").get(address(ballot)))
    assert "Změnila se výzva." in page and "Jak kdo hlasoval" not in page


def test_steps_that_cannot_be_say_why(cast: Cast) -> None:
    ballot = opened(cast)
    chair = cast.client("chair")
    assert "jen když hlasovali všichni. Chybí" in text_of(chair.post(address(ballot, "close"), follow=True))
    assert "Hlasování už běží" in text_of(chair.post(address(ballot, "open"), follow=True))
    assert chair.get(address(ballot, "edit")).status_code == 403
    all_for(cast, ballot)
    assert "odevzdali všichni" in text_of(chair.post(address(ballot, "remind"), follow=True))


def test_without_mail_messages_wait_for_ones_own_mailbox(cast: Cast, settings: Any) -> None:
    settings.MAIL_ENABLED = False
    ballot = prepared(cast)
    chair = cast.client("chair")
    assert "pošlete je ze své schránky" in text_of(chair.get(address(ballot)))
    assert "z Vaší schránky" in text_of(chair.post(address(ballot, "open"), follow=True))
    drafts = reverse("notices:drafts", args=[ballot.uid])
    assert drafts in text_of(chair.get(address(ballot)))
    assert chair.get(drafts)["Content-Type"] == "application/zip"
    withdraw_ballot(by=cast.actor("chair"), ballot=ballot, reason="Jinak.")
    assert not Message.objects.filter(about=ballot.uid, kind="ballot", state="held").exists()


@pytest.mark.parametrize("fmt", ["docx", "pdf"])
def test_the_protocol(cast: Cast, fmt: str) -> None:
    ballot = opened(cast)
    path = reverse("ballots:protocol", args=[ballot.uid, fmt])
    assert cast.client("chair").get(path).status_code == 404  # nothing is closed yet
    all_for(cast, ballot)
    close_ballot(by=cast.actor("chair"), ballot=ballot)
    sent = cast.client("member").get(path)
    assert sent.status_code == 200 and "attachment" in sent["Content-Disposition"]
    assert sent.content[:4] in {b"%PDF", b"PK\x03\x04"}
    assert sent.content == cast.client("chair").get(path).content
    assert cast.client("chair").get(path.replace(fmt, "odt")).status_code == 404


def test_the_protocol_says_all(cast: Cast) -> None:
    ballot = opened(cast, explanation="Výzva končí.\n\nProto spěcháme.")
    all_for(cast, ballot)
    paper, uids = protocol_paper(cast.actor("member"), close_ballot(by=cast.actor("chair"), ballot=ballot))
    said = repr(paper).replace("\\xa0", " ")
    for piece in (QUESTION, "Proto spěcháme.", "přijato", "pro: 4", "Dana Členová", "Most k lidem", "víc než polovina"):
        assert piece in said, piece
    assert len(uids) == 4
    assert write_docx(paper) == write_docx(paper)


def test_the_protocol_tells_how_votes_came_and_which_do_not_count(cast: Cast) -> None:
    ballot = prepared(cast)
    paper = add_paper(by=cast.actor("chair"), ballot=ballot, upload=factories.upload("rozpocet.txt"))
    open_ballot(by=cast.actor("chair"), ballot=ballot)
    all_for(cast, ballot)
    Vote.objects.filter(pk=paper_of(cast, ballot, "recorder").pk).update(channel="link")
    Ballot.objects.filter(pk=ballot.pk).update(quorum_kind="none", asked_at=timezone.now() - timedelta(days=9))
    end_seat(cast, "member")
    Ballot.objects.filter(pk=ballot.pk).update(deadline=timezone.now())
    told, uids = protocol_paper(cast.actor("chair"), close_ballot(by=cast.actor("chair"), ballot=ballot))
    said = repr(told).replace("\\xa0", " ")
    for piece in ("rozpocet.txt", "pro, nepočítá se", "skončil před koncem", "jednorázovým odkazem", "pro: 3"):
        assert piece in said, piece
    assert "Muselo hlasovat" not in said and "statut nestanoví" in said
    assert paper.attachment.uid in uids


@pytest.mark.parametrize(("kind", "count", "words"), [
    ("two_thirds", None, "dvě třetiny"), ("fixed", 3, "aspoň 3 člen"), ("none", None, "statut nestanoví"),
])
def test_the_quorum_of_the_statutes_is_written_out(cast: Cast, kind: str, count: int | None, words: str) -> None:
    """Before the opening by today's statutes, then by those of the opening."""
    ballot = prepared(cast)
    Group.objects.filter(pk=cast.group.pk).update(quorum_kind=kind, quorum_count=count)
    assert words in text_of(cast.client("chair").get(address(ballot)))
    open_ballot(by=cast.actor("chair"), ballot=ballot)
    Group.objects.filter(pk=cast.group.pk).update(quorum_kind="majority", quorum_count=None)
    assert words in text_of(cast.client("member").get(address(ballot)))


def test_a_prepared_one_is_changed_on_its_page(cast: Cast) -> None:
    ballot = prepared(cast)
    answer = cast.client("recorder").post(
        address(ballot, "edit"), {"question": "Jiný návrh.", "day": "za 5 dní", "majority": "all"}
    )
    ballot.refresh_from_db()
    assert answer.status_code == 302 and ballot.question == "Jiný návrh."


def test_queries_do_not_grow(cast: Cast) -> None:
    """With 1, 3 and 30 members and ballots."""
    def grow(people: int, ballots: int) -> Ballot:
        for _n in range(people):
            someone = factories.person()
            seat = factories.mandate(cast.group, someone, organisation=cast.ngo)
            factories.mandate(cast.group, factories.person(), organisation=cast.ngo, deputy_for=seat)
        for _n in range(ballots):
            made = opened(cast)
        return made

    counts: dict[str, set[int]] = {}
    for people, number in ((0, 1), (2, 2), (25, 4)):
        ballot = grow(people, number)
        vote(cast, ballot, {"member": "for", "reviewer": "against"})
        closed = past(opened(cast), days=9)
        close_ballot(by=factories.SYSTEM, ballot=closed)
        pages = {
            "open": address(ballot), "closed": address(closed), "enter": address(ballot, "enter"),
            "list": reverse("ballots:list", args=[cast.group.uid]),
        }
        for name, path in pages.items():
            counts.setdefault(name, set()).add(queries(cast, "chair", path))
    assert all(len(found) == 1 for found in counts.values()), counts


def test_only_the_last_ballots_stand_on_the_groups_page(cast: Cast) -> None:
    made = [opened(cast, question=f"Návrh číslo {number}.") for number in range(6)]
    Ballot.objects.filter(pk=made[0].pk).update(created_at=timezone.now() - timedelta(days=30))
    page = text_of(cast.client("member").get(reverse("groups:group", args=[cast.group.uid])))
    assert sum(address(ballot) in page for ballot in made) == 4
    assert reverse("ballots:list", args=[cast.group.uid]) in page and "čeká na Váš hlas" in page
    listed = text_of(cast.client("member").get(reverse("ballots:list", args=[cast.group.uid])))
    assert all(address(ballot) in listed for ballot in made)
    assert Group.objects.get(pk=cast.group.pk).ballots.count() == 6
