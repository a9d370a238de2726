"""What a new user stumbled over while old minutes were read in."""

import copy
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import timezone, translation

from soucinnost.access.actors import SystemActor
from soucinnost.agencies.models import Affiliation, Person
from soucinnost.agencies.selectors import told_apart
from soucinnost.assignments.models import Assignment
from soucinnost.documents.reading import ReadingError, lines_of
from soucinnost.intake import actions, parsing, reasons
from soucinnost.intake.draft import NEW, entries_of
from soucinnost.intake.drafting import draft_of
from soucinnost.intake.models import Intake
from soucinnost.intake.problems import new_names, obstacles
from soucinnost.intake.reasons import REASONS
from soucinnost.meetings.models import Entry, Meeting, MinutesVersion
from soucinnost.meetings.selectors.versions import differences
from tests import factories
from tests.cast import Cast
from tests.intake.kit import TEXT, entry, take, values
from tests.intake.test_pages import upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
SYSTEM = SystemActor(name="test", channel="cli")


def sent(cast: Cast, intake: Intake, **fields: str) -> Intake:
    """The form saved with these fields; a name ``part__field`` is one of a part."""
    data = values(intake.draft, intake.revision) | {"do": "save"}
    data |= {name.replace("__", "."): value for name, value in fields.items()}
    assert cast.client("recorder").post(f"/stare-zapisy/{intake.uid}/", data).status_code == 302
    return Intake.objects.get(pk=intake.pk)


def with_new_person(cast: Cast, **more: str) -> tuple[Intake, str, str]:
    """A reading whose „Karel Dávný“ is to be created and owns the task; the keys of the task and of the person."""
    intake = take(cast)
    person = next(one["key"] for one in intake.draft["people"] if one["name"] == "Karel Dávný")
    task = entry(intake.draft, "task")["key"]
    fields = {f"{person}__person": NEW, f"{task}__state": "open", f"{task}__who": f"n:{person}"} | more
    return sent(cast, intake, **fields), task, person


def page_of(cast: Cast, intake: Intake) -> str:
    content = cast.client("recorder").get(f"/stare-zapisy/{intake.uid}/").content.decode()
    return " ".join(content.replace("\xa0", " ").split())


def test_a_task_may_belong_to_somebody_who_is_only_being_created(cast: Cast) -> None:
    intake, task, _person = with_new_person(cast)
    assert 'selected>Karel Dávný (založí se)</option>' in page_of(cast, intake)
    actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
    owner = Assignment.objects.get().owner_person
    assert owner is not None and owner.surname == "Dávný" and task


def test_whom_a_task_names_follows_the_choice_in_the_attendance(cast: Cast) -> None:
    intake, task, person = with_new_person(cast)
    known = cast.person("chair").uid
    assert entry(sent(cast, intake, **{f"{person}__person": known}).draft, "task")["who"] == f"p:{known}"
    left = sent(cast, Intake.objects.get(pk=intake.pk), **{f"{task}__who": f"n:{person}", f"{person}__person": ""})
    assert entry(left.draft, "task")["who"] == ""


def test_looking_again_finds_whom_the_attendance_brings(cast: Cast) -> None:
    intake, task, person = with_new_person(cast)
    data = values(intake.draft, intake.revision) | {f"{task}.who": "", f"{task}.owner": "Dávný", "do": "match"}
    cast.client("recorder").post(f"/stare-zapisy/{intake.uid}/", data)
    assert entry(Intake.objects.get(pk=intake.pk).draft, "task")["who"] == f"n:{person}"


def test_new_people_are_told_as_the_directory_will_have_them(cast: Cast) -> None:
    intake, _task, person = with_new_person(cast)
    (name,) = new_names(sent(cast, intake, **{f"{person}__name": "p. Mgr. Dávný Karel"}).draft)
    assert " ".join(name.split()) == "Mgr. Karel Dávný"


@pytest.mark.parametrize("name", ["subject", "place", "note"])
def test_a_long_text_stays_whole_and_is_said(cast: Cast, name: str) -> None:
    text = "Dlouhý text " * 3000
    intake = sent(cast, take(cast), **{name: text})
    assert intake.draft[name] == text.strip()
    assert [one.anchor for one in obstacles(intake.draft)] == [f"pole-{name}"]


