"""Standing items, topics, documents, members from a list."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from soucinnost.agencies.imports import plan, read_rows, recognise
from soucinnost.agencies.models import Organisation, Person
from soucinnost.documents.models import Attachment
from soucinnost.groups import actions
from soucinnost.groups.enums import GroupDocumentKind, StandingItemKind, TopicState
from soucinnost.groups.models import GroupDocument, Mandate
from soucinnost.search.models import IndexEntry
from tests import factories
from tests.cast import ROLES, Cast

RUNNERS = {"chair", "recorder"}
TAKE_PART = {"chair", "recorder", "reviewer", "member", "deputy"}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path


def titles(cast: Cast) -> list[str]:
    return list(cast.group.standing_items.values_list("title", flat=True))


@pytest.mark.parametrize("role", ROLES)
def test_who_keeps_the_items(cast: Cast, role: str) -> None:
    by = cast.actor(role)
    item = cast.group.standing_items.first()
    steps = [
        lambda: actions.set_standing_items(by=by, group=cast.group, items=[{"uid": item.uid, "title": "Jiný"}]),
        lambda: actions.add_standing_item(by=by, group=cast.group, title="Další"),
        lambda: actions.change_standing_item(by=by, item=item, title="Změněný"),
        lambda: actions.move_standing_item(by=by, item=item, to=2),
        lambda: actions.remove_standing_item(by=by, item=item),
    ]
    for step in steps:
        if role in RUNNERS:
            step()
        else:
            with pytest.raises(PermissionDenied):
                step()
    assert titles(cast) == (["Další"] if role in RUNNERS else ["Kontrola úkolů", "Zprávy organizací", "Různé"])


def test_items_keep_their_identity_and_order(cast: Cast) -> None:
    by = cast.actor("recorder")
    first, second, third = cast.group.standing_items.all()
    kept = actions.set_standing_items(
        by=by, group=cast.group,
        items=[
            {"uid": third.uid, "title": third.title}, {"title": "Nový", "minutes": 10},
            {"uid": first.uid, "title": "Úkoly", "kind": StandingItemKind.TASKS, "presenter": cast.person("member")},
        ],
    )
    assert [item.pk for item in kept][::2] == [third.pk, first.pk]
    assert titles(cast) == ["Různé", "Nový", "Úkoly"]
    assert not cast.group.standing_items.filter(pk=second.pk).exists()
    first, last = ["Úkoly", "Různé", "Nový"], ["Různé", "Nový", "Úkoly"]
    for to, expected in ((1, first), (99, last), (-5, first)):
        actions.move_standing_item(by=by, item=kept[2], to=to)
        assert titles(cast) == expected


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"title": ""}, "název"), ({"title": "x" * 201}, "200"), ({"title": "A", "minutes": 0}, "minut"),
        ({"title": "A", "minutes": 601}, "minut"), ({"title": "A", "kind": "jiny"}, "jiny"),
        ({"title": "A", "presenter": "outsider"}, "člen skupiny"),
    ],
)
def test_bad_items(cast: Cast, item: dict, words: str) -> None:
    if "presenter" in item:
        item = {**item, "presenter": cast.person(item["presenter"])}
    with pytest.raises(ValidationError, match=words):
        actions.set_standing_items(by=cast.actor("chair"), group=cast.group, items=[{"title": "Dobrý"}, item])
    assert len(titles(cast)) == 3
    with pytest.raises(TypeError):
        actions.set_standing_items(by=cast.actor("chair"), group=cast.group, items=[{"title": "A", "place": 3}])


def test_there_is_an_end_to_items(cast: Cast) -> None:
    by = cast.actor("chair")
    many = [{"title": f"Bod {n}"} for n in range(41)]
    with pytest.raises(ValidationError, match="nejvýše 40"):
        actions.set_standing_items(by=by, group=cast.group, items=many)
    actions.set_standing_items(by=by, group=cast.group, items=many[:40])
    with pytest.raises(ValidationError, match="nejvýše 40"):
        actions.add_standing_item(by=by, group=cast.group, title="Ještě jeden")
    actions.set_standing_items(by=by, group=cast.group, items=[])
    assert actions.add_standing_item(by=by, group=cast.group, title="První").position == 1


@pytest.mark.parametrize("role", ROLES)
def test_who_raises_and_settles_topics(cast: Cast, role: str) -> None:
    by, topic = cast.actor(role), factories.topic(cast.group)
    if role in TAKE_PART:
        raised = actions.raise_topic(by=by, group=cast.group, title=" Herny  u školy ", note=" Víc ")
        assert (raised.title, raised.note, raised.raised_by) == ("Herny u školy", "Víc", cast.person(role))
        assert IndexEntry.objects.filter(kind="topic", object_uid=raised.uid).exists()
        assert actions.change_topic(by=by, topic=raised, title="Herny").title == "Herny"
    else:
        with pytest.raises(PermissionDenied):
            actions.raise_topic(by=by, group=cast.group, title="Herny")
    if role in RUNNERS:
        actions.change_topic(by=by, topic=topic, title="Jinak")
        assert actions.settle_topic(by=by, topic=topic, state=TopicState.DONE).state == TopicState.DONE
    else:
        with pytest.raises(PermissionDenied):
            actions.change_topic(by=by, topic=topic, title="Jinak")
        with pytest.raises(PermissionDenied):
            actions.settle_topic(by=by, topic=topic, state=TopicState.DONE)


def test_topics_that_cannot_be(cast: Cast) -> None:
    by = cast.actor("chair")
    for title, note in (("", ""), ("x" * 201, ""), ("Téma", "x" * 4001)):
        with pytest.raises(ValidationError):
            actions.raise_topic(by=by, group=cast.group, title=title, note=note)
    topic = actions.raise_topic(by=by, group=cast.group, title="🚔 v parku")
    with pytest.raises(ValidationError):
        actions.settle_topic(by=by, topic=topic, state="nekdy")
    actions.settle_topic(by=by, topic=topic, state=TopicState.DROPPED)
    with pytest.raises(ValidationError, match="uzavřené"):
        actions.change_topic(by=by, topic=topic, title="Jinak")


def test_whoever_raised_a_topic_and_left_does_not_change_it(cast: Cast) -> None:
    topic = actions.raise_topic(by=cast.actor("member"), group=cast.group, title="Moje")
    by = cast.actor("member")
    actions.end_mandate(
        by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=factories.today() - timedelta(days=1)
    )
    by = cast.actor("member")
    with pytest.raises(PermissionDenied):
        actions.change_topic(by=by, topic=topic, title="Jinak")


@pytest.mark.parametrize("role", ROLES)
def test_who_keeps_documents(cast: Cast, role: str) -> None:
    by = cast.actor(role)
    held = actions.add_document(
        by=factories.SYSTEM, group=cast.group, upload=factories.upload("statut.txt"), title="Statut",
        kind=GroupDocumentKind.STATUTES,
    )
    if role in RUNNERS:
        added = actions.add_document(by=by, group=cast.group, upload=factories.upload())
        assert added.kind == GroupDocumentKind.OTHER
        actions.remove_document(by=by, document=held)
        assert not IndexEntry.objects.filter(object_uid=held.attachment.uid).exists()
        attachment = Attachment.objects.get(title="Statut")
        assert attachment.removed_at is not None
        assert attachment.path.exists(), "bytes stay until the term is over"
    else:
        with pytest.raises(PermissionDenied):
            actions.add_document(by=by, group=cast.group, upload=factories.upload())
        with pytest.raises(PermissionDenied):
            actions.remove_document(by=by, document=held)
        assert IndexEntry.objects.get(object_uid=held.attachment.uid).title == "Statut"
    assert GroupDocument.objects.count() == 1


def test_a_document_of_no_kind(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.add_document(by=cast.actor("chair"), group=cast.group, upload=factories.upload(), kind="obrazek")
    assert not Attachment.objects.exists()


LIST = """Jméno\tOrganizace\tE-mail
Mgr. Petr Novotný\tÚřad práce\tnovotny@priklad.test
Ing. Olga Malá\tMost k lidem\tmala@priklad.test
Dana Členová\tMost k lidem\tmember@zkusebnice.test
"""


def planned(cast: Cast, role: str, text: str = LIST):
    return plan(recognise(read_rows(text)), cast.actor(role))


@pytest.mark.parametrize("role", ROLES)
def test_who_adds_many_members(cast: Cast, role: str) -> None:
    prepared, today = planned(cast, "manager"), factories.today()
    if role == "manager":
        added = actions.add_members(by=cast.actor(role), group=cast.group, plan=prepared, valid_from=today)
        assert {mandate.seat.person.surname for mandate in added.mandates} == {"Novotný", "Malá"}
        assert added.already == 1
        assert {mandate.seat.organisation for mandate in added.mandates} == {
            cast.ngo, Organisation.objects.get(name="Úřad práce"),
        }
    else:
        before = (Mandate.objects.count(), Person.objects.count())
        with pytest.raises(PermissionDenied):
            actions.add_members(by=cast.actor(role), group=cast.group, plan=prepared, valid_from=today)
        assert (Mandate.objects.count(), Person.objects.count()) == before


def test_a_list_goes_in_whole_or_not_at_all(cast: Cast) -> None:
    factories.person("Karel", "Odešlý", email="odesly@priklad.test", is_active=False)
    text = LIST + "Karel Odešlý\tMost k lidem\todesly@priklad.test\n"
    people = Person.objects.count()
    prepared = planned(cast, "manager", text)
    with pytest.raises(ValidationError):
        actions.add_members(by=cast.actor("manager"), group=cast.group, plan=prepared, valid_from=factories.today())
    assert Person.objects.count() == people
