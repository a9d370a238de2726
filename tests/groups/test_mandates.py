"""Mandates: who gives them, what they give, from which day to which."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from soucinnost.access.actors import actor_for_person
from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry
from soucinnost.groups import actions
from soucinnost.groups.models import Mandate
from soucinnost.groups.selectors import seats_on
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import ROLES, Cast, as_actor

FRAMERS = {"chair", "recorder", "manager"}
CLOSERS = {"chair", "manager"}
DAY = timedelta(days=1)


@pytest.mark.parametrize("role", ROLES)
def test_who_gives_changes_ends_and_withdraws(cast: Cast, role: str) -> None:
    by, today = cast.actor(role), factories.today()
    mandate = cast.mandates["reviewer"]
    coming = factories.mandate(cast.group, valid_from=today + 9 * DAY)
    steps = [
        lambda: actions.give_mandate(
            by=by, group=cast.group, person=cast.person("outsider"), organisation=None, valid_from=today
        ),
        lambda: actions.change_mandate(by=by, mandate=mandate, basis="usnesení 12"),
        lambda: actions.end_mandate(by=by, mandate=mandate, last_day=today),
        lambda: actions.withdraw_mandate(by=by, mandate=coming),
    ]
    for step in steps:
        if role in FRAMERS:
            step()
        else:
            with pytest.raises(PermissionDenied):
                step()
    changed = Mandate.objects.get(pk=mandate.pk)
    assert (changed.basis == "usnesení 12") == (role in FRAMERS)
    assert (changed.seat.valid_to == today) == (role in FRAMERS)
    assert Mandate.objects.filter(pk=coming.pk).exists() != (role in FRAMERS)


@pytest.mark.parametrize("role", ROLES)
def test_who_hands_the_chair_over(cast: Cast, role: str) -> None:
    if role in CLOSERS:
        actions.hand_over_chair(by=cast.actor(role), group=cast.group, to=cast.mandates["member"])
        assert as_actor(cast.person("member")).has(cast.group.circle_id, "chair")
        assert not as_actor(cast.person("chair")).has(cast.group.circle_id, "chair")
        assert as_actor(cast.person("chair")).has(cast.group.circle_id, "member")
    else:
        with pytest.raises(PermissionDenied):
            actions.hand_over_chair(by=cast.actor(role), group=cast.group, to=cast.mandates["member"])


def test_a_mandate_writes_a_seat_a_version_and_audit_rows(cast: Cast) -> None:
    person, today = factories.person(), factories.today()
    mandate = actions.give_mandate(
        by=cast.actor("chair"), group=cast.group, person=person, organisation=cast.ngo, valid_from=today,
        is_reviewer=True, basis=" jmenování  ", reports=True, note="na zkoušku",
    )
    seat = mandate.seat
    assert (seat.circle, seat.person, seat.organisation, seat.standing) == (
        cast.group.circle, person, cast.ngo, Standing.MEMBER,
    )
    assert (seat.is_reviewer, seat.note, mandate.basis, mandate.reports) == (True, "na zkoušku", "jmenování", True)
    assert Version.objects.filter(kind="mandate", object_uid=mandate.uid).count() == 1
    verbs = list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:2])
    assert verbs == ["mandate.given", "seat.given"]
    assert as_actor(person).has(cast.group.circle_id, "reviewer")


def test_the_last_day_still_counts_and_the_next_gives_nothing(cast: Cast) -> None:
    today, person = factories.today(), cast.person("member")
    actions.end_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=today)
    assert actor_for_person(person, day=today).has(cast.group.circle_id)
    assert not actor_for_person(person, day=today + DAY).circle_ids
    assert not as_actor(cast.person("former")).circle_ids


def test_a_deputy_ends_with_the_member(cast: Cast) -> None:
    today = factories.today()
    coming = factories.mandate(
        cast.group, factories.person(), deputy_for=cast.mandates["member"], valid_from=today + 5 * DAY
    )
    actions.end_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=today)
    deputy = Seat.objects.get(mandate=cast.mandates["deputy"])
    assert deputy.valid_to == today
    assert not Mandate.objects.filter(pk=coming.pk).exists()
    assert not actor_for_person(cast.person("deputy"), day=today + DAY).circle_ids


def test_ending_in_the_past_ends_a_deputy_of_later_days_at_once(cast: Cast) -> None:
    today = factories.today()
    late = factories.mandate(
        cast.group, factories.person(), deputy_for=cast.mandates["member"], valid_from=today - 3 * DAY
    )
    actions.end_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=today - 9 * DAY)
    late.seat.refresh_from_db()
    assert late.seat.valid_to == late.seat.valid_from
    assert not as_actor(late.seat.person).circle_ids


def test_shortening_a_mandate_shortens_its_deputies(cast: Cast) -> None:
    last = factories.today() + 3 * DAY
    actions.change_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], valid_to=last)
    assert Seat.objects.get(mandate=cast.mandates["deputy"]).valid_to == last
    actions.change_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], valid_to=None)
    assert Seat.objects.get(mandate=cast.mandates["deputy"]).valid_to == last


def test_one_person_with_two_mandates(cast: Cast) -> None:
    by, person = cast.actor("manager"), cast.person("member")
    second = actions.give_mandate(
        by=by, group=cast.group, person=person, organisation=cast.police, valid_from=factories.today()
    )
    assert [seat.organisation for seat in seats_on(cast.group, factories.today()) if seat.person == person] == [
        cast.ngo, cast.police,
    ]
    actions.end_mandate(by=by, mandate=cast.mandates["member"], last_day=factories.today() - DAY)
    actor = as_actor(person)
    assert actor.has(cast.group.circle_id)
    assert actor.seat_ids == {second.seat.pk}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"valid_from": None}, "valid_from", "první den"),
        ({"valid_to": date(2000, 1, 1)}, "valid_to", "skončit dřív"),
        ({"deputy_for": "other"}, "deputy_for", "není v této skupině"),
        ({"deputy_for": "deputy"}, "deputy_for", "Zástupce nemůže"),
        ({"deputy_for": "own"}, "deputy_for", "sám sebe"),
        ({"deputy_for": "former"}, "deputy_for", "mandát nemá"),
        ({"basis": "x" * 201}, "basis", "200"),
    ],
)
def test_what_cannot_be_a_mandate(cast: Cast, fields: dict, field: str, words: str) -> None:
    person = factories.person()
    principals = {
        "other": lambda: factories.mandate(cast.other_group), "deputy": lambda: cast.mandates["deputy"],
        "former": lambda: cast.mandates["former"], "own": lambda: factories.mandate(cast.group, person),
    }
    values = {"valid_from": factories.today(), **fields}
    if "deputy_for" in values:
        values["deputy_for"] = principals[values["deputy_for"]]()
    before = Seat.objects.count()
    with pytest.raises(ValidationError) as refused:
        actions.give_mandate(by=cast.actor("chair"), group=cast.group, person=person, organisation=None, **values)
    assert words in " ".join(refused.value.message_dict[field]).replace("\N{NO-BREAK SPACE}", " ")
    assert Seat.objects.count() == before


def test_the_same_mandate_twice_is_refused(cast: Cast) -> None:
    by, today = cast.actor("chair"), factories.today()
    with pytest.raises(ValidationError, match="stejný mandát"):
        actions.give_mandate(
            by=by, group=cast.group, person=cast.person("member"), organisation=cast.ngo, valid_from=today
        )
    with pytest.raises(ValidationError, match="stejný mandát"):
        actions.give_mandate(
            by=by, group=cast.group, person=cast.person("deputy"), organisation=cast.ngo, valid_from=today,
            deputy_for=cast.mandates["member"],
        )
    renewed = actions.give_mandate(
        by=by, group=cast.group, person=cast.person("former"), organisation=cast.ngo, valid_from=today
    )
    with pytest.raises(ValidationError, match="stejný mandát"):
        actions.change_mandate(by=by, mandate=renewed, valid_from=today - DAY)
    actions.change_mandate(by=by, mandate=renewed, valid_to=today)


def test_somebody_who_left_the_directory_gets_no_seat_today(cast: Cast) -> None:
    gone, today = factories.person(is_active=False), factories.today()
    with pytest.raises(ValidationError, match="neaktivní"):
        actions.give_mandate(by=cast.actor("chair"), group=cast.group, person=gone, organisation=None, valid_from=today)
    past = actions.give_mandate(
        by=cast.actor("chair"), group=cast.group, person=gone, organisation=None, valid_from=today - 9 * DAY,
        valid_to=today - DAY,
    )
    assert past.seat.valid_to == today - DAY


def test_changing_a_deputy_keeps_to_the_member_stood_in_for(cast: Cast) -> None:
    by, today = cast.actor("chair"), factories.today()
    actions.change_mandate(by=by, mandate=cast.mandates["member"], valid_to=today + DAY)
    with pytest.raises(ValidationError, match="mandát nemá"):
        actions.change_mandate(
            by=by, mandate=cast.mandates["deputy"], valid_from=today + 2 * DAY, valid_to=today + 3 * DAY
        )
    with pytest.raises(TypeError):
        actions.change_mandate(by=by, mandate=cast.mandates["deputy"], person=cast.person("chair"))


def test_withdrawing_only_before_the_first_day(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="začal"):
        actions.withdraw_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"])


def test_only_a_sitting_member_takes_the_chair(cast: Cast) -> None:
    today = factories.today()
    coming = factories.mandate(cast.group, valid_from=today + DAY)
    elsewhere = factories.mandate(cast.other_group)
    for to in (cast.mandates["former"], cast.mandates["deputy"], coming, elsewhere):
        with pytest.raises(ValidationError, match="dnes platí"):
            actions.hand_over_chair(by=cast.actor("chair"), group=cast.group, to=to)
    actions.hand_over_chair(by=cast.actor("chair"), group=cast.group, to=cast.mandates["chair"])
    assert as_actor(cast.person("chair")).has(cast.group.circle_id, "chair")


def test_a_chair_of_the_past_is_left_as_it_was(cast: Cast) -> None:
    old = factories.mandate(cast.group, is_chair=True, valid_to=factories.today() - DAY)
    actions.hand_over_chair(by=cast.actor("chair"), group=cast.group, to=cast.mandates["member"])
    old.seat.refresh_from_db()
    assert old.seat.is_chair


class TestNobodyIsLockedOut:
    """No rule may lock out the one person who is manager, chair and recorder, nor leave a group to nobody."""

    def test_the_one_person_does_everything(self, cast: Cast) -> None:
        by, today = cast.actor("solo"), factories.today()
        group = cast.solo_group
        actions.change_group(by=by, group=group, purpose="Sama")
        actions.set_standing_items(by=by, group=group, items=[{"title": "Bod"}])
        topic = actions.raise_topic(by=by, group=group, title="Téma")
        actions.settle_topic(by=by, topic=topic, state="done")
        mandate = Mandate.objects.get(group=group)
        actions.end_mandate(by=by, mandate=mandate, last_day=today - DAY)
        outside = as_actor(cast.person("solo"))
        assert not outside.has(group.circle_id)
        actions.give_mandate(
            by=outside, group=group, person=cast.person("solo"), organisation=cast.solo_town, valid_from=today,
            is_chair=True,
        )
        assert as_actor(cast.person("solo")).has(group.circle_id, "chair")

    def test_the_last_who_looks_after_a_group_stays(self, cast: Cast) -> None:
        chair, today = cast.person("outsider"), factories.today()
        mandate, by = Mandate.objects.get(group=cast.other_group), as_actor(chair)
        with pytest.raises(ValidationError, match="kdo starat"):
            actions.end_mandate(by=by, mandate=mandate, last_day=today)
        with pytest.raises(ValidationError, match="kdo starat"):
            actions.end_mandate(by=by, mandate=mandate, last_day=today - DAY)
        with pytest.raises(ValidationError, match="kdo starat"):
            actions.change_mandate(by=by, mandate=mandate, is_chair=False)
        mandate.refresh_from_db()
        assert as_actor(chair).has(cast.other_group.circle_id, "chair")
        without = factories.mandate(cast.other_group, factories.person(has_account=False))
        with pytest.raises(ValidationError, match="kdo starat"):
            actions.hand_over_chair(by=by, group=cast.other_group, to=without)
        factories.mandate(cast.other_group, is_recorder=True)
        actions.end_mandate(by=by, mandate=mandate, last_day=today)

    def test_the_installation_itself_may(self, cast: Cast) -> None:
        mandate, today = Mandate.objects.get(group=cast.other_group), factories.today()
        actions.end_mandate(by=factories.SYSTEM, mandate=mandate, last_day=today)
        assert Mandate.objects.get(pk=mandate.pk).seat.valid_to == today
        assert not seats_on(cast.other_group, today + timedelta(days=1)), "nobody is left to look after the group"


days = st.integers(-40, 40)


class TestDays(TestCase):
    """Whatever days are given: nobody sits twice for one organisation, and a day outside gives nothing."""

    @given(st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=6))
    def test_no_overlap_surprises(self, spans: list[tuple[int, int | None]]) -> None:
        today = factories.today()
        group, person = factories.group(), factories.person()
        given_spans = []
        for first, last in spans:
            valid_from = today + first * DAY
            valid_to = None if last is None else today + last * DAY
            clash = any(
                (end is None or valid_from <= end) and (valid_to is None or start <= valid_to)
                for start, end in given_spans
            )
            if clash or (valid_to is not None and valid_to < valid_from):
                with pytest.raises(ValidationError):
                    factories.mandate(group, person, valid_from=valid_from, valid_to=valid_to)
            else:
                factories.mandate(group, person, valid_from=valid_from, valid_to=valid_to)
                given_spans.append((valid_from, valid_to))
        edges = {day for span in given_spans for day in span if day is not None} | {today}
        for day in {edge + near * DAY for edge in edges for near in (-1, 0, 1)}:
            sits = sum(start <= day and (end is None or day <= end) for start, end in given_spans)
            assert sits <= 1
            assert actor_for_person(person, day=day).has(group.circle_id) == bool(sits)
            assert len(seats_on(group, day)) == sits

    @given(days, st.none() | days, days, st.none() | days, days)
    def test_a_deputy_never_outlasts_the_member(
        self, first: int, last: int | None, deputy_first: int, deputy_last: int | None, ended: int
    ) -> None:
        today = factories.today()

        def at(offset: int | None) -> date | None:
            return None if offset is None else today + offset * DAY

        group, stand_in = factories.group(), factories.person()
        try:
            member = factories.mandate(group, valid_from=at(first), valid_to=at(last))
            factories.mandate(
                group, stand_in, deputy_for=member, valid_from=at(deputy_first), valid_to=at(deputy_last)
            )
            actions.end_mandate(by=factories.SYSTEM, mandate=member, last_day=at(ended))
        except ValidationError:
            return
        edges = [at(offset) for offset in (first, last, deputy_first, deputy_last, ended, 0) if offset is not None]
        for day in {edge + near * DAY for edge in edges for near in (-1, 0, 1)}:
            if actor_for_person(stand_in, day=day).has(group.circle_id):
                assert at(first) <= day <= at(ended)
