"""Break-glass: announced, short, reading only, and over when it is over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from soucinnost.access import actions
from soucinnost.access.models import BreakGlass, Circle, Seat
from soucinnost.access.naming import _sources, circle_names, name_circles_by
from soucinnost.access.selectors import open_glass, watchers
from soucinnost.access.views import glass as views
from soucinnost.audit.models import Entry
from soucinnost.notices.models import Message
from tests import factories
from tests.access.reading import day, parts, plain, said
from tests.cast import Cast
from tests.ui.editing_kit import form_with

REASON = "Předseda hlásí, že se v zápisu objevily cizí údaje."


def enter(cast: Cast, **fields: object) -> BreakGlass:
    common = {
        "by": cast.actor("administrator"), "circle": cast.group.circle, "person": cast.person("administrator"),
        "reason": REASON,
    }
    return actions.break_glass(**{**common, **fields})


def test_entering_is_announced_and_noted(cast: Cast) -> None:
    entry = enter(cast, days=2)
    assert entry.seat.valid_to == factories.today() + timedelta(days=1)
    notes = {note.person_id: note for note in Message.objects.all()}
    assert set(notes) == {cast.person("chair").pk, cast.person("recorder").pk}
    text = notes[cast.person("chair").pk].body
    assert all(part in text for part in ("Ivan Správcový", REASON, cast.group.name))
    row = Entry.objects.filter(verb="circle.glass_broken").get()
    assert (row.object_uid, row.circle, row.ids) == (
        entry.uid, cast.group.circle.uid, [cast.person("administrator").uid],
    )
    for role in ("chair", "member", "deputy"):
        assert list(open_glass(cast.actor(role), cast.group.circle)) == [entry]
    for role in ("outsider", "former", "manager", "public"):
        assert not open_glass(cast.actor(role), cast.group.circle).exists()


def test_seat_begins_on_the_day_from_which_its_end_is_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when midnight passes between the two."""
    administrator, day_before = cast.actor("administrator"), factories.today() - timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: day_before)
    seat = enter(cast, by=administrator, days=1).seat
    assert (seat.valid_from, seat.valid_to) == (day_before, day_before)


def test_reason_is_encrypted_at_rest(cast: Cast) -> None:
    enter(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM access_breakglass")
        stored = cursor.fetchone()[0]
    assert "Předseda" not in stored
    assert BreakGlass.objects.get().reason == REASON


def test_what_it_gives_and_what_not(cast: Cast) -> None:
    browser = cast.client("administrator")
    address = reverse("groups:group", args=[cast.group.uid])
    assert browser.get(address).status_code == 404
    enter(cast)
    assert browser.get(address).status_code == 200
    assert browser.get(reverse("groups:group", args=[cast.other_group.uid])).status_code == 404
    raised = browser.post(reverse("groups:topic_new", args=[cast.group.uid]), {"title": "Vpašované téma"})
    assert raised.status_code == 403
    assert not cast.group.topics.exists()
    Seat.objects.filter(person=cast.person("administrator")).update(
        valid_from=factories.today() - timedelta(days=3), valid_to=factories.today() - timedelta(days=1)
    )
    assert browser.get(address).status_code == 404


def test_who_may_not(cast: Cast) -> None:
    for role in ("manager", "chair", "coordinator", "outsider"):
        with pytest.raises(PermissionDenied):
            enter(cast, by=cast.actor(role), person=cast.person(role))
    with pytest.raises(PermissionDenied):
        enter(cast, person=cast.person("chair"))
    with pytest.raises(PermissionDenied):
        enter(cast, by=factories.SYSTEM)
    assert not BreakGlass.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("fields", "where"), [({"reason": " krátce "}, "reason"), ({"days": 0}, "days"), ({"days": 4}, "days")]
)
def test_bad_input(cast: Cast, fields: dict[str, object], where: str) -> None:
    with pytest.raises(ValidationError) as caught:
        enter(cast, **fields)
    assert list(caught.value.message_dict) == [where]


def test_not_twice_and_closing(cast: Cast) -> None:
    entry = enter(cast)
    with pytest.raises(ValidationError):
        enter(cast)
    with pytest.raises(PermissionDenied):
        actions.close_glass(by=cast.actor("recorder"), entry=entry)
    actions.close_glass(by=cast.actor("chair"), entry=entry)
    assert not cast.actor("administrator").has(cast.group.circle_id)
    assert not open_glass(cast.actor("chair"), cast.group.circle).exists()
    closings = Entry.objects.filter(verb="circle.glass_closed")
    assert closings.count() == 1
    actions.close_glass(by=cast.actor("administrator"), entry=entry)
    assert closings.count() == 1