def test_a_long_name_and_a_long_office_stay_whole_and_are_said(cast: Cast) -> None:
    intake = take(cast)
    key, task = intake.draft["people"][0]["key"], entry(intake.draft, "task")["key"]
    fields = {f"{key}__name": "Jméno " * 300, f"{key}__organisation": "Úřad " * 300, f"{task}__owner": "Kdo " * 500}
    intake = sent(cast, intake, **fields)
    assert len(intake.draft["people"][0]["organisation"]) == 1499
    assert [one.anchor for one in obstacles(intake.draft)] == [key, key, task]


def test_a_term_that_does_not_exist_is_asked_about_before_a_task_is_followed(cast: Cast) -> None:
    intake, task, _person = with_new_person(cast)
    intake = sent(cast, intake, **{f"{task}__due": "31.2.2019"})
    assert [one.anchor for one in obstacles(intake.draft)] == [task]
    with pytest.raises(ValidationError):
        actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))


def test_a_decision_without_votes_is_not_said_to_have_been_agreed(cast: Cast) -> None:
    intake = take(cast)
    key = entry(intake.draft, "decision")["key"]
    intake = sent(cast, intake, **{f"{key}__for": "", f"{key}__result": ""})
    meeting = actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
    assert Entry.objects.get(meeting=meeting, kind="decision").result == ""
    page = cast.client("recorder").get(f"/jednani/{meeting.uid}/zapis/").content.decode()
    assert "výsledek neuveden" in " ".join(page.replace("\xa0", " ").split())


class TestNamesakes:
    def pair(self, cast: Cast) -> tuple[Person, Person]:
        first = cast.person("member")
        name = {"given_name": first.given_name, "surname": first.surname}
        return first, Person.objects.create(**name, email="jina@zkusebnice.example")

    def test_they_are_told_apart_in_the_choice(self, cast: Cast) -> None:
        first, other = self.pair(cast)
        Affiliation.objects.create(person=other, organisation=cast.ngo, valid_from=timezone.localdate())
        beside = told_apart([first, other, cast.person("chair")])
        assert cast.ngo.label in beside[other.uid] and cast.person("chair").uid not in beside
        assert beside.get(first.uid) != beside[other.uid]

    def test_those_of_one_organisation_by_their_address(self, cast: Cast) -> None:
        _first, other = self.pair(cast)
        third = Person.objects.create(given_name=other.given_name, surname=other.surname, phone="596 000 111")
        beside = told_apart([other, third])
        assert (beside[other.uid], beside[third.uid]) == ("jina@zkusebnice.example", "596 000 111")

    def test_the_page_says_it(self, cast: Cast) -> None:
        _first, other = self.pair(cast)
        factories.mandate(cast.group, other, organisation=cast.ngo)
        page = page_of(cast, take(cast))
        assert f"{other.sort_name} – {cast.ngo.label}" in page or f"{other.sort_name} – jina@zkusebnice.example" in page


def test_a_conflict_says_words_not_keys(cast: Cast) -> None:
    intake = take(cast)
    key = intake.draft["people"][0]["key"]
    task = entry(intake.draft, "task")["key"]
    client, url = cast.client("recorder"), f"/stare-zapisy/{intake.uid}/"
    client.post(url, values(intake.draft, 1) | {"do": "save", f"{key}.status": "excused", f"{task}.state": "done"})
    response = client.post(url, values(intake.draft, 1) | {"do": "save", f"{task}.kind": "conclusion"})
    said: list[Any] = [text for one in response.context["differences"] for text in (one.mine, one.stored)]
    told = " ".join(said)
    assert "omluven" in told and "závěr" in told and "splněn" in told
    assert not {"excused", "conclusion", "done", cast.person("member").uid} & set(told.split())


def test_the_way_to_old_minutes_leads_over_the_groups_that_one_runs(cast: Cast) -> None:
    take(cast)
    client = cast.client("recorder")
    assert "/stare-zapisy/\"" in client.get("/jednani/").content.decode()
    page = " ".join(client.get("/stare-zapisy/").content.decode().replace("\xa0", " ").split())
    assert f"/stare-zapisy/skupina/{cast.group.uid}/" in page and "k opravě: 1" in page
    assert "/stare-zapisy/\"" not in cast.client("member").get("/jednani/").content.decode()
    assert cast.client("member").get("/stare-zapisy/").status_code == 403


def test_what_happened_is_said_once(cast: Cast) -> None:
    client = cast.client("recorder")
    url = client.post(f"/stare-zapisy/skupina/{cast.group.uid}/", {"uploads": upload()}).url
    assert client.get(url).content.decode().replace("\xa0", " ").count("Načtený 1 soubor.") == 1


