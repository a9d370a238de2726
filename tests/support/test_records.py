"""Consultations, materials, training needs: actions × rules × cast."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.access.enums import GrantRole
from soucinnost.agencies.models import Organisation
from soucinnost.documents.models import Attachment
from soucinnost.retention.registry import kind
from soucinnost.search.models import IndexEntry
from soucinnost.support import actions
from soucinnost.support.models import Consultation, Handover, TrainingNeed
from soucinnost.support.selectors.lists import collectors_for, home, keepers_of
from soucinnost.support.selectors.needs import by_theme, needs_of
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import ROLES, Cast
from tests.support.kit import authority, consultation

KEEPERS = {"town": {"manager"}, "region": {"coordinator"}}


def write(cast: Cast, role: str, kind_: str, keeper: Any) -> Any:
    """One record of each kind, by somebody of the cast."""
    by = cast.actor(role)
    if kind_ == "consultation":
        return actions.write_consultation(
            by=by, keeper=keeper, held_on=factories.today(), problem="Osvětlení", organisation=cast.ngo
        )
    if kind_ == "handover":
        return actions.write_handover(
            by=by, keeper=keeper, title="Příručka", handed_on=factories.today(), organisation=cast.ngo
        )
    if kind_ == "need":
        return actions.write_need(by=by, keeper=keeper, organisation=cast.ngo, training="Mediace")
    return actions.write_circular(by=by, keeper=keeper, subject="Výzva", body="Text")


@pytest.mark.parametrize("kind_", ["consultation", "handover", "need", "circular"])
@pytest.mark.parametrize("role", ROLES)
def test_only_keepers_write(cast: Cast, role: str, kind_: str) -> None:
    for whose, keeper in (("town", cast.town), ("region", authority(cast))):
        if role in KEEPERS[whose]:
            assert write(cast, role, kind_, keeper).keeper == keeper
        else:
            with pytest.raises(PermissionDenied):
                write(cast, role, kind_, keeper)


@pytest.mark.parametrize("kind_", ["consultation", "handover", "need"])
@pytest.mark.parametrize("whose", ["town", "region"])
def test_who_sees_what(cast: Cast, whose: str, kind_: str) -> None:
    keeper = cast.town if whose == "town" else authority(cast)
    made = write(cast, *KEEPERS[whose], kind_, keeper)
    seen = {role for role in ROLES if type(made).objects.visible_to(cast.actor(role)).exists()}
    assert seen == KEEPERS[whose]


def test_the_other_side_reads_what_is_shared_and_changes_nothing(cast: Cast) -> None:
    made = consultation(cast)
    manager = cast.actor("manager")
    assert not Consultation.objects.visible_to(manager).exists()
    actions.change_consultation(by=cast.actor("coordinator"), consultation=made, is_shared=True)
    assert Consultation.objects.visible_to(manager).get() == made
    assert not Consultation.objects.visible_to(cast.actor("solo")).exists()
    assert not Consultation.objects.kept_by(manager).exists()
    with pytest.raises(PermissionDenied):
        actions.change_consultation(by=manager, consultation=made, outcome="Jinak")
    with pytest.raises(PermissionDenied):
        actions.remove_consultation(by=manager, consultation=made)


def test_the_directory_moves_no_record_to_another_region(cast: Cast) -> None:
    """Many people may edit the directory; with the authority's territory they must not carry its records along."""
    made = consultation(cast)
    factories.grant(cast.person("outsider"), GrantRole.COORDINATOR, region=cast.other_region)
    Organisation.objects.filter(pk=authority(cast).pk).update(area=cast.other_region)
    assert not Consultation.objects.visible_to(cast.actor("outsider")).exists()
    with pytest.raises(PermissionDenied):
        actions.change_consultation(by=cast.actor("outsider"), consultation=made, outcome="Jinak")
    assert Consultation.objects.visible_to(cast.actor("coordinator")).get() == made


def test_a_role_that_ended_gives_nothing(cast: Cast) -> None:
    consultation(cast)
    cast.person("coordinator").grants.update(valid_to=factories.today() - timedelta(days=1))
    assert not Consultation.objects.visible_to(cast.actor("coordinator")).exists()
    assert keepers_of(cast.actor("coordinator")) == []