def test_closing_what_ran_out_changes_nothing(cast: Cast) -> None:
    entry = enter(cast)
    Seat.objects.filter(pk=entry.seat_id).update(
        valid_from=factories.today() - timedelta(days=5), valid_to=factories.today() - timedelta(days=3)
    )
    entry.refresh_from_db()
    actions.close_glass(by=cast.actor("administrator"), entry=entry)
    entry.refresh_from_db()
    assert entry.closed_at is None


def test_it_may_be_closed_on_its_last_day_and_by_the_installation(cast: Cast) -> None:
    entry = enter(cast, days=1)
    assert entry.seat.valid_to == factories.today()
    actions.close_glass(by=factories.SYSTEM, entry=entry)
    entry.refresh_from_db()
    assert entry.closed_at is not None
    row = Entry.objects.get(verb="circle.glass_closed")
    assert (row.object_uid, row.circle, row.ids) == (
        entry.uid, cast.group.circle.uid, [cast.person("administrator").uid],
    )


def test_it_is_open_on_its_days_only(cast: Cast) -> None:
    entry = enter(cast, days=2)
    day, one = factories.today(), timedelta(days=1)
    open_days = [shift for shift in range(-1, 4) if BreakGlass.objects.open_on(day + shift * one).exists()]
    assert open_days == [0, 1]
    actions.close_glass(by=cast.actor("administrator"), entry=entry)
    assert not BreakGlass.objects.open_on(day).exists()


def test_entering_again_after_closing_the_same_day(cast: Cast) -> None:
    first = enter(cast)
    actions.close_glass(by=cast.actor("administrator"), entry=first)
    second = enter(cast)
    assert second.pk != first.pk
    assert cast.actor("administrator").has(cast.group.circle_id)


def test_watchers(cast: Cast) -> None:
    circle = cast.group.circle
    assert watchers(circle) == [cast.person("chair"), cast.person("recorder")]
    Seat.objects.filter(circle=circle).update(is_chair=False, is_recorder=False)
    assert watchers(circle) == [cast.person("manager")]
    english = cast.person("manager").user
    english.language = "en"
    english.save()
    enter(cast)
    assert Message.objects.get().person == cast.person("manager")


def test_pages(cast: Cast) -> None:
    browser = cast.client("administrator")
    address = reverse("access:break_glass", args=[cast.group.circle.uid])
    assert "Bezpečná Zkušebnice" in browser.get(reverse("access:glass")).content.decode()
    short = browser.post(address, {"reason": "krátce", "days": "1"})
    assert short.status_code == 422
    assert "krátce" in short.content.decode()
    assert browser.post(address, {"reason": REASON, "days": "9"}).status_code == 422
    assert browser.post(address, {"reason": REASON, "days": "1"}).status_code == 302
    page = browser.get(reverse("access:glass")).content.decode()
    assert REASON.split()[0] in page
    assert browser.post(address, {"reason": REASON, "days": "1"}).status_code == 422
    entry = BreakGlass.objects.get()
    closing = reverse("access:close_glass", args=[entry.uid])
    assert cast.client("outsider").post(closing).status_code == 404
    assert cast.client("member").post(closing).status_code == 403
    by_chair = cast.client("chair").post(closing)
    assert by_chair.status_code == 302
    assert by_chair["Location"] == reverse("desk:desk")
    assert browser.post(closing)["Location"] == reverse("access:glass")
    entry.refresh_from_db()
    assert entry.closed_at is not None and entry.closed_at <= timezone.now()


def test_names_of_circles(cast: Cast) -> None:
    bare = actions.open_circle(by=factories.SYSTEM, organisation=cast.other_town)
    circles = Circle.objects.select_related("controller__organisation").filter(
        pk__in=(bare.pk, cast.group.circle_id)
    )
    names = circle_names(circles)
    assert names[bare.pk] == "Jinov"
    assert names[cast.group.circle_id] == "Bezpečná Zkušebnice"
    before = list(_sources)
    name_circles_by(before[0])
    assert _sources == before


def test_visible_entries(cast: Cast) -> None:
    entry = enter(cast)
    seen = {role for role in (*cast.people, "public") if BreakGlass.objects.visible_to(cast.actor(role)).exists()}
    assert seen == {"administrator", "chair", "recorder", "reviewer", "member", "deputy"}
    assert list(BreakGlass.objects.visible_to(factories.SYSTEM)) == [entry]


