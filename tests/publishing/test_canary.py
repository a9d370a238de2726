"""What is planted is not found: nothing covered or closed in what leaves, and nothing hidden changes a byte."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from soucinnost.documents.actions import attach, clear_attachment
from soucinnost.documents.models import Attachment
from soucinnost.groups.actions import change_group
from soucinnost.meetings.actions.agenda import add_item, add_paper
from soucinnost.meetings.actions.running import end_meeting
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.actions import deciding, preparing, releasing
from soucinnost.publishing.models import PublicMinutes
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running
from tests.meetings.signoff_kit import fresh, undone
from tests.publishing import kit

CANARIES = ("Kanárek", "kanarek", "601234567", "601 234 567", "Žlutopták", "Zlutoptak", "zlutoptak")
BODY = (
    "<p>Paní Kanárková Žlutoptáková volala.</p><ul><li>tel. 601 234 567 (Kanárek)</li></ul>"
    "<table><tr><td>Žlutopták</td><td>12</td></tr></table>"
)


def _locked(cast: Cast) -> Meeting:
    change_group(
        by=cast.actor("chair"), group=cast.group, heading="Úřad\nVyřizuje: Karel Žlutopták", publishes_minutes=True,
        publishes_meetings=True,
    )
    chair, meeting = cast.actor("chair"), running(cast, items=("Co chce Kanárek", "Různé"))
    Meeting.objects.filter(pk=meeting.pk).update(
        title="Setkání u Kanárka", place="U Žlutoptáka", file_reference="Kanárek/1"
    )
    line(chair, meeting, BODY)
    line(chair, meeting, "<p>Viditelné slovo.</p>")
    line(chair, meeting, "<p>Úkol</p>", kind="task", details={"owner": {"text": "Kanárek Žlutopták"}})
    line(chair, meeting, "<p>Uzavřený Kanárek</p>", details={"closed_to": []})
    secret = add_item(
        by=chair, meeting=fresh(meeting), title="Uzavřený Žlutopták", is_closed=True,
        named_seats=[cast.mandates["chair"].seat],
    )
    line(chair, meeting, "<p>Kanárek v uzavřeném</p>", item=secret)
    item = meeting.items.order_by("position").first()
    paper = add_paper(
        by=chair, item=item, upload=factories.upload("kanarek.txt", b"Obsah pro verejnost.\n"), title="Kanárek podklad"
    )
    clear_attachment(by=chair, attachment=paper.attachment, has_read=True, accepts=True)
    end_meeting(by=chair, meeting=meeting)
    return fresh(kit.signed_off(cast, meeting))


def _published(cast: Cast) -> PublicMinutes:
    by = cast.actor("recorder")
    preparation = preparing.start(by=by, meeting=_locked(cast))
    text = kit.text_of(preparation)
    assert "Uzavřený" not in text
    for word in ("Kanárek", "Kanárka", "Kanárková", "Žlutopták", "Žlutoptáka", "Žlutoptáková", "601 234 567"):
        assert word in text, "what is not in the text could not be found outside either"
        deciding.hide_words(by=by, preparation=preparation, words=word)
    kit.decided(cast, preparation)
    return releasing.publish(by=cast.actor("chair"), preparation=preparation)


def _addresses(cast: Cast, minutes: PublicMinutes) -> list[str]:
    found = [reverse(f"portal:{name}") for name in ("groups", "feed", "sitemap", "search", "accessibility")]
    found += [f"{reverse('portal:search')}?q={word}" for word in ("viditelne", "kanarek", "zlutoptak", "uzavreny")]
    found += [reverse(f"portal:{name}", args=[cast.group.uid]) for name in ("group", "group_feed")]
    found += [reverse(f"portal:{name}", args=[minutes.uid]) for name in ("minutes", "pdf", "docx")]
    return [*found, reverse("meetings:public_feed", args=[cast.group.uid])]


def _answers(cast: Cast, minutes: PublicMinutes) -> dict[str, tuple[int, bytes, str]]:
    client, found = cast.client("public"), {}
    for address in _addresses(cast, minutes):
        answer = client.get(address)
        head = "\n".join(f"{name}: {value}" for name, value in sorted(answer.headers.items()))
        found[address] = (answer.status_code, answer.content, head)
    return found


def _readable(address: str, content: bytes) -> str:
    """Everything that a reader of the bytes could see: raw, text of the PDF with its properties, members of the zip."""
    told = content.decode("utf-8", "replace") + content.decode("latin-1")
    if address.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        told += "".join(page.extract_text() for page in reader.pages) + str(reader.metadata) + str(reader.xmp_metadata)
        told += "".join(str(one.get_object()) for one in reader.pages) + str(reader.outline)
    if address.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told += "".join(name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return told


def test_planted_words_are_in_nothing_that_leaves(cast: Cast) -> None:
    minutes = _published(cast)
    answers = _answers(cast, minutes)
    assert {status for status, _content, _head in answers.values()} == {200}
    for address, (_status, content, head) in answers.items():
        asked = re.findall(r"[?&]q=(\w+)", address)
        told = re.sub(r"[?&]q=\w+", "", _readable(address, content).replace(address, "") + head)  # links to itself
        for canary in CANARIES:
            if canary in asked:  # the page repeats the word that was asked for, and finds nothing
                assert told.count(canary) == content.decode().count(f'value="{canary}"') * 2
            else:
                assert canary not in told, address
    files = minutes.files.all()
    assert [one.attachment.name for one in files] == ["kanarek.txt"]
    taken = cast.client("public").get(reverse("portal:file", args=[minutes.uid, files[0].uid]))
    assert b"".join(taken.streaming_content) == b"Obsah pro verejnost.\n"
    assert "kanarek" not in str(taken.headers)
    assert Attachment.objects.get().uid not in answers[reverse("portal:minutes", args=[minutes.uid])][1].decode()


def test_what_is_public_is_found_and_what_is_not_is_not(cast: Cast) -> None:
    minutes = _published(cast)
    search = reverse("portal:search")
    for query, hit in (("viditelná slova", True), ("kanárek", False), ("žlutopták", False), ("uzavřený", False),
                       ("neveřejné", False), ("601234567", False)):
        told = cast.client("public").get(search, {"q": query}).content.decode()
        assert (minutes.uid in told) is hit, query


HIDDEN = {
    "a closed item": lambda cast, minutes: add_item(
        by=cast.actor("chair"), meeting=running(cast), title="Tajné", is_closed=True,
        named_seats=[cast.mandates["chair"].seat],
    ),
    "a preparation": lambda cast, minutes: preparing.start(by=cast.actor("recorder"), meeting=fresh(minutes.meeting)),
    "minutes that are not published": lambda cast, minutes: kit.decided(cast, kit.begun(cast, "Viditelné tajemství.")),
    "minutes published and withdrawn": lambda cast, minutes: releasing.withdraw(
        by=cast.actor("chair"), minutes=kit.published(cast, "Viditelné tajemství."), reason="Chyba v textu."
    ),
    "a group without a page": lambda cast, minutes: factories.group("Tajná skupina", organisation=cast.town),
    "a file": lambda cast, minutes: attach(
        by=cast.actor("chair"), circle=cast.group.circle, upload=factories.upload(), title="Tajný soubor"
    ),
}


@pytest.mark.parametrize("hidden", list(HIDDEN))
def test_nothing_hidden_changes_a_byte_of_public_pages(cast: Cast, hidden: str) -> None:
    minutes = _published(cast)
    before: dict[str, Any] = _answers(cast, minutes)
    with undone():
        HIDDEN[hidden](cast, minutes)
        after = _answers(cast, minutes)
        assert [address for address in after if after[address] != before[address]] == []


def test_the_calendar_of_the_group_is_the_only_thing_a_meeting_changes(cast: Cast) -> None:
    """So that the test above sees something: an announced meeting shows, where the group says when it meets."""
    from soucinnost.meetings.actions.invitation import send_invitation
    from tests.meetings.minutes_kit import planned

    minutes = _published(cast)
    before = _answers(cast, minutes)
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=9))
    assert _answers(cast, minutes) == before
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    after = _answers(cast, minutes)
    changed = {address for address in after if after[address] != before[address]}
    assert changed == {
        reverse("portal:group", args=[cast.group.uid]), reverse("meetings:public_feed", args=[cast.group.uid])
    }