class TestConsultation:
    def refused(self, cast: Cast, field: str, **fields: Any) -> str:
        with pytest.raises(ValidationError) as caught:
            consultation(cast, **fields)
        assert not Consultation.objects.exists()
        return str(caught.value.message_dict[field][0])

    def test_bad_input(self, cast: Cast) -> None:
        tomorrow = factories.today() + timedelta(days=1)
        assert "teprve přijde" in self.refused(cast, "held_on", held_on=tomorrow)
        assert "Vyplňte datum" in self.refused(cast, "held_on", held_on=None)
        assert "čeho se to týkalo" in self.refused(cast, "problem", problem=" \x00 ")
        assert "Vyberte organizaci" in self.refused(cast, "organisation", organisation=None)
        assert "co se má stát" in self.refused(cast, "follow_up", follow_up_on=tomorrow)
        assert "dřív než konzultace" in self.refused(
            cast, "follow_up_on", follow_up="Zavolat", follow_up_on=date(2000, 1, 1)
        )
        assert "vyberte organizaci" in self.refused(
            cast, "is_shared", organisation=None, person=cast.person("member"), is_shared=True
        )
        assert "tatáž organizace" in self.refused(cast, "is_shared", organisation=authority(cast), is_shared=True)

    def test_whose_it_is_does_not_change(self, cast: Cast) -> None:
        made, by = consultation(cast), cast.actor("coordinator")
        with pytest.raises(TypeError, match="no keeper"):
            actions.change_consultation(by=by, consultation=made, keeper=cast.town)
        made.refresh_from_db()
        assert made.keeper == authority(cast)

    def test_who_gave_it_is_the_actor_unless_said(self, cast: Cast) -> None:
        assert consultation(cast).given_by == cast.person("coordinator")
        assert consultation(cast, given_by=cast.person("reviewer")).given_by == cast.person("reviewer")

    def test_what_follows_waits_until_it_is_done(self, cast: Cast) -> None:
        made = consultation(cast, follow_up="Poslat vzor statutu", follow_up_on=factories.today())
        by = cast.actor("coordinator")
        assert home(by, factories.today()).waiting == [made]
        actions.follow_up(by=by, consultation=made)
        assert home(by, factories.today()).waiting == []
        with pytest.raises(ValidationError):
            actions.follow_up(by=by, consultation=made)
        changed = actions.change_consultation(by=by, consultation=made, follow_up="", follow_up_on=None)
        assert changed.followed_up_on is None

    def test_versions_search_and_removal(self, cast: Cast) -> None:
        made = consultation(cast)
        by = cast.actor("coordinator")
        actions.change_consultation(by=by, consultation=made, outcome="Skupina vznikne na jaře")
        assert Version.objects.filter(kind="consultation", object_uid=made.uid).count() == 2
        assert "jaře" in IndexEntry.objects.get(kind="consultation").text
        actions.remove_consultation(by=by, consultation=made)
        assert not Version.objects.filter(kind="consultation").exists()
        assert not IndexEntry.objects.filter(kind="consultation").exists()


class TestHandover:
    def test_whose_it_is_does_not_change(self, cast: Cast) -> None:
        made = write(cast, "manager", "handover", cast.town)
        with pytest.raises(TypeError, match="no keeper"):
            actions.change_handover(by=cast.actor("manager"), handover=made, keeper=cast.solo_town)
        made.refresh_from_db()
        assert made.keeper == cast.town

    def test_no_number_is_no_zero(self, cast: Cast) -> None:
        made = write(cast, "manager", "handover", cast.town)
        assert made.count is None
        for wrong in (0, -1, 1_000_001):
            with pytest.raises(ValidationError):
                actions.change_handover(by=cast.actor("manager"), handover=made, count=wrong)
        assert actions.change_handover(by=cast.actor("manager"), handover=made, count=299).count == 299

    def test_to_nobody_it_was_not_handed(self, cast: Cast) -> None:
        with pytest.raises(ValidationError) as caught:
            actions.write_handover(
                by=cast.actor("manager"), keeper=cast.town, title="Leták", handed_on=factories.today()
            )
        assert "komu" in caught.value.message_dict["organisation"][0]

    def test_a_new_file_takes_the_place_of_the_old_one(self, cast: Cast) -> None:
        by = cast.actor("manager")
        made = actions.write_handover(
            by=by, keeper=cast.town, title="Leták", handed_on=factories.today(), audience="správci domů",
            upload=factories.upload(),
        )
        first = made.attachment
        changed = actions.change_handover(by=by, handover=made, upload=factories.upload("druhy.txt"))
        assert changed.attachment != first
        assert Attachment.objects.count() == 1
        actions.remove_handover(by=by, handover=changed)
        assert Attachment.objects.count() == 0

    def test_a_file_that_is_not_what_it_says_leaves_no_record(self, cast: Cast) -> None:
        with pytest.raises(ValidationError):
            actions.write_handover(
                by=cast.actor("manager"), keeper=cast.town, title="Leták", handed_on=factories.today(),
                audience="všem", upload=factories.upload("letak.pdf", b"MZ\x90\x00", "application/pdf"),
            )
        assert not Handover.objects.exists()


