"""Publishing and withdrawing: who may, when, what is stored, what is gone at once."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.agencies.actions import change_person
from soucinnost.assignments.actions import change_assignment, create_assignment
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry as AuditRow
from soucinnost.documents.paper.tree import Paper
from soucinnost.groups.actions import change_group
from soucinnost.meetings.actions.erasing import erase_meetings
from soucinnost.meetings.models import CarriedTask, Meeting
from soucinnost.publishing.actions import deciding, preparing, releasing
from soucinnost.publishing.actions.erasing import erase_withdrawn
from soucinnost.publishing.actions.stating import write_statement, write_words
from soucinnost.publishing.models import Cover, Preparation, PublicMinutes, Statement
from soucinnost.publishing.retained import expired
from soucinnost.publishing.selectors.waiting import minutes_to_publish
from tests import factories
from tests.cast import Cast
from tests.meetings import signoff_kit
from tests.publishing import kit

SYSTEM = SystemActor("test")


def _get(cast: Cast, name: str, *args: str, role: str = "public") -> int:
    return cast.client(role).get(reverse(name, args=args)).status_code


def test_chair_publishes_and_the_audit_says_who(cast: Cast) -> None:
    minutes = kit.published(cast)
    row = AuditRow.objects.get(verb="publishing.published")
    assert row.actor == f"person:{cast.person('chair').uid}"
    assert row.object_uid == minutes.uid
    assert minutes.published_by == cast.person("chair")
    assert Preparation.objects.get().state == "published"


def test_manager_who_sits_there_publishes_one_who_does_not_cannot(cast: Cast) -> None:
    kit.opted_in(cast)
    preparation = kit.decided(cast, kit.begun(cast))
    for role in ("recorder", "member", "manager", "outsider", "administrator"):
        with pytest.raises(PermissionDenied):
            releasing.publish(by=cast.actor(role), preparation=preparation)
    factories.mandate(cast.group, cast.person("manager"))
    assert releasing.publish(by=cast.actor("manager"), preparation=preparation).published_by == cast.person("manager")


def test_nothing_leaves_undecided_or_from_a_group_without_a_page(cast: Cast) -> None:
    preparation = kit.begun(cast)
    with pytest.raises(ValidationError, match="nemá veřejnou stránku"):
        releasing.publish(by=cast.actor("chair"), preparation=preparation)
    kit.opted_in(cast)
    with pytest.raises(ValidationError, match="Ještě ček"):
        releasing.publish(by=cast.actor("chair"), preparation=preparation)
    cover = preparation.covers.first()
    kit.decided(cast, preparation)
    releasing.publish(by=cast.actor("chair"), preparation=preparation)
    with pytest.raises(ValidationError, match="mezitím"):
        releasing.publish(by=cast.actor("chair"), preparation=preparation)
    with pytest.raises(ValidationError, match="mezitím"):
        deciding.decide(
            by=cast.actor("chair"), preparation=preparation, choices=[deciding.Choice(cover.uid, "hide", "keep")]
        )


def test_a_role_that_ceased_to_be_public_comes_as_a_proposal(cast: Cast) -> None:
    kit.opted_in(cast)
    chair = cast.person("chair")
    manager = cast.actor("manager")
    change_person(by=manager, person=chair, is_public_role=True, public_role_reason="starostka")
    preparation = kit.decided(cast, kit.begun(cast, "Alena Předsedová zahájila."))
    change_person(by=manager, person=chair, is_public_role=False)
    answer = cast.client("chair").post(reverse("publishing:publish", args=[preparation.meeting.uid]))
    assert answer.status_code == 409
    assert preparing.waiting_of(preparation) == 1
    assert "Alena Předsedová" in kit.covered_words(preparation)
    assert not PublicMinutes.objects.exists()


def test_papers_are_made_before_anything_is_locked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    kit.opted_in(cast)
    preparation = kit.decided(cast, kit.begun(cast))
    make, depths = releasing.files_of, []

    def watched(paper: Paper) -> tuple[bytes, bytes]:
        depths.append(len(connection.savepoint_ids))
        return make(paper)

    monkeypatch.setattr(releasing, "files_of", watched)
    releasing.publish(by=cast.actor("chair"), preparation=preparation)
    assert depths == [len(connection.savepoint_ids)]


@pytest.mark.parametrize("change", ["cover", "role", "new cover"])
def test_nothing_is_stored_when_it_changed_while_papers_were_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    kit.opted_in(cast)
    preparation = kit.decided(cast, kit.begun(cast))
    make = releasing.files_of

    def overtaken(paper: Paper) -> tuple[bytes, bytes]:
        if change == "cover":
            preparation.covers.filter(pk=preparation.covers.first().pk).update(decision="keep")
        elif change == "role":
            change_person(
                by=cast.actor("manager"), person=cast.person("chair"), is_public_role=True,
                public_role_reason="starostka",
            )
        else:
            Cover.objects.create(preparation=preparation, start=0, end=2, kind="added", reason="x")
        return make(paper)

    monkeypatch.setattr(releasing, "files_of", overtaken)
    with pytest.raises(ValidationError, match="někdo něco změnil|Ještě ček"):
        releasing.publish(by=cast.actor("chair"), preparation=preparation)
    assert not PublicMinutes.objects.exists()
    assert Preparation.objects.get(pk=preparation.pk).state == "open"


def test_the_stored_snapshot_holds_nothing_covered(cast: Cast) -> None:
    minutes = kit.published(cast, "Jana Nováková, tel. 601 234 567, přišla.")
    stored = f"{minutes.parts}{minutes.words}{minutes.title}"
    for secret in ("Nov", "601", "novak"):
        assert secret not in stored
    assert set(minutes.parts[0]) <= {"kind", "text", "lead", "fixed", "file"}


def test_withdrawn_is_gone_at_once_with_the_reason_inside(cast: Cast) -> None:
    minutes = kit.published(cast)
    assert _get(cast, "portal:minutes", minutes.uid) == 200
    with pytest.raises(ValidationError, match="proč"):
        releasing.withdraw(by=cast.actor("recorder"), minutes=minutes, reason=" ")
    with pytest.raises(PermissionDenied):
        releasing.withdraw(by=cast.actor("member"), minutes=minutes, reason="Chyba v textu.")
    releasing.withdraw(by=cast.actor("recorder"), minutes=minutes, reason="Tajný důvod stažení.")
    for name in ("portal:minutes", "portal:pdf", "portal:docx"):
        answer = cast.client("public").get(reverse(name, args=[minutes.uid]))
        assert answer.status_code == 410
        assert "Tajný" not in answer.content.decode()
    inside = cast.client("chair").get(reverse("publishing:meeting", args=[minutes.meeting.uid])).content.decode()
    assert "Tajný důvod" in " ".join(inside.split())
    with pytest.raises(ValidationError, match="stáhl"):
        releasing.withdraw(by=cast.actor("recorder"), minutes=minutes, reason="Ještě jednou.")


def test_published_again_it_has_the_same_address(cast: Cast) -> None:
    minutes = kit.published(cast)
    releasing.withdraw(by=cast.actor("chair"), minutes=minutes, reason="Oprava textu.")
    again = kit.decided(cast, preparing.start(by=cast.actor("chair"), meeting=signoff_kit.fresh(minutes.meeting)))
    made = releasing.publish(by=cast.actor("chair"), preparation=again)
    assert (made.uid, made.withdrawn_reason) == (minutes.uid, "")
    assert _get(cast, "portal:minutes", minutes.uid) == 200


def _corrected(cast: Cast, meeting: Meeting, *, closed: bool) -> None:
    signoff_kit.signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason="Oprava textu.")
    entries = kit.Entry.objects.filter(meeting=meeting, is_closed=closed)
    more = {"to": ("chair", "member")} if closed else {}
    signoff_kit.put(
        cast, signoff_kit.fresh(meeting), "<p>Změněný řádek.</p>", by="chair", uid=entries.first().uid, **more
    )
    kit.signed_off(cast, meeting)


@pytest.mark.parametrize("closed", [False, True])
def test_a_newer_wording_is_said_inside_only_where_it_is_open(cast: Cast, closed: bool) -> None:
    minutes = kit.published(cast, closed="Tajný řádek")
    before = cast.client("public").get(reverse("portal:minutes", args=[minutes.uid])).content
    assert minutes_to_publish(cast.actor("chair")) == []
    _corrected(cast, minutes.meeting, closed=closed)
    inside = cast.client("chair").get(reverse("publishing:meeting", args=[minutes.meeting.uid])).content.decode()
    group = cast.client("member").get(reverse("groups:group", args=[cast.group.uid])).content.decode()
    assert ("patří ke staršímu" in " ".join(inside.split())) is not closed
    assert (minutes.meeting in minutes_to_publish(cast.actor("chair"))) is not closed
    assert ("patří ke staršímu" in " ".join(group.split())) is not closed
    assert cast.client("public").get(reverse("portal:minutes", args=[minutes.uid])).content == before


def test_a_preparation_of_an_older_wording_cannot_be_published(cast: Cast) -> None:
    kit.opted_in(cast)
    preparation = kit.decided(cast, kit.begun(cast))
    _corrected(cast, preparation.meeting, closed=False)
    with pytest.raises(ValidationError, match="změnil"):
        releasing.publish(by=cast.actor("chair"), preparation=preparation)


def _carried(cast: Cast, meeting: Meeting) -> Assignment:
    """A task carried to locked minutes."""
    task = create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Tajemné světlo u školy.", due_kind="none",
        owner_organisation=cast.police,
    )
    item = kit.AgendaItem.objects.filter(meeting=meeting, is_closed=False).first()
    CarriedTask.objects.create(item=item, assignment=task)
    return task


def test_a_task_closed_since_the_preparation_began_does_not_leave(cast: Cast) -> None:
    kit.opted_in(cast)
    meeting = kit.locked(cast)
    task = _carried(cast, meeting)
    preparation = kit.decided(cast, preparing.start(by=cast.actor("chair"), meeting=meeting), "keep")
    address = reverse("publishing:meeting", args=[meeting.uid])
    assert "Tajemné" in cast.client("chair").get(address).content.decode()
    change_assignment(
        by=cast.actor("chair"), assignment=task, text=task.text, owner_organisation=task.owner_organisation,
        due_kind="none", is_closed=True, named_seats=[cast.mandates["member"].seat],
    )
    for path in (address, f"{address}nahled/", f"{address}?jako=seznam"):
        told = cast.client("chair").get(path, follow=True).content.decode()
        assert "Tajemné" not in told
        assert "Připravte ji znovu" in " ".join(told.replace("\u00a0", " ").split())
    assert cast.client("chair").get(f"{address}nahled/pdf/").status_code == 404
    with pytest.raises(ValidationError, match="změnil"):
        releasing.publish(by=cast.actor("chair"), preparation=preparation)
    for words in ("Tajemné", "Netušené"):  # whether they stand there is not told
        with pytest.raises(ValidationError, match="změnil"):
            deciding.hide_words(by=cast.actor("chair"), preparation=preparation, words=words)
    again = preparing.start(by=cast.actor("chair"), meeting=meeting)
    assert again != preparation
    minutes = releasing.publish(by=cast.actor("chair"), preparation=kit.decided(cast, again))
    assert "Tajemné" not in str(minutes.parts)


def test_a_line_closed_in_minutes_opened_again_is_not_shown_in_the_preparation(cast: Cast) -> None:
    preparation = kit.begun(cast, "Tajemné světlo u školy.")
    meeting = preparation.meeting
    address = reverse("publishing:meeting", args=[meeting.uid])
    assert "Tajemné" in cast.client("recorder").get(address).content.decode()
    signoff_kit.signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason="Uzavření řádku.")
    entry = kit.Entry.objects.get(meeting=meeting)
    signoff_kit.put(
        cast, signoff_kit.fresh(meeting), entry.body, by="chair", uid=entry.uid, to=("chair", "member")
    )
    assert "Tajemné" not in cast.client("recorder").get(address).content.decode()


def test_publishing_tells_when_somebody_else_was_faster(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    kit.opted_in(cast)
    preparation = kit.decided(cast, kit.begun(cast))

    def overtaken(**_given: object) -> None:
        Preparation.objects.update(state="published")
        raise releasing.NewProposals("Přibyly návrhy.")

    monkeypatch.setattr(releasing, "publish", overtaken)
    answer = cast.client("chair").post(reverse("publishing:publish", args=[preparation.meeting.uid]))
    assert answer.status_code == 422


def test_a_group_that_switches_its_page_off_takes_everything_away(cast: Cast) -> None:
    minutes = kit.published(cast)
    change_group(by=cast.actor("chair"), group=cast.group, publishes_minutes=False)
    assert _get(cast, "portal:minutes", minutes.uid) == 410
    assert _get(cast, "portal:group", cast.group.uid) == 404
    change_group(by=cast.actor("chair"), group=cast.group, publishes_minutes=True)
    assert _get(cast, "portal:minutes", minutes.uid) == 200


def test_retention_empties_withdrawn_and_meetings_take_all(cast: Cast) -> None:
    minutes = kit.published(cast)
    releasing.withdraw(by=cast.actor("chair"), minutes=minutes, reason="Chyba v textu.")
    assert not expired(timezone.now() - timedelta(days=1)).exists()
    later = timezone.now() + timedelta(days=1)
    assert erase_withdrawn(by=SYSTEM, records=expired(later), cutoff=later) == 1
    minutes.refresh_from_db()
    assert (minutes.parts, bytes(minutes.pdf), minutes.title) == ([], b"", "")
    assert _get(cast, "portal:minutes", minutes.uid) == 410
    assert not expired(later).exists()
    assert erase_withdrawn(by=SYSTEM, records=expired(later), cutoff=later) == 0
    assert AuditRow.objects.get(verb="publishing.erased").ids == [minutes.uid]
    erase_meetings(by=SYSTEM, records=Meeting.objects.filter(pk=minutes.meeting.pk), cutoff=later)
    assert not Preparation.objects.exists() and not Cover.objects.exists() and not PublicMinutes.objects.exists()
    assert _get(cast, "portal:minutes", minutes.uid) == 404


def test_search_keys_can_be_written_anew(cast: Cast) -> None:
    minutes = kit.published(cast)
    PublicMinutes.objects.update(words=" nic ")
    with pytest.raises(PermissionDenied):
        write_words(by=cast.actor("administrator"))
    said = StringIO()
    call_command("public_reindex", stdout=said)
    assert said.getvalue() == "1\n"
    assert PublicMinutes.objects.get().words == minutes.words
    assert AuditRow.objects.filter(verb="publishing.words_written").count() == 1


def test_statement_is_written_by_administrators(cast: Cast) -> None:
    told = {"operator": "Město", "contact": "x@mesto.test", "limits": "Nic.", "assessed_on": "1. 2. 2026"}
    address = reverse("publishing:statement")
    assert address in cast.client("administrator").get(reverse("access:administration")).content.decode()
    assert cast.client("chair").post(address, told).status_code == 403
    assert cast.client("administrator").post(address, {**told, "contact": ""}).status_code == 422
    future = f"1. 1. {timezone.localdate().year + 1}"
    assert cast.client("administrator").post(address, {**told, "assessed_on": future}).status_code == 422
    assert "není úplné" in " ".join(cast.client("public").get(reverse("portal:accessibility")).content.decode().split())
    assert cast.client("administrator").post(address, told).status_code == 302
    assert "x@mesto.test" in cast.client("public").get(reverse("portal:accessibility")).content.decode()
    with pytest.raises(PermissionDenied):
        write_statement(by=cast.actor("chair"), operator="Jiné", contact="y", assessed_on=timezone.localdate())
    for operator, contact in ((" ", "y"), ("Jiné", "\n")):
        with pytest.raises(ValidationError, match="kdo stránky provozuje"):
            write_statement(by=SYSTEM, operator=operator, contact=contact, assessed_on=timezone.localdate())
    assert Statement.objects.get().operator == "Město"
    assert AuditRow.objects.filter(verb="publishing.statement_written").count() == 1
    write_statement(by=SYSTEM, operator="Jiné", contact="y", assessed_on=timezone.localdate())
    assert Statement.objects.get().operator == "Jiné"


def test_first_writers_of_the_statement_do_not_pass_over_each_other(cast: Cast) -> None:
    address, client = reverse("publishing:statement"), cast.client("administrator")
    state = re.search(r'name="revize" value="([^"]*)"', client.get(address).content.decode())
    assert state is not None
    write_statement(by=SYSTEM, operator="První", contact="a@b.test", assessed_on=timezone.localdate())
    told = {"operator": "Druhé", "contact": "x@mesto.test", "assessed_on": "1. 2. 2026", "revize": state.group(1)}
    answer = client.post(address, told)
    assert answer.status_code == 422 and "První" in answer.content.decode()
    assert Statement.objects.get().operator == "První"


def test_there_is_one_statement_even_if_none_was_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    write_statement(by=SYSTEM, operator="První", contact="a@b.test", assessed_on=timezone.localdate())
    monkeypatch.setattr(Statement.objects, "select_for_update", Statement.objects.none)
    with pytest.raises(ValidationError, match="právě napsal někdo jiný"):
        write_statement(by=SYSTEM, operator="Druhé", contact="c@d.test", assessed_on=timezone.localdate())
    monkeypatch.undo()
    assert Statement.objects.get().operator == "První"
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(pk=2, operator="Druhé", contact="c@d.test", assessed_on=timezone.localdate())


def test_the_rest_of_a_name_of_which_a_part_was_decided_is_proposed(cast: Cast) -> None:
    kit.opted_in(cast)
    preparation = kit.begun(cast, "Jana Nováková přišla.")
    text = kit.text_of(preparation)
    at = text.index("Jana")
    preparation.covers.all().delete()
    deciding.hide_place(by=cast.actor("chair"), preparation=preparation, start=at, end=at + 4, words="Jana")
    with pytest.raises(releasing.NewProposals):
        releasing.publish(by=cast.actor("chair"), preparation=preparation)
    assert preparing.propose_again(by=cast.actor("chair"), preparation=preparation) == 1
    assert kit.cover_over(preparation, "Nováková").decision == "waiting"
