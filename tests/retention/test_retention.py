"""Terms: which hold, what is found past them, what is done with it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from soucinnost.access.actors import PublicActor, SystemActor
from soucinnost.audit.actions import checkpoint, record
from soucinnost.audit.models import Checkpoint, Entry
from soucinnost.audit.selectors import verify
from soucinnost.groups.models import Topic
from soucinnost.retention import actions, registry, selectors
from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind
from tests import factories

BY = SystemActor("test")
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def dispose(*, by, records, cutoff):  # noqa: ANN001, ANN201
    """Erase topics as an action of their app would."""
    for uid in records.values_list("uid", flat=True):
        record(by=by, verb="topic.erased", object_uid=uid)
    return records.delete()[0]


def anonymise(*, by, records, cutoff):  # noqa: ANN001, ANN201
    """Take the content away and leave the row."""
    return records.update(title="-")


@pytest.fixture
def kind():  # noqa: ANN201
    """A kind of record with a term of a year: topics by the day they were raised."""
    made = Kind(
        key="test.topic", label="téma", default_months=12, afterwards=Rule.Afterwards.ERASE, basis="zkouška",
        expired=lambda cutoff: Topic.objects.filter(raised_on__lt=cutoff.date()).exclude(title="-"),
        dispose=dispose, anonymise=anonymise, organisation_path="group__circle__controller__organisation__uid",
    )  # fmt: skip
    registry.register(made)
    yield made
    registry.unregister(made.key)


def topic(group, days: int) -> Topic:  # noqa: ANN001
    """A topic raised so many days before NOW."""
    raised = factories.topic(group)
    Topic.objects.filter(pk=raised.pk).update(raised_on=(NOW - timedelta(days=days)).date())
    return raised


def outcome_of(outcomes: list[actions.Outcome], organisation_uid: str = "") -> actions.Outcome:
    return next(one for one in outcomes if (one.kind, one.organisation_uid) == ("test.topic", organisation_uid))


@pytest.mark.parametrize(
    ("months", "expected"),
    [(1, (2026, 2, 28)), (13, (2025, 2, 28)), (25, (2024, 2, 29)), (12, (2025, 3, 31)), (3, (2025, 12, 31))],
)
def test_months_before_stay_in_the_calendar(months: int, expected: tuple[int, int, int]) -> None:
    before = selectors.months_before(NOW, months)
    assert (before.year, before.month, before.day) == expected
    assert (before.hour, before.tzinfo) == (12, UTC)


def test_only_what_is_past_its_term_goes(kind: Kind) -> None:
    group = factories.group()
    old, young = topic(group, 366), topic(group, 364)
    found = outcome_of(actions.run(by=BY, now=NOW))
    assert (found.found, found.taken) == (1, 1)
    assert list(Topic.objects.values_list("uid", flat=True)) == [young.uid]
    assert Entry.objects.filter(verb="topic.erased", object_uid=old.uid).count() == 1
    again = outcome_of(actions.run(by=BY, now=NOW))
    assert (again.found, again.taken) == (0, 0)


def test_a_dry_run_counts_and_leaves_everything(kind: Kind) -> None:
    topic(factories.group(), 500)
    rows = Entry.objects.count()
    found = outcome_of(actions.run(by=BY, now=NOW, dry_run=True))
    assert (found.found, found.taken) == (1, 0)
    assert Topic.objects.count() == 1
    assert Entry.objects.count() == rows


def test_an_organisation_may_have_its_own_term(kind: Kind) -> None:
    short, usual = factories.group(), factories.group()
    lead = short.circle.controller.organisation
    actions.set_rule(
        by=BY, kind=kind.key, months=1, afterwards="erase", basis="usnesení", organisation_uid=lead.uid
    )
    kept = topic(usual, 100)
    topic(short, 100)
    outcomes = actions.run(by=BY, now=NOW)
    assert outcome_of(outcomes, lead.uid).taken == 1
    assert outcome_of(outcomes).taken == 0
    assert list(Topic.objects.values_list("uid", flat=True)) == [kept.uid]


def test_a_longer_term_of_an_organisation_protects_its_records(kind: Kind) -> None:
    group = factories.group()
    actions.set_rule(
        by=BY, kind=kind.key, months=60, afterwards="erase", basis="",
        organisation_uid=group.circle.controller.organisation.uid,
    )
    topic(group, 400)
    actions.run(by=BY, now=NOW)
    assert Topic.objects.count() == 1


def test_what_follows_the_term_is_data(kind: Kind) -> None:
    topic(factories.group(), 400)
    actions.set_rule(by=BY, kind=kind.key, months=12, afterwards="review", basis="")
    found = outcome_of(actions.run(by=BY, now=NOW))
    assert (found.found, found.taken) == (1, 0)
    actions.set_rule(by=BY, kind=kind.key, months=12, afterwards="anonymise", basis="")
    assert outcome_of(actions.run(by=BY, now=NOW)).taken == 1
    assert Topic.objects.get().title == "-"


def test_more_records_than_a_batch(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    group = factories.group()
    for _ in range(8):
        topic(group, 400)
    assert outcome_of(actions.run(by=BY, now=NOW)).taken == 8
    assert not Topic.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_kind_that_fails_keeps_its_batch_and_stops_no_other(kind: Kind) -> None:
    def broken(*, by, records, cutoff):  # noqa: ANN001, ANN202
        records.delete()
        raise RuntimeError("the disk is on fire")

    topic(factories.group(), 400)
    registry.register(
        Kind("test.broken", "x", 12, "erase", "", expired=kind.expired, dispose=broken)
    )
    try:
        with pytest.raises(RuntimeError, match="on fire"):
            actions.run(by=BY, now=NOW)
    finally:
        registry.unregister("test.broken")
    assert Entry.objects.filter(verb="topic.erased").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"months": 0}, "months"), ({"months": 1201}, "months"), ({"afterwards": "burn"}, "afterwards"),
        ({"kind": "unknown"}, "kind"), ({"kind": "audit.entry", "afterwards": "anonymise"}, "afterwards"),
        ({"kind": "audit.entry", "organisation_uid": "abc"}, "organisation_uid"),
    ],
)  # fmt: skip
def test_impossible_terms_are_refused(kind: Kind, change: dict, field: str) -> None:
    wanted = {"kind": kind.key, "months": 12, "afterwards": "erase", "basis": "", **change}
    with pytest.raises(ValidationError) as caught:
        actions.set_rule(by=BY, **wanted)
    assert field in caught.value.message_dict
    assert not Rule.objects.exists()


def test_only_administrators_set_terms(kind: Kind) -> None:
    with pytest.raises(PermissionDenied):
        actions.set_rule(by=PublicActor(), kind=kind.key, months=12, afterwards="erase", basis="")
    assert not Rule.objects.exists()


def test_the_audit_log_has_its_own_term() -> None:
    now = timezone.now()
    for _ in range(3):
        record(by=BY, verb="thing.changed")
    checkpoint()
    Checkpoint.objects.update(at=now - timedelta(days=365 * 6))
    Entry.objects.filter(sequence__lte=2).update(at=now - timedelta(days=365 * 6))
    record(by=BY, verb="thing.changed")
    found = next(one for one in actions.run(by=BY, now=timezone.localtime()) if one.kind == "audit.entry")
    assert (found.found, found.taken) == (2, 3)
    assert list(Entry.objects.values_list("verb", flat=True)) == ["thing.changed", "audit.pruned"]


def test_command_says_what_it_did(kind: Kind, capsys: pytest.CaptureFixture[str]) -> None:
    topic(factories.group(), 3000)
    call_command("retention_run", "--dry-run")
    assert "test.topic: before" in capsys.readouterr().out
    assert Topic.objects.count() == 1
    call_command("retention_run")
    assert "1 found, 1 taken (erase)" in capsys.readouterr().out
    assert not Topic.objects.exists()
    assert verify().intact
