"""The part of "my account" that says where I sit and what roles I hold."""

from django.urls import reverse

from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant, Seat
from soucinnost.audit.models import Entry
from tests import factories
from tests.access.reading import day, parts
from tests.cast import Cast

SINCE = day(factories.today() - factories.LONG_AGO)
ONE = factories.timedelta(days=1)


def own(cast: Cast, role: str) -> dict[str, str]:
    """The parts of the page."""
    return parts(cast.client(role).get(reverse("accounts:profile")))


def test_seats_with_functions_and_roles_with_their_place(cast: Cast) -> None:
    expected = {
        "chair": f"Bezpečná Zkušebnice člen · předsedá · od {SINCE}",
        "recorder": f"Bezpečná Zkušebnice člen · zapisuje · od {SINCE}",
        "reviewer": f"Bezpečná Zkušebnice člen · reviduje · od {SINCE}",
        "deputy": f"Bezpečná Zkušebnice zástupce (Dana Členová) · od {SINCE}",
        "manager": f"manažer prevence · Zkušebnice od {SINCE}",
        "coordinator": f"krajský koordinátor · Zkušební kraj od {SINCE}",
        "former": "Zatím nesedíte v žádné skupině. Místo Vám přidělí ten, kdo skupinu vede.",
    }
    assert {role: own(cast, role)["skupiny"] for role in expected} == {
        role: f"Skupiny a role {told}" for role, told in expected.items()
    }
    assert "Jméno Alena Předsedová Oslovení neuvedeno E-mail chair@zkusebnice.test" in own(cast, "chair")["jmeno"]


def test_what_is_shown_is_noted_and_only_what_holds_today_is_shown(cast: Cast) -> None:
    person = cast.person("manager")
    common = {"circle": cast.group.circle, "person": person}
    today = factories.today()
    last = Seat.objects.create(**common, valid_from=today - ONE, valid_to=today)
    first = Seat.objects.create(**common, valid_from=today - 2 * ONE, is_recorder=True)
    Seat.objects.create(**common, valid_from=today + ONE)
    Seat.objects.create(**common, valid_from=today - 2 * ONE, valid_to=today - ONE)
    Grant.objects.create(
        person=person, role=GrantRole.MANAGER, organisation=cast.police, valid_from=today - ONE, valid_to=today - ONE
    )
    told = own(cast, "manager")["skupiny"]
    assert told == (
        f"Skupiny a role Bezpečná Zkušebnice člen · zapisuje · od {day(today - 2 * ONE)} "
        f"Bezpečná Zkušebnice člen · od {day(today - ONE)} do {day(today)} manažer prevence · Zkušebnice od {SINCE}"
    )
    row = Entry.objects.get(verb="account.own_viewed")
    grant = Grant.objects.get(person=person, organisation=cast.town)
    assert row.ids[:3] == [first.uid, last.uid, grant.uid]
