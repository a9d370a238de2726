"""Pages of the overview: who gets which, what stands on them, what never does, what they cost."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Controller
from soucinnost.agencies.models import Person
from soucinnost.assignments.actions import create_assignment
from soucinnost.audit.models import Entry
from soucinnost.groups.actions import change_group, close_group
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.overview.sheet import region_book
from soucinnost.territory.models import Area
from tests import factories
from tests.cast import ROLES, Cast
from tests.groups.reading import plain
from tests.groups.test_pages import cost, many_groups
from tests.meetings.signoff_kit import undone
from tests.security.test_noninterference import CHANGING

PAGES = ("region", "export", "towns", "history")


def address(cast: Cast, name: str = "region", query: str = "") -> str:
    return reverse(f"overview:{name}", args=[cast.region.uid]) + query


@pytest.mark.parametrize("role", ROLES)
def test_the_coordinator_alone_has_the_overview(cast: Cast, role: str) -> None:
    client = cast.client(role)
    expected = {"coordinator": 200, "public": 302}.get(role, 404)
    for name in PAGES:
        rows = Entry.objects.count()
        response = client.get(address(cast, name))
        assert response.status_code == expected, name
        assert (Entry.objects.count() > rows) == (expected == 200), name
    assert client.get(reverse("overview:regions")).status_code == {"coordinator": 302, "public": 302}.get(role, 404)


def test_another_region_is_not_hers(cast: Cast) -> None:
    client = cast.client("coordinator")
    for region in (cast.other_region.uid, cast.town.area.uid, "neznamy"):
        assert client.get(reverse("overview:region", args=[region])).status_code == 404


def test_the_navigation_offers_it_to_coordinators(cast: Cast) -> None:
    assert 'href="/kraj/"' in plain(cast.client("coordinator").get(reverse("desk:desk")))
    assert 'href="/kraj/"' not in plain(cast.client("manager").get(reverse("desk:desk")))


def test_who_coordinates_two_regions_chooses(cast: Cast) -> None:
    factories.grant(cast.person("coordinator"), GrantRole.COORDINATOR, region=cast.other_region)
    page = plain(cast.client("coordinator").get(reverse("overview:regions")))
    assert page.index("Druhý kraj") < page.index("Zkušební kraj")
    other = cast.client("coordinator").get(reverse("overview:region", args=[cast.other_region.uid]))
    assert "Jinovský kulatý stůl" in plain(other)
    assert "Bezpečná Zkušebnice" not in plain(other)


def test_yesterdays_coordinator_sees_nothing(cast: Cast) -> None:
    client = cast.client("coordinator")
    cast.person("coordinator").grants.update(valid_to=factories.today() - timedelta(days=1))
    assert client.get(address(cast)).status_code == 404


def test_the_page_shows_the_frame_and_no_content(cast: Cast) -> None:
    create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Obsah úkolu", owner_person=cast.person("member"),
        due_kind="date", due_on=factories.today() - timedelta(days=2), given_on=factories.today() - timedelta(days=9),
    )
    starts = timezone.now() + timedelta(days=17)
    create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1),
        place=Place(text="Radnice"),
    )
    page = plain(cast.client("coordinator").get(address(cast)))
    assert "Bezpečná Zkušebnice" in page
    assert "Alena Předsedová" in page
    assert '<td role="cell" class="num" data-l="Úkoly po termínu"><span>1</span>' in page
    assert "nesdílí se" in page
    for hidden in ("Obsah úkolu", "Dana Členová", "Radnice", "Jinovský"):
        assert hidden not in page
    local = timezone.localtime(starts)
    assert f"{local.day}. {local.month}. {local.year}" not in page


def test_shared_groups_lead_to_their_tasks(cast: Cast) -> None:
    factories.mandate(cast.group, cast.person("coordinator"))
    create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Obsah úkolu", owner_person=cast.person("member"),
        due_kind="date", due_on=factories.today() - timedelta(days=2), given_on=factories.today() - timedelta(days=9),
    )
    client = cast.client("coordinator")
    link = f"{reverse('assignments:list')}?kdo=vse&amp;stav=po-terminu&amp;skupina={cast.group.uid}"
    assert link in client.get(address(cast)).content.decode()
    assert "Obsah úkolu" in plain(client.get(link.replace("&amp;", "&")))


def listed(cast: Cast, **query: str) -> list[str]:
    response = cast.client("coordinator").get(address(cast), query)
    return [row.group.name for row in response.context["rows"]]


def test_filters(cast: Cast) -> None:
    theme, other = factories.themes("Dluhy", "Drogy")
    change_group(by=factories.SYSTEM, group=cast.group, themes=[theme, other])
    change_group(by=factories.SYSTEM, group=cast.solo_group, type="round_table", rhythm="as_needed")
    district = Area.objects.create(kind="district", code="D1", name="Okres", parent=cast.region)
    Area.objects.filter(pk=cast.town.area.pk).update(parent=district)
    both = ["Bezpečná Zkušebnice", "Samotínská skupina"]
    assert listed(cast) == both
    assert listed(cast, druh="round_table") == both[1:]
    assert listed(cast, tema=theme.key) == both[:1]
    assert listed(cast, signal="none") == both[1:]
    assert listed(cast, okres=district.uid) == both[:1]
    assert listed(cast, okres=district.uid, signal="none") == []
    assert listed(cast, druh="nic", tema="nic", signal="nic", okres="nic") == both
    close_group(by=factories.SYSTEM, group=cast.solo_group, closed_on=factories.today() - timedelta(days=1))
    assert listed(cast) == both[:1]
    assert listed(cast, ukoncene="on") == both


def test_empty_pages_say_what_belongs_there(cast: Cast) -> None:
    empty = factories.region("Prázdný kraj")
    factories.grant(cast.person("coordinator"), GrantRole.COORDINATOR, region=empty)
    client = cast.client("coordinator")
    names = ("region", "towns", "history")
    pages = [plain(client.get(reverse(f"overview:{name}", args=[empty.uid]))) for name in names]
    assert "zatím není žádná skupina" in pages[0]
    assert "Instalace nezná obce kraje" in pages[1]
    assert "ani ukončená" in pages[2]


def test_two_years_are_chosen(cast: Cast) -> None:
    year = factories.today().year
    context = cast.client("coordinator").get(address(cast, "history"), {"rok": year, "s": year - 1}).context
    assert (context["one"].year, context["other"].year) == (year, year - 1)
    nonsense = cast.client("coordinator").get(address(cast, "history"), {"rok": "x", "s": "1999"}).context
    assert (nonsense["one"].year, nonsense["other"].year) == (year - 1, year)


COSTS: dict[str, int] = {}


@pytest.mark.parametrize("count", [0, 2, 49])
@pytest.mark.parametrize("name", PAGES)
def test_one_three_and_fifty_groups_cost_the_same(cast: Cast, name: str, count: int) -> None:
    many_groups(cast, count)
    found = cost(cast.client("coordinator"), address(cast, name))
    assert found <= 15
    assert found == COSTS.setdefault(name, found)


def book(cast: Cast, query: str = "") -> dict[str, list[tuple[Any, ...]]]:
    response = cast.client("coordinator").get(address(cast, "export", query))
    assert response.status_code == 200
    read = openpyxl.load_workbook(BytesIO(response.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True))[1:] for sheet in read}


class TestSpreadsheet:
    def test_frame_and_contacts_of_chairs_only(self, cast: Cast) -> None:
        Person.objects.filter(pk=cast.person("chair").pk).update(phone="596 123 456")
        read = book(cast)
        assert list(read) == ["Skupiny", "Mandáty", "Kontakty"]
        assert [row[0] for row in read["Skupiny"]] == ["Bezpečná Zkušebnice", "Samotínská skupina"]
        assert read["Mandáty"] == [], "who else sits in a group that is not shared"
        assert [row[1:] for row in read["Kontakty"]] == [
            ("Alena Předsedová", "Zkušebnice", None, "chair@zkusebnice.test", "596 123 456"),
            ("Klára Samotná", "Samotín", None, "solo@samotin.test", None),
        ]

    def test_mandates_of_a_group_where_she_sits(self, cast: Cast) -> None:
        factories.mandate(cast.group, cast.person("coordinator"))
        names = {row[1] for row in book(cast)["Mandáty"]}
        assert {"Alena Předsedová", "Dana Členová", "Hana Koordinátorová", "Filip Bývalý"} <= names
        assert "Klára Samotná" not in names
        Controller.objects.filter(organisation=cast.town).update(members_may_export=False)
        assert book(cast)["Mandáty"] == [], "the controller does not let members take documents out"

    def test_the_choice_holds_and_the_audit_knows(self, cast: Cast) -> None:
        change_group(by=factories.SYSTEM, group=cast.solo_group, type="round_table")
        read = book(cast, "?druh=round_table")
        assert [row[0] for row in read["Skupiny"]] == ["Samotínská skupina"]
        row = Entry.objects.filter(verb="overview.exported").latest("sequence")
        assert row.object_uid == cast.region.uid
        assert set(row.ids) == {cast.solo_group.uid, cast.person("solo").uid}

    def test_what_was_typed_is_no_formula(self, cast: Cast) -> None:
        change_group(by=factories.SYSTEM, group=cast.solo_group, name="=1+1")
        assert ("=1+1", "s") in {
            (cell.value, cell.data_type)
            for cell in openpyxl.load_workbook(
                BytesIO(cast.client("coordinator").get(address(cast, "export")).content)
            )["Skupiny"]["A"]
        }


def without_keys(content: bytes) -> bytes:
    """An answer without what belongs to it alone, such as the key against forged forms."""
    for pattern in CHANGING:
        content = pattern.sub(b"", content)
    return content


def _hidden_task(cast: Cast) -> None:
    create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Tajný úkol", is_closed=True,
        owner_person=cast.person("chair"), named_seats=[cast.mandates["chair"].seat], due_kind="date",
        due_on=factories.today() - timedelta(days=2), given_on=factories.today() - timedelta(days=9),
    )


def _hidden_group(cast: Cast) -> None:
    made = factories.group("Tajná skupina", organisation=cast.other_town)
    factories.mandate(made, cast.person("outsider"), is_chair=True)


def _hidden_mandate(cast: Cast) -> None:
    factories.mandate(cast.group, cast.person("solo"), organisation=cast.police)


@pytest.mark.parametrize(
    ("sits", "hide"),
    [(False, _hidden_task), (False, _hidden_group), (False, _hidden_mandate), (True, _hidden_task),
     (True, _hidden_group)],
)
def test_a_hidden_record_changes_no_answer(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, hide: Any, sits: bool
) -> None:
    moment = timezone.now()
    monkeypatch.setattr(
        "soucinnost.overview.views.region_book",
        lambda *told, today, created: region_book(*told, today=today, created=moment),
    )
    if sits:
        factories.mandate(cast.group, cast.person("coordinator"))

    def answers() -> list[bytes]:
        client = cast.client("coordinator")
        return [without_keys(client.get(address(cast, name)).content) for name in PAGES]

    before = answers()
    with undone():
        hide(cast)
        assert answers() == before
