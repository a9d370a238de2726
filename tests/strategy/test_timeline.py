"""What happened with a measure: changes by field, moves with old numbers, names as far as the reader may know them."""

import pytest

from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions import tree
from soucinnost.strategy.models import Measure
from soucinnost.strategy.selectors.timeline import Event, course_of
from soucinnost.strategy.selectors.whole import whole
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import Cast
from tests.strategy import kit

pytestmark = pytest.mark.django_db


def events(actor: Actor, measure: Measure) -> list[Event]:
    """The timeline, oldest first."""
    places = whole(actor, measure.strategy).measures
    found = course_of(actor, next(place for place in places if place.measure.pk == measure.pk)).events
    return sorted(found, key=lambda one: one.at)


def differences(event: Event) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, " ".join(one.after.split())) for one in event.differences]


def test_a_measure_that_was_written_without_versions_has_no_changes(cast: Cast) -> None:
    measure = kit.measures(kit.planted(cast, (1,)))[0]
    Version.objects.all().delete()
    assert events(cast.actor("member"), measure) == []


def test_what_changed_and_what_only_was_saved_again(cast: Cast) -> None:
    measure, chair = kit.measures(kit.planted(cast, (1,)))[0], cast.actor("chair")
    tree.change_measure(by=chair, measure=measure, title=measure.title)
    tree.change_measure(by=chair, measure=measure, title="Nový název")
    added, changed = events(cast.actor("member"), measure)
    assert (added.kind, changed.kind, changed.who) == ("added", "changed", "Alena Předsedová")
    assert differences(changed) == [("název", "Opatření 1.1", "Nový název")]


def test_a_new_number_under_the_same_goal_and_under_another_one(cast: Cast) -> None:
    made, chair = kit.planted(cast), cast.actor("chair")
    measure, target = kit.measures(made)[0], made.goals.get(position=2)
    tree.move_measure(by=chair, measure=measure, goal=measure.goal, position=2)
    tree.move_measure(by=chair, measure=measure, goal=target, position=1)
    _added, *moved = events(cast.actor("member"), measure)
    assert [(one.kind, " ".join(one.text.split())) for one in moved] == [
        ("moved", "Nové číslo: dříve 1.1, teď 1.2."),
        ("moved", "Přesun pod jiný cíl: z čísla 1.2 na 2.1. Doklady a hodnocení přešly s opatřením."),
    ]


def test_what_a_measure_continues_is_named_to_who_sees_it(cast: Cast) -> None:
    early = kit.planted(cast, (1,), title="Dřívější plán")
    measure = kit.measures(kit.planted(cast, (1,)))[0]
    worker = factories.person("Olga", "Odpovědná", works_at=cast.ngo)
    (source,) = kit.measures(early)
    Measure.objects.filter(pk=source.pk).update(title="Zdrojové opatření")
    tree.change_measure(by=kit.SYSTEM, measure=measure, carried_from=source, owner_person=worker)
    early.circle.seats.all().delete()
    for actor, name, person in (
        (kit.SYSTEM, "Zdrojové opatření", "Olga Odpovědná"),
        (cast.actor("member"), "opatření jiné strategie", "jiná osoba"),
    ):
        told = {label: after for label, before, after in differences(events(actor, measure)[-1]) if not before}
        assert name in told["pokračuje opatření"]
        assert told["odpovědná osoba"] == person