class TestNeeds:
    def stated(self, cast: Cast) -> TrainingNeed:
        return actions.state_need(
            by=cast.actor("manager"), keeper=authority(cast), organisation=cast.town, training="Exekuce", people=4
        )

    def test_a_town_states_its_need_to_the_region(self, cast: Cast) -> None:
        need = self.stated(cast)
        for role in ("manager", "coordinator"):
            assert TrainingNeed.objects.visible_to(cast.actor(role)).get() == need
        assert not TrainingNeed.objects.visible_to(cast.actor("solo")).exists()
        changed = actions.change_need(by=cast.actor("manager"), need=need, people=6)
        assert changed.people == 6
        with pytest.raises(TypeError):
            actions.change_need(by=cast.actor("manager"), need=need, state="met")
        with pytest.raises(ValidationError) as wrong:
            actions.change_need(by=cast.actor("coordinator"), need=need, state="nesmysl")
        assert wrong.value.message_dict == {"state": ["Vyberte stav."]}
        need.refresh_from_db()
        assert need.state == "collected"
        actions.change_need(by=cast.actor("coordinator"), need=need, state="planned")
        with pytest.raises(PermissionDenied):
            actions.change_need(by=cast.actor("manager"), need=need, people=9)
        with pytest.raises(PermissionDenied):
            actions.remove_need(by=cast.actor("manager"), need=need)

    def test_only_its_own_and_only_to_a_region(self, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            actions.state_need(
                by=cast.actor("solo"), keeper=authority(cast), organisation=cast.town, training="Exekuce"
            )
        with pytest.raises(ValidationError):
            actions.state_need(
                by=cast.actor("manager"), keeper=cast.solo_town, organisation=cast.town, training="Exekuce"
            )

    def test_the_region_is_found_by_territory(self, cast: Cast) -> None:
        own = authority(cast)
        assert collectors_for(cast.town) == [own]
        assert collectors_for(cast.other_town) == []
        assert collectors_for(cast.ngo) == []

    def test_sums_by_theme_do_not_count_what_nobody_said(self, cast: Cast) -> None:
        debts, = factories.themes("Dluhy")
        by, keeper = cast.actor("coordinator"), authority(cast)
        for organisation, people, theme in (
            (cast.ngo, 4, debts), (cast.ngo, 3, debts), (cast.town, None, debts), (cast.police, None, None)
        ):
            actions.write_need(
                by=by, keeper=keeper, organisation=organisation, training="Exekuce", people=people, theme=theme
            )
        sums = [
            (one.theme, one.needs, one.organisations, one.people, one.uncounted) for one in by_theme(needs_of(by))
        ]
        assert sums == [("Dluhy", 3, 2, 7, 1), ("bez tématu", 1, 1, None, 1)]

    def test_lists_by_state(self, cast: Cast) -> None:
        need = self.stated(cast)
        by = cast.actor("coordinator")
        actions.change_need(by=by, need=need, state="dropped")
        assert needs_of(by) == []
        assert needs_of(by, state="vse") == needs_of(by, state="dropped") == [need]


def test_terms_of_retention(cast: Cast) -> None:
    old, new = consultation(cast, held_on=date(2015, 1, 1)), consultation(cast)
    cutoff = timezone.make_aware(datetime(2020, 1, 1))
    term = kind("support.consultation")
    assert list(term.expired(cutoff)) == [old]
    with pytest.raises(PermissionDenied):
        term.dispose(by=cast.actor("coordinator"), records=term.expired(cutoff), cutoff=cutoff)
    assert term.dispose(by=factories.SYSTEM, records=term.expired(cutoff), cutoff=cutoff) == 1
    assert list(Consultation.objects.all()) == [new]


def test_needs_that_live_are_not_erased(cast: Cast) -> None:
    alive, met = (write(cast, "manager", "need", cast.town) for _n in range(2))
    actions.change_need(by=cast.actor("manager"), need=met, state="met")
    TrainingNeed.objects.update(stated_on=date(2015, 1, 1))
    cutoff = timezone.make_aware(datetime(2020, 1, 1))
    term = kind("support.need")
    assert list(term.expired(cutoff)) == [met]
    with pytest.raises(PermissionDenied):
        term.dispose(by=cast.actor("manager"), records=term.expired(cutoff), cutoff=cutoff)
    assert term.dispose(by=factories.SYSTEM, records=term.expired(cutoff), cutoff=cutoff) == 1
    assert list(TrainingNeed.objects.all()) == [alive]
    assert not Version.objects.filter(object_uid=met.uid).exists()
    assert not IndexEntry.objects.filter(kind="need", object_uid=met.uid).exists()


def test_handovers_past_their_term_go_with_their_files(cast: Cast) -> None:
    actions.write_handover(
        by=cast.actor("manager"), keeper=cast.town, title="Leták", handed_on=date(2015, 1, 1), audience="všem",
        upload=factories.upload(),
    )
    cutoff = timezone.make_aware(datetime(2020, 1, 1))
    term = kind("support.handover")
    assert term.dispose(by=factories.SYSTEM, records=term.expired(cutoff), cutoff=cutoff) == 1
    assert not Handover.objects.exists()
    assert not Attachment.objects.exists()