def test_why_a_file_cannot_be_read_is_said_in_the_language_of_the_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Czech says all it knows of this file; another language has a sentence for each reason. What is kept is Czech."""
    error = ReadingError("no_text", "Ve třech stranách není text.")

    def refuse(data: bytes, name: str) -> None:
        raise error

    monkeypatch.setattr("soucinnost.intake.texts.read_document", refuse)
    monkeypatch.setattr(reasons, "gettext", {REASONS["no_text"]: "No text in it."}.get)
    said = {}
    for language in ("cs", "en"):
        with translation.override(language):
            said[language] = reasons.told(error)
    assert said == {"cs": "Ve třech stranách není text.", "en": "No text in it."}
    assert take(cast).problem == REASONS["no_text"]
    page = Template("{% load i18n %}{% translate problem %}").render(Context({"problem": "<b>"}))
    assert page == "&lt;b&gt;"


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_is_a_sentence_that_fits(code: str) -> None:
    assert REASONS[code].endswith(".") and len(REASONS[code]) < 500


def test_a_conclusion_that_is_a_task_is_kept_once() -> None:
    text = "Dana Členová zjistí stav lamp."
    minutes = parsing.Minutes(
        conclusions=(parsing.Piece(text, (2,)), parsing.Piece("Skupina děkuje.", (3,))),
        tasks=(parsing.Task(text, "Členová", parsing.NEXT_MEETING, lines=(1, 2)),),
    )
    draft = draft_of(minutes, lines_of(f"Členová slíbila lampy.\n{text}\nSkupina děkuje."))
    assert [(one["kind"], one["text"]) for _item, one in entries_of(draft)] == [
        ("task", text), ("conclusion", "Skupina děkuje."),
    ]


class TestNextMeeting:
    """A followed task due „next meeting“ has the day of the meeting that came after its own."""

    def followed(self, cast: Cast) -> Intake:
        intake = take(cast)
        return sent(cast, intake, **{f"{entry(intake.draft, 'task')['key']}__state": "open"})

    def summary(self, cast: Cast, intake: Intake) -> str:
        page = cast.client("recorder").get(f"/stare-zapisy/{intake.uid}/souhrn/").content.decode()
        return " ".join(page.replace("\xa0", " ").split())

    def test_where_it_is_known(self, cast: Cast) -> None:
        for day in ("20. 9. 2018", "14. 6. 2018", "7. 12. 2018"):
            other = take(cast, text=TEXT.replace("14. 6. 2018", day).replace("3/2018", ""))
            other = sent(cast, other, day=day, number="")
            actions.save_as_meeting(by=SYSTEM, intake=other, confirmed=("loose", "same_day"))
        intake = sent(cast, self.followed(cast), number="")
        assert "další jednání skupiny: 20. 9. 2018" in self.summary(cast, intake)
        actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose", "same_day"))
        task = Assignment.objects.get()
        assert (task.due_kind, task.due_on) == ("next_meeting", date(2018, 9, 20))

    def test_where_it_is_not(self, cast: Cast) -> None:
        intake = self.followed(cast)
        assert "další jednání skupiny není známé" in self.summary(cast, intake)
        actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
        assert Assignment.objects.get().due_on is None


def test_hours_nobody_wrote_are_not_compared(cast: Cast) -> None:
    intake = sent(cast, take(cast), starts="", ends="")
    meeting = actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
    first = MinutesVersion.objects.get(meeting=meeting)
    later = MinutesVersion(meeting=meeting, content=copy.deepcopy(first.content))
    later.content["meeting"]["starts_at"] = "2018-06-15T10:00:00+00:00"
    (only,) = differences(cast.actor("chair"), first, later)
    told = " ".join("".join(text for _kind, text in only.words).replace("\xa0", " ").split())
    assert "15. 6. 2018" in told and ".00" not in told


def test_pressed_twice_it_is_saved_once_and_both_see_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second press was on its way while the first saved."""
    intake, client = take(cast), cast.client("recorder")

    def late(**more: Any) -> Any:
        actions.save_as_meeting(by=SYSTEM, intake=intake, confirmed=("loose",))
        return actions.save_as_meeting(**more)

    monkeypatch.setattr("soucinnost.intake.views.correcting.save_as_meeting", late)
    answer = client.post(f"/stare-zapisy/{intake.uid}/souhrn/", {"confirmed": ["loose"]})
    assert answer.url == f"/jednani/{Meeting.objects.get().uid}/zapis/"
