"""Reminders and weekly summaries: the clock is moved and the mail is read."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.assignments.actions import finish, postpone
from soucinnost.audit.models import Entry
from soucinnost.groups.actions import end_mandate
from soucinnost.meetings.actions.signoff import add_remark, send_draft
from soucinnost.notices import actions, digests, schedule
from soucinnost.notices.actions.digests import _Round, remind, write_reminders, write_summaries
from soucinnost.notices.jobs import send_due, write_digests
from soucinnost.notices.models import Message, Preference, ReminderRound, Told
from soucinnost.retention.registry import kind
from tests import factories
from tests.assignments.kit import closed_task, task
from tests.cast import Cast, as_actor
from tests.factories import SYSTEM
from tests.meetings.prepare_kit import meeting_on
from tests.meetings.signoff_kit import drafted, signing
from tests.notices.clock import Clock, no_mail_server, tick, to


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any, db: None) -> Iterator[Clock]:
    """A fortnight before Christmas 2026, before anything else is made: the cast sits since long before that."""
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    made = Clock(monkeypatch)
    made.at("2026-12-14", 6)
    yield made
    cache.clear()


def choose(person: Any, **fields: Any) -> Preference:
    usual = {
        "tasks": True, "minutes": True, "reports": True, "days_before": 3, "weekly": False, "weekday": 0, "hour": 7,
        "together": False,
    }
    return actions.choose(by=as_actor(person), person=person, **{**usual, **fields})


def due(cast: Cast, text: str, day: str, owner: str = "member") -> Any:
    """A task from minutes, which has told of itself there."""
    return task(
        cast, owner, text=text, due_kind="date", due_on=date.fromisoformat(day), origin_kind="meetings.entry"
    )


def diary(clock: Clock, first: str, last: str, *, hours: tuple[int, ...] = (0, 6, 7, 8, 9, 12, 21)) -> dict[str, list]:
    """Live from the first day to the last; returns the mail by the moment at which it went, „day hour“."""
    found: dict[str, list] = {}
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        for hour in hours:
            clock.at(day, hour)
            sent = tick()
            if sent:
                found[f"{day} {hour}"] = sent
        day += timedelta(days=1)
    return found


def moments(found: dict[str, list], person: Any) -> list[str]:
    return [moment for moment, sent in found.items() for _one in to(person, sent)]


def test_a_fortnight_with_christmas(cast: Cast, clock: Clock) -> None:
    due(cast, "Před svátky", "2026-12-18")
    due(cast, "O svátcích", "2026-12-26")
    due(cast, "Po svátcích", "2026-12-28")
    due(cast, "Předsedová má termín", "2026-12-30", "chair")
    clock.at("2026-12-14", 10)
    choose(cast.person("chair"), weekly=True, weekday=3, hour=9, together=True)
    member, chair = cast.person("member"), cast.person("chair")
    found = diary(clock, "2026-12-14", "2026-12-31")

    assert moments(found, member) == [
        "2026-12-15 7", "2026-12-21 7", "2026-12-23 7", "2026-12-28 7", "2026-12-29 7"
    ]
    said = {moment: to(member, sent)[0].body for moment, sent in found.items() if to(member, sent)}
    assert "do 18. 12. 2026: Před svátky" in said["2026-12-15 7"]
    assert "po termínu 18. 12. 2026: Před svátky" in said["2026-12-21 7"]
    # three days before is the 23rd; before the free days nothing else would reach her in time
    assert "do 26. 12. 2026: O svátcích" in said["2026-12-23 7"]
    assert "Po svátcích" not in said["2026-12-23 7"]
    # what fell on the 25th moved to the next working day
    assert "dnes: Po svátcích" in said["2026-12-28 7"]
    assert "po termínu 26. 12. 2026: O svátcích" in said["2026-12-28 7"]
    assert "po termínu 28. 12. 2026: Po svátcích" in said["2026-12-29 7"]
    assert "https://soucinnost.test/ukoly/" in said["2026-12-15 7"]
    assert "https://soucinnost.test/posta/nastaveni/" in said["2026-12-15 7"]

    # the summary of Thursday the 24th came on Monday the 28th, at its hour; nothing else came to her
    assert moments(found, chair) == ["2026-12-17 9", "2026-12-28 9", "2026-12-31 9"]
    assert "Týdenní souhrn" in to(chair, found["2026-12-17 9"])[0].subject
    assert "Předsedová má termín" in to(chair, found["2026-12-28 9"])[0].body


def test_the_change_to_summer_time(cast: Cast, clock: Clock) -> None:
    """Clocks change on Sunday 28 March 2027, which is Easter: Friday and Monday are holidays, too."""
    clock.at("2027-03-18", 12)
    member, chair = cast.person("member"), cast.person("chair")
    due(cast, "Jarní úkol", "2027-03-30")
    due(cast, "Předsedová", "2027-04-01", "chair")
    choose(chair, weekly=True, weekday=0, hour=7, together=True)
    hours = (4, 5, 6, 7, 8)
    found = diary(clock, "2027-03-19", "2027-03-31", hours=hours)
    # opens on Saturday the 27th, the next working day is Tuesday the 30th, its own day
    assert moments(found, member) == ["2027-03-30 7", "2027-03-31 7"]
    assert moments(found, chair) == ["2027-03-22 7", "2027-03-30 7"]
    sent = list(Message.objects.filter(person=chair).order_by("pk").values_list("sent_at", flat=True))
    assert [moment.utctimetuple().tm_hour for moment in sent] == [6, 5]  # seven by the clock on the wall, both times


def test_every_round_twice_and_two_at_once_say_it_once(cast: Cast, clock: Clock) -> None:
    due(cast, "Jednou", "2026-12-15")
    clock.at("2026-12-14", 7)
    assert len(tick()) == 1
    assert tick() == []
    ReminderRound.objects.all().delete()  # as if the round had died before it noted how far it came
    assert tick() == []
    assert Message.objects.filter(kind="reminder").count() == 1
    clock.at("2026-12-15", 7)
    assert tick() == []  # the same stage
    clock.at("2026-12-16", 7)
    assert "po termínu" in tick()[0].body
    assert Told.objects.exclude(object_uid="").count() == 2


def test_days_without_the_installation_skip_nothing(cast: Cast, clock: Clock) -> None:
    due(cast, "Přes výpadek", "2026-12-17")
    choose(cast.person("member"), weekly=True, weekday=0, hour=8)
    clock.at("2026-12-18", 11)  # nothing ran since Monday
    sent = to(cast.person("member"), tick())
    assert [one.subject.partition(":")[0] for one in sent] == ["Týdenní souhrn"]
    assert "po termínu 17. 12. 2026: Přes výpadek" in sent[0].body
    assert diary(clock, "2026-12-18", "2026-12-19") == {}


def test_nothing_at_night_nor_on_free_days(cast: Cast, clock: Clock) -> None:
    due(cast, "Ráno", "2026-12-15")
    for day, hour in (("2026-12-14", 6), ("2026-12-14", 21), ("2026-12-19", 9), ("2026-12-24", 9), ("2026-12-25", 9)):
        clock.at(day, hour)
        assert tick() == []


def test_a_new_day_of_a_task_is_reminded_anew_a_done_one_never(cast: Cast, clock: Clock) -> None:
    moved, done = due(cast, "Odložený", "2026-12-15"), due(cast, "Hotový", "2026-12-18")
    clock.at("2026-12-14", 7)
    assert "Odložený" in tick()[0].body
    postpone(by=cast.actor("chair"), assignment=moved, due_on=date(2026, 12, 22))
    finish(by=cast.actor("member"), assignment=done, evidence="Hotovo")
    Message.objects.filter(kind="task").delete()
    said = [one.body for sent in diary(clock, "2026-12-15", "2026-12-21").values() for one in sent]
    assert len(said) == 1 and "do 22. 12. 2026: Odložený" in said[0]
    assert not any("Hotový" in body for body in said)


def test_the_mail_server_is_down_for_a_day(cast: Cast, clock: Clock, settings: Any) -> None:
    due(cast, "První", "2026-12-15")
    due(cast, "Druhý", "2026-12-18")
    with no_mail_server(settings):
        assert diary(clock, "2026-12-14", "2026-12-14", hours=tuple(range(7, 24))) == {}
        clock.at("2026-12-15", 3)
        assert tick() == []
    found = diary(clock, "2026-12-15", "2026-12-16", hours=tuple(range(24)))
    bodies = [one.body for sent in found.values() for one in sent]
    assert sum("První (" in body for body in bodies) == 2  # before and after its day
    assert sum("Druhý (" in body for body in bodies) == 1
    assert not Message.objects.exclude(state="sent").exists()


def test_who_left_meanwhile_gets_nothing_even_when_the_mail_waited(cast: Cast, clock: Clock, settings: Any) -> None:
    due(cast, "Tajemství skupiny", "2026-12-15")
    clock.at("2026-12-14", 7)
    with no_mail_server(settings):
        tick()
    message = Message.objects.get(kind="reminder")
    assert message.state == "queued"
    end_mandate(by=SYSTEM, mandate=cast.mandates["member"], last_day=date(2026, 12, 14))
    clock.at("2026-12-15", 9)
    assert tick() == []
    message.refresh_from_db()
    assert message.state == "cancelled"
    assert not Told.objects.filter(message=message).exists()


def test_whose_seat_ended_yesterday_learns_nothing(cast: Cast, clock: Clock) -> None:
    due(cast, "Úkol bývalého", "2026-12-16", "former")
    due(cast, "Úkol člena", "2026-12-16")
    Seat.objects.filter(mandate=cast.mandates["member"]).update(valid_to=date(2026, 12, 14))
    clock.at("2026-12-15", 7)
    assert tick() == []
    choose(cast.person("former"), weekly=True, weekday=1, hour=8)
    clock.at("2026-12-22", 8)
    assert tick() == []


def test_a_closed_task_reaches_named_seats_only_and_nobody_sees_that_it_does(cast: Cast, clock: Clock) -> None:
    closed_task(
        cast, "member", "member", "chair", text="Uzavřená věc", due_kind="date", due_on=date(2026, 12, 16),
        origin_kind="meetings.entry",
    )
    task(
        cast, "", owner_organisation=cast.ngo, text="Věc organizace", due_kind="date", due_on=date(2026, 12, 16),
        is_closed=True, named_seats=[cast.mandates["chair"].seat], origin_kind="meetings.entry",
    )
    clock.at("2026-12-14", 7)
    sent = tick()
    # the deputy of a named member sees what is closed to her, but the task is the member's own
    assert [one.to[0] for one in sent] == [cast.person("member").email]
    assert "Uzavřená věc" in sent[0].body
    assert "Věc organizace" not in sent[0].body
    assert sent[0].reply_to == []
    message = Message.objects.get(kind="reminder")
    assert message.is_private and message.circle_id is None
    for role in ("recorder", "reviewer", "deputy", "outsider", "manager"):
        assert not Message.objects.visible_to(cast.actor(role)).filter(pk=message.pk).exists(), role
    row = Entry.objects.get(verb="digest.reminded")
    assert row.object_uid == message.uid and len(row.ids) == 1


@pytest.mark.parametrize("role", ["chair", "recorder", "reviewer", "deputy", "manager", "coordinator", "outsider"])
def test_the_queue_is_the_same_with_and_without_a_closed_task(cast: Cast, clock: Clock, role: str) -> None:
    """Somebody who may not see a closed task learns of it neither from the queue nor from what is not in it."""
    due(cast, "Otevřený úkol", "2026-12-16")
    clock.at("2026-12-14", 7)

    def looks() -> list[tuple[str, ...]]:
        seen = Message.objects.visible_to(cast.actor(role)).order_by("pk")
        return [(one.kind, one.subject, one.person.name) for one in seen]

    before = looks()
    reviewers = [cast.mandates["member"].seat]
    task(
        cast, "member", text="Uzavřený", due_kind="date", due_on=date(2026, 12, 16), is_closed=True,
        named_seats=reviewers, origin_kind="meetings.entry",
    )
    assert len(tick()) == 1
    assert looks() == before


def test_what_each_of_the_cast_gets(cast: Cast, clock: Clock) -> None:
    meeting = drafted(cast, "<p>Řádek</p>")
    send_draft(by=cast.actor("chair"), meeting=meeting, until=date(2026, 12, 16))
    add_remark(by=cast.actor("reviewer"), meeting=meeting, text="Doplnit")
    Message.objects.all().delete()
    found = diary(clock, "2026-12-14", "2026-12-17")
    got = {moment: sorted(one.to[0].partition("@")[0] for one in sent) for moment, sent in found.items()}
    # who has remarked is not reminded; the day before the last one
    assert got == {"2026-12-15 7": ["chair", "deputy", "member", "recorder"]}
    assert "Zápis k připomínkám: Bezpečná Zkušebnice" in found["2026-12-15 7"][0].body


def test_a_signature_is_asked_for_once_a_week(cast: Cast, clock: Clock) -> None:
    signing(cast)
    Message.objects.all().delete()
    found = diary(clock, "2026-12-14", "2026-12-30", hours=(7,))
    assert moments(found, cast.person("reviewer")) == ["2026-12-21 7", "2026-12-28 7"]
    assert {address for sent in found.values() for one in sent for address in one.to} == {cast.person("reviewer").email}


def test_the_summary_tells_what_is_coming_also_to_who_was_reminded(cast: Cast, clock: Clock) -> None:
    due(cast, "Už připomenutý", "2026-12-16")
    meeting_on(cast, date(2026, 12, 20))
    meeting_on(cast, date(2027, 1, 20))
    choose(cast.person("member"), weekly=True, weekday=2, hour=18, days_before=3)
    clock.at("2026-12-14", 7)
    assert len(to(cast.person("member"), tick())) == 1
    found = diary(clock, "2026-12-15", "2026-12-16", hours=(7, 12, 18))
    assert moments(found, cast.person("member")) == ["2026-12-16 18"]  # that day nothing beside it
    body = to(cast.person("member"), found["2026-12-16 18"])[0].body
    assert "dnes: Už připomenutý" in body
    assert "20. 12. 2026, 9.00: Bezpečná Zkušebnice" in body
    assert "20. 1. 2027" not in body


def test_what_is_switched_off_does_not_come(cast: Cast, clock: Clock) -> None:
    due(cast, "Nechci", "2026-12-15")
    choose(cast.person("member"), tasks=False)
    clock.at("2026-12-14", 7)
    assert tick() == []
    choose(cast.person("member"), days_before=1)
    clock.at("2026-12-15", 7)
    assert len(tick()) == 1


def test_a_summary_switched_on_late_does_not_come_at_once(cast: Cast, clock: Clock) -> None:
    due(cast, "Později", "2026-12-16")
    clock.at("2026-12-16", 12)
    choose(cast.person("member"), weekly=True, weekday=0, hour=7, together=True)
    assert tick() == []
    clock.at("2026-12-21", 7)
    assert len(tick()) == 1


def test_without_a_mail_server_nothing_piles_up(cast: Cast, clock: Clock, settings: Any) -> None:
    settings.MAIL_ENABLED = False
    due(cast, "Čeká", "2026-12-15")
    assert diary(clock, "2026-12-14", "2026-12-16", hours=(7,)) == {}
    assert not Message.objects.filter(kind__in=("reminder", "summary")).exists()


def test_a_long_mail_is_cut_and_the_rest_comes_the_next_day(cast: Cast, clock: Clock) -> None:
    for n in range(45):
        due(cast, f"Úkol číslo {n:02}", "2026-12-16")
    clock.at("2026-12-14", 7)
    first = tick()[0].body
    assert first.count("Úkol číslo") == 40
    assert "A ještě 5 dalších věcí." in first
    clock.at("2026-12-15", 7)
    second = tick()[0].body
    assert second.count("Úkol číslo") == 5
    assert not set(_numbers(first)) & set(_numbers(second))


def test_what_does_not_fit_comes_the_next_day_with_its_heading(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soucinnost.notices.actions.digests.MOST_LINES", 1)
    signing(cast)
    due(cast, "Osvětlení", "2026-12-22", "reviewer")
    Message.objects.all().delete()
    clock.at("2026-12-21", 7)
    first = to(cast.person("reviewer"), tick())[0].body
    assert "Úkoly:" in first and "Osvětlení" in first and "A ještě 1 další věc." in first
    assert "Zápisy:" not in first
    clock.at("2026-12-22", 7)
    second = to(cast.person("reviewer"), tick())[0].body
    assert "Zápisy:" in second and "Úkoly:" not in second


def test_who_has_no_address_is_told_nothing_and_nothing_counts_as_told(cast: Cast, clock: Clock) -> None:
    nobody = cast.people["nobody"] = factories.person("Bez", "Adresy", has_account=False, email="")
    factories.mandate(cast.group, nobody, organisation=cast.police)
    due(cast, "Čeká", "2026-12-15", "nobody")
    clock.at("2026-12-14", 7)
    assert not remind(by=SYSTEM, person=nobody, choice=Preference(person=nobody), now=timezone.now())
    assert tick() == []
    assert not Told.objects.exists() and not Entry.objects.filter(verb="digest.reminded").exists()


def _numbers(body: str) -> list[str]:
    return [line.partition("Úkol číslo ")[2][:2] for line in body.splitlines() if "Úkol číslo" in line]


class TestWithoutAnAccount:
    """Whole in the mail, a link for each task, how to stop it."""

    @pytest.fixture
    def guest(self, cast: Cast) -> Any:
        person = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
        factories.mandate(cast.group, person, organisation=cast.police)
        cast.people["guest"] = person
        return person

    def test_links_and_an_answer(self, cast: Cast, clock: Clock, guest: Any) -> None:
        due(cast, "Pro hosta", "2026-12-16", "guest")
        mail.outbox.clear()
        Message.objects.all().delete()
        clock.at("2026-12-14", 7)
        sent = tick()[0]
        assert "stačí na tento e-mail odpovědět" in sent.body
        assert set(sent.reply_to) == {cast.person("chair").email, cast.person("recorder").email}
        assert sent.body.count("https://soucinnost.test/odkaz/") == 1
        assert "/ukoly/" not in sent.body and "/posta/" not in sent.body
        message = Message.objects.get(kind="reminder")
        assert message.link == "" and "odkaz" not in message.body  # forgotten once sent

    def test_two_groups_or_a_closed_thing_are_not_answered_by_one_click(
        self, cast: Cast, clock: Clock, guest: Any
    ) -> None:
        other = factories.group("Druhá skupina", organisation=cast.town)
        factories.mandate(other, cast.person("reviewer"), is_chair=True)
        factories.mandate(other, guest, organisation=cast.police)
        due(cast, "Tady", "2026-12-16", "guest")
        from soucinnost.assignments.actions import create_assignment

        create_assignment(
            by=cast.actor("reviewer"), group=other, text="Tam", owner_person=guest, due_kind="date",
            due_on=date(2026, 12, 16), origin_kind="meetings.entry",
        )
        Message.objects.all().delete()
        clock.at("2026-12-14", 7)
        sent = tick()[0]
        assert sent.reply_to == []
        assert "Druhá skupina: Cyril Revidující, reviewer@zkusebnice.test" in sent.body

    def test_the_recorder_switches_it_off_when_asked(self, cast: Cast, clock: Clock, guest: Any) -> None:
        due(cast, "Nechce", "2026-12-16", "guest")
        Message.objects.all().delete()
        actions.silence(by=cast.actor("recorder"), circle=cast.group.circle, person=guest, off=True)
        clock.at("2026-12-14", 7)
        assert tick() == []
        actions.silence(by=cast.actor("recorder"), circle=cast.group.circle, person=guest, off=False)
        clock.at("2026-12-15", 7)
        assert len(tick()) == 1


def test_a_fault_in_one_mail_leaves_the_others_theirs(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(cast, "Dobrý", "2026-12-15")
    due(cast, "Dobrý", "2026-12-15", "deputy")
    good = digests._sources["tasks"]

    def bad(actor: Any, day: date) -> Any:
        if actor.person_id == cast.person("member").pk:
            raise RuntimeError("broken record")
        return good.lines(actor, day)

    monkeypatch.setitem(
        digests._sources, "tasks", digests.DigestSource(key="tasks", label="Úkoly", lines=bad, choice="tasks")
    )
    clock.at("2026-12-14", 7)
    note = write_digests(by=SYSTEM)
    assert "Nepodařilo se sestavit: 1" in note
    send_due(by=SYSTEM)
    assert [one.to[0] for one in mail.outbox] == [cast.person("deputy").email]


def test_a_round_goes_on_where_it_stopped(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    due(cast, "Pro člena", "2026-12-15")
    due(cast, "Pro zástupce", "2026-12-15", "deputy")
    monkeypatch.setattr("soucinnost.notices.actions.digests.CHUNK", 1)
    allowed = iter([False] * 3 + [True] * 100)
    monkeypatch.setattr(_Round, "is_over", property(lambda self: next(allowed)))
    clock.at("2026-12-14", 7)
    write_reminders(by=SYSTEM)
    half = ReminderRound.objects.get()
    assert half.finished_at is None and half.reached > 0
    monkeypatch.setattr(_Round, "is_over", False)
    write_reminders(by=SYSTEM)
    half.refresh_from_db()
    assert half.finished_at is not None and half.sent == 2
    assert Message.objects.filter(kind="reminder").count() == 2


def test_summaries_go_on_where_they_stopped_and_a_failed_one_is_tried_again(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("reviewer", "member", "deputy"):
        due(cast, "Pro všechny", "2026-12-15", role)
        choose(cast.person(role), weekly=True, weekday=0, hour=7)
    good, broken = digests._sources["tasks"], {cast.person("member").pk}

    def lines(actor: Any, day: date) -> Any:
        if actor.person_id in broken:
            raise RuntimeError("broken record")
        return good.lines(actor, day)

    monkeypatch.setitem(
        digests._sources, "tasks", digests.DigestSource(key="tasks", label="Úkoly", lines=lines, choice="tasks")
    )
    monkeypatch.setattr("soucinnost.notices.actions.digests.CHUNK", 2)
    over = iter([False, True])
    clock.at("2026-12-14", 7)
    with monkeypatch.context() as stopped:
        stopped.setattr(_Round, "is_over", property(lambda self: next(over)))
        assert write_summaries(by=SYSTEM) == (1, 1)
    assert Preference.objects.get(person=cast.person("member")).weekly_done < timezone.localdate()
    assert Message.objects.filter(kind="summary").count() == 1
    broken.clear()
    assert write_summaries(by=SYSTEM) == (2, 0)
    assert write_summaries(by=SYSTEM) == (0, 0)
    told = Message.objects.filter(kind="summary").values_list("person", flat=True)
    assert sorted(told) == sorted(cast.person(role).pk for role in ("reviewer", "member", "deputy"))


def test_queries_per_recipient(cast: Cast, clock: Clock) -> None:
    """What a person costs does not grow with what waits, and who has nothing waiting costs least."""

    def cost(hour: str) -> int:
        clock.at(hour, 7)
        with CaptureQueriesContext(connection) as queries:
            write_reminders(by=SYSTEM)
        return len(queries)

    sitting = 6  # chair, recorder, reviewer, member, deputy, and whoever else sits: outsider and solo below
    idle = cost("2026-12-14")
    assert idle <= 12 + 12 * (sitting + 2)
    for n in range(30):
        task(
            cast, "member", text=f"Úkol {n}", due_kind="date", due_on=date(2026, 12, 15), origin_kind="meetings.entry"
        )
    one = cost("2026-12-15")
    assert Message.objects.filter(kind="reminder").count() == 1
    assert one - idle <= 20, (idle, one)


def test_slots_never_skip_a_week_nor_count_one_twice(clock: Clock) -> None:
    for weekday in schedule.WEEKDAYS:
        seen = []
        day = date(2026, 11, 2)
        while day < date(2027, 5, 1):
            clock.at(day, 18)
            nominal = schedule.latest_slot(weekday, 7, timezone.now())
            if not seen or seen[-1] != nominal:
                seen.append(nominal)
                assert day == schedule.slot_day(nominal) or len(seen) == 1
            day += timedelta(days=1)
        assert [later - sooner for sooner, later in zip(seen, seen[1:], strict=False)] == [timedelta(7)] * (
            len(seen) - 1
        )


def test_many_recipients_are_many_small_transactions(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hundred people here; ten thousand are the same work in more rounds."""
    monkeypatch.setattr("soucinnost.notices.actions.digests.LONGEST_ROUND", 3600.0)  # however busy the machine is
    people = [factories.person("Osoba", f"Číslo{n}", has_account=False) for n in range(200)]
    for person in people:
        factories.mandate(cast.group, person, organisation=cast.police)
    task(
        cast, "", owner_organisation=cast.police, text="Pro všechny", due_kind="date", due_on=date(2026, 12, 16),
        origin_kind="meetings.entry",
    )
    clock.at("2026-12-14", 7)
    with CaptureQueriesContext(connection) as queries:
        sent, failed = write_reminders(by=SYSTEM)
    assert (sent, failed) == (201, 0)  # the reviewer sits there for the police, too
    assert len(queries) / sent < 60
    assert write_summaries(by=SYSTEM) == (0, 0)


def test_what_was_reminded_is_not_said_again_when_the_message_is_gone(cast: Cast) -> None:
    """Messages have a shorter term than what waits; the note of what was told has its own."""
    message = Message.objects.create(
        person=cast.person("member"), address="x@x.test", kind="reminder", subject="s", body="b"
    )
    Told.objects.create(person=cast.person("member"), message=message, object_uid="ukol", stage="overdue")
    message.delete()
    note = Told.objects.get(object_uid="ukol")
    assert note.message is None
    known = kind("notices.told")
    early, late = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    assert not known.expired(early).filter(pk=note.pk).exists()
    assert known.dispose(by=SYSTEM, records=known.expired(late), cutoff=late) == 1
    assert not Told.objects.exists()
