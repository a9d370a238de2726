"""The index is kept whole: rebuilding, upgrades, attached files, items of agendas, the duty that does it all."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import docx
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from soucinnost.documents.actions import attach, erase_attachments, remove_attachment
from soucinnost.documents.models import Attachment
from soucinnost.groups.actions import add_document, remove_document
from soucinnost.groups.enums import GroupDocumentKind
from soucinnost.groups.models import GroupDocument, Topic
from soucinnost.kernel import duties
from soucinnost.meetings.actions.agenda import add_item, add_paper, change_item, remove_item
from soucinnost.meetings.models import AgendaPaper
from soucinnost.search import actions, files, reading, registry, versions
from soucinnost.search.jobs import look_after_index
from soucinnost.search.models import FileText, IndexEntry
from soucinnost.search.questions import understand
from soucinnost.search.registry import Document, Searchable
from soucinnost.search.selectors import answer, find, of_family, show, tabs
from soucinnost.search.versions import current_version, is_outdated
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import planned

DUTY = "search.index"


def titles(cast: Cast, typed: str, role: str = "member", **asked: object) -> list[str]:
    return [hit.title for hit in find(cast.actor(role), typed, **asked)]


def word_file(text: str) -> bytes:
    made, buffer = docx.Document(), BytesIO()
    made.add_paragraph(text)
    made.save(buffer)
    return buffer.getvalue()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# -- rebuilding


def test_every_kind_is_made_anew_as_its_actions_make_it(cast: Cast) -> None:
    factories.topic(cast.group, title="Ubytovna")
    actions.rebuild()
    before = list(IndexEntry.objects.order_by("kind", "object_uid").values())
    assert {row["version"] for row in before} == {current_version()}
    IndexEntry.objects.filter(kind="topic").delete()
    IndexEntry.objects.filter(kind="group").update(tokens="_jine", version="")
    IndexEntry.objects.create(kind="group", object_uid="duch", title="Duch")
    IndexEntry.objects.create(kind="zaniklý", object_uid="x", title="Duch")
    actions.rebuild()
    after = list(IndexEntry.objects.order_by("kind", "object_uid").values())
    assert [{**row, "id": 0} for row in after] == [{**row, "id": 0} for row in before]


def test_what_is_right_is_not_written_again(cast: Cast) -> None:
    actions.rebuild()
    with CaptureQueriesContext(connection) as told:
        actions.rebuild()
    assert not [query["sql"] for query in told if "INSERT" in query["sql"] or query["sql"].startswith("DELETE")]


def test_a_rebuild_that_was_interrupted_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.topic(cast.group, title="Ubytovna")
    actions.rebuild()
    IndexEntry.objects.update(version="stará", tokens="")
    real, calls = actions._write, []

    def failing(kind: str, documents: list[Document]) -> int:
        calls.append(kind)
        if len(calls) == 3:
            raise OSError("disk")
        return real(kind, documents)

    monkeypatch.setattr(actions, "_write", failing)
    with pytest.raises(OSError), transaction.atomic():
        actions.rebuild()
    monkeypatch.setattr(actions, "_write", real)
    assert is_outdated()
    duty = next(duty for duty in duties.duties() if duty.key == DUTY)
    assert "vyhledávání" in duty.run(by=factories.SYSTEM)
    assert not is_outdated()
    assert titles(cast, "ubytovny") == ["Ubytovna"]
    assert duty.run(by=factories.SYSTEM) == "", "nothing is left to do"


def test_answers_say_that_the_index_is_being_made(cast: Cast) -> None:
    factories.topic(cast.group, title="Ubytovna")
    actions.rebuild()
    browser = cast.client("member")
    assert "ještě sestavuje" not in browser.get("/hledat/?q=ubytovna").content.decode()
    IndexEntry.objects.filter(kind="topic").update(version="stará")
    assert versions.is_outdated(), "the duty sees it, then pages do too"
    assert "ještě sestavuje" in browser.get("/hledat/?q=ubytovna").content.decode()


@pytest.fixture
def few() -> Iterator[None]:
    """A kind that gives everything at once, as one of few records may."""
    registry.register(
        Searchable(
            "few", "málo", lambda actor: Topic.objects.visible_to(actor), url=str,
            documents=lambda: (Document(topic.uid, topic.title) for topic in Topic.objects.all()),
        )
    )
    yield
    registry.unregister("few")


@pytest.mark.usefixtures("few")
def test_a_kind_may_give_everything_at_once(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    factories.topic(cast.group, title="Ubytovna")
    IndexEntry.objects.create(kind="few", object_uid="duch", title="Duch")
    call_command("search_rebuild")
    assert f"few: {Topic.objects.count()}" in capsys.readouterr().out
    assert not IndexEntry.objects.filter(object_uid="duch").exists()
    assert "few" in {hit.kind for hit in find(cast.actor("member"), "ubytovna")}


def test_a_kind_needs_records_with_documents() -> None:
    with pytest.raises(ValueError, match="both records and document"):
        registry.register(Searchable("x", "x", Topic.objects.visible_to, url=str, records=Topic.objects.all))


# -- agendas


def test_items_of_an_agenda_are_found_by_who_sees_them(cast: Cast) -> None:
    chair = cast.actor("chair")
    meeting = planned(cast)
    item = add_item(by=chair, meeting=meeting, title="Noční klid v ulici", note="Stížnosti na ubytovnu")
    assert titles(cast, "stížnost ubytovna") == ["Noční klid v ulici"]
    assert titles(cast, "stížnost ubytovna", "outsider") == []
    change_item(
        by=chair, item=item, title="Tajný bod", kind=item.kind, is_closed=True,
        named_seats=[cast.mandates["chair"].seat],
    )
    assert titles(cast, "klid") == titles(cast, "tajný") == []
    assert titles(cast, "tajný", "chair") == ["Tajný bod"]
    remove_item(by=chair, item=item)
    assert titles(cast, "tajný", "chair") == []
    assert not IndexEntry.objects.filter(object_uid=item.uid).exists()


# -- files


def test_a_file_is_found_by_its_title_at_once_and_by_its_text_when_read(cast: Cast) -> None:
    chair = cast.actor("chair")
    item = add_item(by=chair, meeting=planned(cast), title="Bod")
    upload = factories.upload("plan_prevence.docx", word_file("Ubytovna u nádraží a její obyvatelé"), DOCX)
    paper = add_paper(by=chair, item=item, upload=upload, title="Podklad")
    assert titles(cast, "podklad") == titles(cast, "plán prevence") == ["Podklad"]
    assert titles(cast, "obyvatel ubytovny") == []
    assert reading.read_new_files() == 1
    assert reading.read_new_files() == 0
    found = answer(cast.actor("member"), understand("obyvatel ubytovny"))
    shown = show(cast.actor("member"), found.hits, found.question)[0]
    assert shown.url == f"/jednani/{item.meeting.uid}/"
    assert ("obyvatelé", True) in shown.pieces
    actions.rebuild()
    assert titles(cast, "obyvatel ubytovny") == ["Podklad"], "the text is kept and not read again"
    assert titles(cast, "podklad", "outsider") == titles(cast, "podklad", "coordinator") == []
    remove_attachment(by=chair, attachment=paper.attachment)
    assert titles(cast, "podklad") == []


def test_a_paper_of_a_closed_item_is_found_by_the_named(cast: Cast) -> None:
    chair = cast.actor("chair")
    item = add_item(
        by=chair, meeting=planned(cast), title="Tajný bod", is_closed=True, named_seats=[cast.mandates["chair"].seat]
    )
    add_paper(by=chair, item=item, upload=factories.upload(), title="Tajný podklad")
    reading.read_new_files()
    assert titles(cast, "kůň") == titles(cast, "podklad") == []
    assert titles(cast, "kůň", "chair") == ["Tajný podklad"]


def test_a_file_that_hangs_nowhere_is_found_by_nobody_and_not_read(cast: Cast) -> None:
    attach(by=cast.actor("chair"), circle=cast.group.circle, upload=factories.upload(), title="Zapomenutý")
    assert titles(cast, "zapomenutý", "chair") == []
    assert reading.read_new_files() == 0
    assert not FileText.objects.exists()


def test_a_text_goes_with_the_last_record_that_holds_its_file(cast: Cast) -> None:
    chair = cast.actor("chair")
    item = add_item(by=chair, meeting=planned(cast), title="Bod")
    paper = add_paper(by=chair, item=item, upload=factories.upload(), title="Podklad")
    add_document(by=chair, group=cast.group, upload=factories.upload(), title="Trvalý")
    assert reading.read_new_files() == 2
    assert files.forget_unheld() == 0
    paper.delete()
    duty = next(duty for duty in duties.duties() if duty.key == DUTY)
    duty.run(by=factories.SYSTEM)
    assert [one.attachment.title for one in FileText.objects.all()] == ["Trvalý"]
    assert [one.title for one in IndexEntry.objects.filter(kind="attachment")] == ["Trvalý"]
    AgendaPaper.objects.create(item=item, attachment=paper.attachment)
    assert reading.read_new_files() == 1
    assert titles(cast, "podklad") == ["Podklad"], "held again, found again"


def test_documents_of_a_group_are_found_by_their_kind(cast: Cast) -> None:
    document = add_document(
        by=cast.actor("chair"), group=cast.group, upload=factories.upload("a.txt"), title="Pravidla",
        kind=GroupDocumentKind.STATUTES,
    )
    word = document.get_kind_display().split()[0]
    found = answer(cast.actor("member"), understand(word))
    assert [hit.title for hit in of_family(found.hits, "dokumenty")] == ["Pravidla"]
    assert [tab.key for tab in tabs(found.hits, "")].count("dokumenty") == 1
    remove_document(by=cast.actor("chair"), document=document)
    assert titles(cast, "pravidla") == []


@pytest.mark.parametrize(
    ("fields", "content", "problem"),
    [
        ({"name": "obrazek.png"}, b"", "unsupported"),
        ({"name": "zamceny.pdf", "is_encrypted": True}, b"", "password"),
        ({"name": "obrovsky.pdf", "size": 2**40}, b"", "too_large"),
        ({"name": "ztraceny.txt"}, None, "missing"),
        ({"name": "poskozeny.txt"}, "jiné bajty".encode(), "damaged"),
        ({"name": "neni.docx", "sha256": sha256(b"neco").hexdigest()}, b"neco", "mismatch"),
    ],
)
def test_what_cannot_be_read_is_noted_once(
    cast: Cast, fields: dict[str, object], content: bytes | None, problem: str
) -> None:
    plain = {"mime": "x/y", "size": 4, "sha256": "0" * 64}
    attachment = Attachment.objects.create(circle=cast.group.circle, **{**plain, **fields})
    GroupDocument.objects.create(group=cast.group, attachment=attachment, kind=GroupDocumentKind.OTHER)
    if content is not None:
        attachment.path.parent.mkdir(parents=True)
        attachment.path.write_bytes(content)
    assert reading.read_new_files() == 0
    told = FileText.objects.get(attachment=attachment)
    assert (told.text, told.problem) == ("", problem)
    assert not reading.unread_files().exists()


def test_a_disk_that_does_not_answer_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_document(by=cast.actor("chair"), group=cast.group, upload=factories.upload(), title="Kůň")

    def broken(uid: str, sha256: str) -> None:
        raise OSError("no answer")

    monkeypatch.setattr(reading.storage, "verify", broken)
    assert reading.read_new_files() == 0
    monkeypatch.undo()
    assert reading.read_new_files() == 1


def test_what_is_read_says_how_much_and_a_file_removed_meanwhile_is_not_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = cast.actor("chair")
    for title in ("Kůň", "Pes"):
        add_document(by=chair, group=cast.group, upload=factories.upload(), title=title)
    read = reading.read_document

    def slow(data: bytes, name: str) -> object:
        Attachment.objects.filter(title="Pes").update(removed_at=timezone.now())
        return read(data, name)

    monkeypatch.setattr(reading, "read_document", slow)
    actions.rebuild()
    assert "Přečtených souborů" in look_after_index(by=factories.SYSTEM).replace("\xa0", " ")
    assert [told.attachment.title for told in FileText.objects.all()] == ["Kůň"]


def test_an_erased_file_takes_its_text_with_it(cast: Cast) -> None:
    add_document(by=cast.actor("chair"), group=cast.group, upload=factories.upload(), title="Kůň")
    reading.read_new_files()
    attachment = Attachment.objects.get(title="Kůň")
    assert FileText.objects.filter(attachment=attachment).exists()
    erase_attachments(by=factories.SYSTEM, records=Attachment.objects.filter(pk=attachment.pk))
    assert not FileText.objects.exists()
    assert not IndexEntry.objects.filter(kind="attachment").exists()


# -- narrowing


def test_groups_are_offered_and_chosen_only_where_one_sits(cast: Cast) -> None:
    factories.topic(cast.group, title="Ubytovna zde")
    browser = cast.client("member")
    own, foreign = cast.group.circle.uid, cast.other_group.circle.uid
    page = browser.get("/hledat/", {"q": "ubytovna", "skupina": own})
    assert [row.hit.title for row in page.context["rows"]] == ["Ubytovna zde"]
    assert foreign not in page.content.decode()
    refused = browser.get("/hledat/", {"q": "ubytovna", "skupina": foreign})
    unknown = browser.get("/hledat/", {"q": "ubytovna", "skupina": "neni"})
    assert refused.context["count"] == unknown.context["count"] == 0
    assert refused.context["form"].errors.keys() == unknown.context["form"].errors.keys() == {"skupina"}
    assert cast.other_group.name not in refused.content.decode()


def test_a_group_narrows_to_its_records_of_all_kinds(cast: Cast) -> None:
    factories.topic(cast.group, title="Ubytovna")
    actions.rebuild()
    circle = cast.group.circle_id
    kinds = {hit.kind for hit in find(cast.actor("member"), cast.group.name, circle=circle)}
    assert "group" in kinds
    assert find(cast.actor("member"), "ubytovna", circle=cast.other_group.circle_id) == []


def test_days_are_those_of_the_record(cast: Cast) -> None:
    today = timezone.localdate()
    factories.topic(cast.group, title="Ubytovna")
    assert titles(cast, "ubytovna", first=today, last=today) == ["Ubytovna"]
    assert titles(cast, "ubytovna", last=today - timedelta(days=1)) == []
