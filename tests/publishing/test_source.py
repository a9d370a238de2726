"""What the public text is made of."""

from django.utils import timezone

from soucinnost.agencies.actions import change_person
from soucinnost.meetings.actions.running import end_meeting
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.actions import preparing
from soucinnost.publishing.selectors.source import source_of
from soucinnost.publishing.text import joined
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import everybody_present, line, running
from tests.meetings.signoff_kit import fresh
from tests.publishing import kit


def _locked(cast: Cast, meeting: Meeting) -> Meeting:
    end_meeting(by=cast.actor("chair"), meeting=meeting)
    return fresh(kit.signed_off(cast, meeting))


def test_attendance_is_counts_and_organisations(cast: Cast) -> None:
    meeting = running(cast)
    everybody_present(cast, meeting)
    told = joined(source_of(_locked(cast, meeting)).parts)
    assert "Přítomno členů: 4 z 4" in told.replace("\xa0", " ")
    assert "Most k lidem; Policie Zkušebnice; Zkušebnice" in told
    for role in ("chair", "recorder", "reviewer", "member", "deputy"):
        assert cast.person(role).surname not in told


def test_a_public_role_is_named_with_its_reason(cast: Cast) -> None:
    change_person(
        by=cast.actor("manager"), person=cast.person("chair"), is_public_role=True, public_role_reason="starostka"
    )
    meeting = running(cast)
    everybody_present(cast, meeting)
    line(cast.actor("chair"), meeting, "<p>Alena Předsedová poděkovala Daně Členové.</p>")
    preparation = preparing.start(by=cast.actor("recorder"), meeting=_locked(cast, meeting))
    assert "Ve veřejné funkci: Alena Předsedová (starostka)" in kit.text_of(preparation)
    covered = " ".join(kit.covered_words(preparation))
    assert "Předsedov" not in covered
    assert "Členové" in covered


def test_owner_of_a_task_is_proposed_whatever_the_name_looks_like(cast: Cast) -> None:
    someone = factories.person("X", "Qwrtz")
    factories.mandate(cast.group, someone)
    meeting = running(cast)
    line(
        cast.actor("chair"), meeting, "<p>Zjistit stav</p>", kind="task",
        details={"owner": {"person": someone.uid}, "due": {"kind": "none"}},
    )
    line(cast.actor("chair"), meeting, "<p>Druhý</p>", kind="task", details={"owner": {"text": "kdosi z bytovky"}})
    preparation = preparing.start(by=cast.actor("recorder"), meeting=_locked(cast, meeting))
    assert "X Qwrtz" in kit.covered_words(preparation)
    assert "kdosi z bytovky" in kit.covered_words(preparation)


def test_small_numbers_are_proposed_and_totals_that_betray_them(cast: Cast) -> None:
    meeting = running(cast)
    numbers = [
        {"label": "klientů", "value": "3", "unit": "osob", "uid": "a" * 14},
        {"label": "klientů", "value": "22", "unit": "osob", "uid": "b" * 14},
        {"label": "klientů", "value": "38", "total": "40", "total_label": "všech", "uid": "c" * 14},
    ]
    line(
        cast.actor("chair"), meeting, "<p>Zpráva</p>", kind="report",
        details={"organisation": {"uid": cast.ngo.uid, "text": ""}, "numbers": numbers},
    )
    preparation = preparing.start(by=cast.actor("recorder"), meeting=_locked(cast, meeting))
    small = [one for one in preparation.covers.all() if one.kind == "small_number"]
    text = kit.text_of(preparation)
    assert [text[one.start : one.end] for one in small] == ["3", "38"]


def test_closed_items_and_lines_leave_no_trace(cast: Cast) -> None:
    from soucinnost.meetings.actions.agenda import add_item

    told = []
    for hides in (False, True):
        meeting = running(cast, items=("Úvod", "Různé"))
        line(cast.actor("chair"), meeting, "<p>Vidět</p>")
        if hides:
            item = add_item(
                by=cast.actor("chair"), meeting=meeting, title="Tajný bod", is_closed=True,
                named_seats=[cast.mandates["chair"].seat],
            )
            type(item).objects.filter(pk=item.pk).update(position=1)
            line(cast.actor("chair"), meeting, "<p>Tajný řádek</p>", details={"closed_to": []})
            line(cast.actor("chair"), meeting, "<p>V tajném bodu</p>", item=item)
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now(), number=1 + hides)
        told.append(joined(source_of(fresh(meeting)).parts))
    first, second = (text.split("Průběh jednání")[1] for text in told)
    assert first == second
    assert "1. Úvod" in first and "2. Různé" in first


def test_a_place_on_line_says_only_that(cast: Cast) -> None:
    meeting = kit.locked(cast)
    Meeting.objects.filter(pk=meeting.pk).update(place_kind="online", place="https://schuzka.test/tajny-klic")
    told = joined(source_of(fresh(meeting)).parts)
    assert "tajny-klic" not in told and "Kde: na dálku" in told
