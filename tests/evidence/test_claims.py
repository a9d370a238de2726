"""Claims: stated, superseded, set side by side; a plan is never summed with what happened."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.audit.models import Entry
from soucinnost.evidence import actions, selectors
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from tests import factories
from tests.cast import ROLES, Cast

TAKE_PART = {"chair", "recorder", "reviewer", "member", "deputy"}


def state(cast: Cast, role: str = "member", **values) -> Claim:
    values = {"label": "klienti", "value": 40, "unit": "osob", **values}
    return actions.state_claim(
        by=cast.actor(role), circle=cast.group.circle, source_kind="meetings.entry", source_uid="abc", **values
    )


@pytest.mark.parametrize("role", ROLES)
def test_who_states(cast: Cast, role: str) -> None:
    if role in TAKE_PART:
        claim = state(cast, role, organisation=cast.ngo)
        assert (claim.author, claim.value, claim.kind) == (cast.person(role), 40, ClaimKind.ACTUAL)
        entry = Entry.objects.latest("sequence")
        assert (entry.verb, entry.object_uid) == ("claim.stated", claim.uid)
    else:
        with pytest.raises(PermissionDenied):
            state(cast, role)
        assert not Claim.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_who_corrects(cast: Cast, role: str) -> None:
    claim = state(cast)
    if role in {"chair", "recorder", "member"}:
        correction = actions.supersede_claim(by=cast.actor(role), claim=claim, value=41)
        assert (correction.value, correction.label, correction.supersedes) == (41, "klienti", claim)
        assert (correction.author, correction.source_uid) == (cast.person("member"), "abc")
        claim.refresh_from_db()
        assert claim.value == 40
    else:
        with pytest.raises(PermissionDenied):
            actions.supersede_claim(by=cast.actor(role), claim=claim, value=41)


def test_a_recorder_enters_for_a_member(cast: Cast) -> None:
    claim = state(cast, "recorder", author=cast.person("member"))
    assert claim.author == cast.person("member")


def test_a_claim_is_superseded_once(cast: Cast) -> None:
    claim, by = state(cast), cast.actor("member")
    second = actions.supersede_claim(by=by, claim=claim, value=41, label=" klienti  celkem ", text=" opraveno ")
    assert (second.label, second.text) == ("klienti celkem", "opraveno")
    with pytest.raises(ValidationError, match="novější"):
        actions.supersede_claim(by=by, claim=claim, value=42)
    third = actions.supersede_claim(by=by, claim=second, value=42)
    assert list(selectors.holding(by)) == [third]
    assert selectors.history_of(by, third) == [third, second, claim]
    assert list(selectors.from_source(by, "meetings.entry", ["abc"])) == [third]
    assert not selectors.from_source(by, "meetings.entry", ["jiny"])
    with pytest.raises(TypeError):
        actions.supersede_claim(by=by, claim=third, circle=cast.other_group.circle)


def test_a_closed_claim_stays_closed_when_corrected(cast: Cast) -> None:
    seat = cast.mandates["member"].seat
    claim = state(cast, is_closed=True, named_seats=[seat])
    with pytest.raises(PermissionDenied):
        actions.supersede_claim(by=cast.actor("chair"), claim=claim, value=1)
    correction = actions.supersede_claim(by=cast.actor("member"), claim=claim, value=1)
    assert correction.is_closed
    assert list(correction.named_seats.all()) == [seat]
    assert not selectors.holding(cast.actor("chair"))
    assert selectors.history_of(cast.actor("deputy"), correction) == [correction, claim]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value": None}, "value"), ({"value": None, "text": "  "}, "value"), ({"label": "", "unit": ""}, "label"),
        ({"value": None, "text": "běží", "denominator": 3}, "denominator"), ({"denominator": 0}, "denominator"),
        ({"period_from": date(2018, 1, 1), "period_to": date(2017, 1, 1)}, "period_to"), ({"kind": "odhad"}, "kind"),
        ({"unit": "x" * 41}, "unit"), ({"value": Decimal("1.23456")}, "value"), ({"is_closed": True}, "named_seats"),
        ({"source_page": "s" * 41}, "source_page"),
    ],
)
def test_bad_claims(cast: Cast, values: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        state(cast, **values)
    assert field in refused.value.message_dict
    assert not Claim.objects.exists()


def test_a_closed_claim_is_for_this_circle(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="členové této skupiny"):
        state(cast, is_closed=True, named_seats=[factories.mandate(cast.other_group).seat])


def test_a_text_alone_is_a_claim(cast: Cast) -> None:
    claim = state(cast, value=None, label="", unit="", text="Kurátoři jsou přetížení.")
    assert str(claim) == "Kurátoři jsou přetížení."
    assert selectors.by_subject([claim]) == {}


YEAR = {"period_from": date(2017, 1, 1), "period_to": date(2017, 12, 31)}


def test_contradictory_reports_stay_side_by_side(cast: Cast) -> None:
    first = state(cast, organisation=cast.ngo, **YEAR)
    second = state(cast, label="Klienti ", value=44, organisation=cast.ngo, **YEAR)
    state(cast, value=50, organisation=cast.police, **YEAR)
    state(cast, value=60, organisation=cast.ngo)
    state(cast, value=70, organisation=cast.ngo, kind=ClaimKind.PLAN, **YEAR)
    found = selectors.contradictions(selectors.holding(cast.actor("chair")))
    assert [list(one.claims) for one in found] == [[first, second]]
    assert found[0].subject.organisation_id == cast.ngo.pk
    actions.supersede_claim(by=cast.actor("chair"), claim=second, value=40)
    assert selectors.contradictions(selectors.holding(cast.actor("chair"))) == []


def test_a_different_total_is_a_contradiction_too(cast: Cast) -> None:
    state(cast, denominator=100)
    state(cast, denominator=120)
    assert len(selectors.contradictions(selectors.holding(cast.actor("chair")))) == 1


def test_totals(cast: Cast) -> None:
    state(cast, value=40, organisation=cast.ngo, **YEAR)
    state(cast, value=40, organisation=cast.ngo, **YEAR)
    state(cast, value=10, organisation=cast.police, kind=ClaimKind.APPROXIMATE, **YEAR)
    state(cast, value=99, organisation=cast.police, kind=ClaimKind.PLAN, **YEAR)
    state(cast, value=5, unit="akcí", label="besedy", organisation=cast.ngo, **YEAR)
    totals = {
        (total.unit, total.nature): (total.value, total.subjects, total.is_approximate)
        for total in selectors.totals(selectors.holding(cast.actor("chair")))
    }
    assert totals == {
        ("osob", "happened"): (50, 2, True), ("osob", "plan"): (99, 1, False), ("akcí", "happened"): (5, 1, False),
    }


def test_a_contradictory_total_has_bounds_and_no_value(cast: Cast) -> None:
    state(cast, value=40, organisation=cast.ngo)
    state(cast, value=44, organisation=cast.ngo)
    state(cast, value=6, organisation=cast.police)
    (total,) = selectors.totals(selectors.holding(cast.actor("chair")))
    assert (total.low, total.high, total.value) == (46, 50, None)


numbers = st.lists(st.tuples(st.integers(0, 999), st.sampled_from(ClaimKind.values), st.integers(1, 4)), max_size=12)


@given(numbers)
def test_plans_never_change_what_happened(told: list[tuple[int, str, int]]) -> None:
    claims = [
        Claim(label="klienti", unit="osob", value=Decimal(value), kind=kind, organisation_id=organisation)
        for value, kind, organisation in told
    ]
    happened = [claim for claim in claims if claim.kind != ClaimKind.PLAN]

    def of(nature: str, listed: list[Claim]) -> list[selectors.Total]:
        return [total for total in selectors.totals(listed) if total.nature == nature]

    assert of(selectors.HAPPENED, claims) == of(selectors.HAPPENED, happened)
    assert of(selectors.PLAN, happened) == []
    for total in selectors.totals(claims):
        assert total.low <= total.high


def test_many_are_stated_as_each_would_be(cast: Cast) -> None:
    fields = {"label": "  klienti ", "value": Decimal("40.5"), "unit": "osob", "denominator": 120, "source_page": "3"}
    spoken = {"text": " Přišli všichni. ", "author": cast.person("reviewer"), "stated_on": date(2020, 5, 1)}
    one = state(cast, **fields)
    many = actions.state_claims(
        by=cast.actor("member"), circle=cast.group.circle, source_kind="meetings.entry", source_uid="abc",
        told=[fields, spoken],
    )
    stored, said = (Claim.objects.get(pk=claim.pk) for claim in many)
    one.refresh_from_db()
    differing = {"id", "uid", "created_at"}
    names = [field.attname for field in Claim._meta.concrete_fields if field.attname not in differing]
    assert [getattr(stored, name) for name in names] == [getattr(one, name) for name in names]
    assert (said.text, said.author, said.stated_on) == ("Přišli všichni.", cast.person("reviewer"), date(2020, 5, 1))
    entry = Entry.objects.latest("sequence")
    assert (entry.verb, entry.ids) == ("claim.stated", [claim.uid for claim in many])


@pytest.mark.parametrize("bad", [{"text": " "}, {"value": 4}, {"value": 4, "unit": "osob", "denominator": 0},
                                 {"text": "ano", "unit": "x" * 41}, {"text": "ano", "kind": "guess"}])
def test_of_many_one_that_cannot_be_leaves_none(cast: Cast, bad: dict) -> None:
    with pytest.raises(ValidationError):
        actions.state_claims(
            by=cast.actor("member"), circle=cast.group.circle, source_kind="meetings.entry", source_uid="abc",
            told=[{"text": "Přišli."}, bad],
        )
    assert not Claim.objects.exists()


def test_a_claim_has_no_other_fields(cast: Cast) -> None:
    with pytest.raises(TypeError, match="circle"):
        actions.state_claims(
            by=cast.actor("member"), circle=cast.group.circle, source_kind="meetings.entry", source_uid="abc",
            told=[{"text": "Přišli.", "circle": cast.other_group.circle}],
        )
    assert not Claim.objects.exists()


def test_what_follows_already_and_what_is_not_there_writes_nothing(cast: Cast) -> None:
    claim, by = state(cast), cast.actor("chair")
    seat = cast.mandates["member"].seat
    before = Entry.objects.count()
    told = {"by": by, "source_kind": "meetings.entry", "source_uid": "abc"}
    assert actions.follow_closure(**told, is_closed=False, named_seats=[]) == 0
    assert actions.erase_claims(by=factories.SYSTEM, circle=cast.other_group.circle) == []
    assert Entry.objects.count() == before
    assert actions.follow_closure(**told, is_closed=True, named_seats=[seat]) == 1
    claim.refresh_from_db()
    assert claim.is_closed and list(claim.named_seats.all()) == [seat]


@pytest.mark.parametrize("role", sorted(set(ROLES) - TAKE_PART))
def test_who_does_not_state_states_not_many_either(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.state_claims(
            by=cast.actor(role), circle=cast.group.circle, source_kind="meetings.entry", source_uid="abc",
            told=[{"text": "Přišli."}],
        )