def test_the_list_says_who_entered_where_why_and_till_when(cast: Cast) -> None:
    browser = cast.client("administrator")
    empty = parts(browser.get(reverse("access:glass")))
    assert empty["vstupy"] == "Vstupy 0 Zatím žádný."
    assert empty["skupiny"] == "Skupiny 3 " + " ".join(
        f"{name} {lead} Požádat o vstup"
        for name, lead in (
            ("Bezpečná Zkušebnice", "Zkušebnice"), ("Jinovský kulatý stůl", "Jinov"), ("Samotínská skupina", "Samotín"),
        )
    )
    first, second = enter(cast, days=2), enter(cast, circle=cast.other_group.circle, days=1)
    actions.close_glass(by=cast.actor("administrator"), entry=first)
    page = browser.get(reverse("access:glass"))
    today, tomorrow = factories.today(), factories.today() + timedelta(days=1)
    assert parts(page)["vstupy"] == (
        f"Vstupy 2 Jinovský kulatý stůl otevřený Ivan Správcový · {day(today)} – {day(today)} · {REASON} Ukončit "
        f"Bezpečná Zkušebnice skončil Ivan Správcový · {day(today)} – {day(tomorrow)} · {REASON}"
    )
    assert Entry.objects.filter(verb="circle.glass_listed").latest("sequence").ids == [second.uid, first.uid]


def test_only_the_newest_entries_are_listed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SHOWN", 1)
    enter(cast)
    second = enter(cast, circle=cast.other_group.circle)
    page = cast.client("administrator").get(reverse("access:glass"))
    assert [row["entry"] for row in page.context["log"]] == [second]


def test_the_form_names_the_group_and_what_it_asks_for_is_noted(cast: Cast) -> None:
    browser, circle = cast.client("administrator"), cast.group.circle
    address = reverse("access:break_glass", args=[circle.uid])
    page = browser.get(address)
    assert page.status_code == 200
    assert "<h1>Bezpečná Zkušebnice</h1>" in page.content.decode()
    assert "Důvod" in parts(page)["vstoupit"] and "Zatím neuloženo." not in parts(page)["vstoupit"]
    row = Entry.objects.get(verb="circle.glass_asked")
    assert (row.circle, row.ids, row.object_uid) == (circle.uid, [], "")
    done = browser.post(address, {"reason": REASON, "days": "1"}, follow=True)
    assert done.redirect_chain == [(reverse("access:glass"), 302)]
    assert "Přístup je otevřený. Předseda a zapisovatel se to dozvědí." in said(done)
    again = browser.post(address, {"reason": REASON, "days": "2"})
    assert again.status_code == 422
    assert "Do této skupiny už přístup máte." in parts(again)["vstoupit"]
    form = form_with(again.content.decode(), "reason")
    assert (form.values["reason"], form.values["days"]) == ([REASON], ["2"])
    closed = browser.post(reverse("access:close_glass", args=[BreakGlass.objects.get().uid]), follow=True)
    assert "Mimořádný přístup skončil." in said(closed)


def test_the_announcement_is_in_the_reader_s_language_and_complete(cast: Cast) -> None:
    with override("en"):  # the administrator works in English
        enter(cast, days=3, reason=f"  {REASON}  ")
    until = day(factories.today() + timedelta(days=2))
    notes = {note.person_id: note for note in Message.objects.all()}
    told = notes[cast.person("chair").pk]
    assert (told.kind, told.circle_id, told.subject) == (
        "glass_broken", cast.group.circle_id, "Mimořádný přístup správce do Vaší skupiny",
    )
    assert f"Skupina: Bezpečná Zkušebnice Kdo: Ivan Správcový Do: {until} Důvod: {REASON} --" in plain(told.body)
    row = Entry.objects.get(verb="circle.glass_broken")
    assert (row.actor, row.channel) == (cast.actor("administrator").audit_ref, "web")
    assert BreakGlass.objects.get().reason == REASON


@pytest.mark.parametrize(("letters", "fits"), [(9, False), (10, True)])
def test_a_reason_has_ten_letters(cast: Cast, letters: int, fits: bool) -> None:
    if fits:
        assert enter(cast, reason="x" * letters).seat.valid_to == factories.today() + timedelta(days=2)
    else:
        with pytest.raises(ValidationError, match="důvod"):
            enter(cast, reason="x" * letters)
