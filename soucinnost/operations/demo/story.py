"""The demonstration's story: what happened in 2017 and 2018 as the sources tell it, and invented life up to today."""

from datetime import date, timedelta

from django.utils import timezone

from soucinnost.assignments.actions import finish
from soucinnost.assignments.models import Assignment
from soucinnost.groups.actions import change_mandate, raise_topic
from soucinnost.groups.enums import QuorumKind
from soucinnost.meetings.actions.invitation import send_invitation
from soucinnost.meetings.actions.scheduling import Place
from soucinnost.meetings.actions.signoff import add_remark, send_draft, sign_as_recorder, sign_as_reviewer
from soucinnost.meetings.models import Meeting, MinutesVersion
from soucinnost.operations.demo import reports
from soucinnost.operations.demo.answers import answers
from soucinnost.operations.demo.ballots import per_rollam
from soucinnost.operations.demo.bodies import DISTRICTS, OSTRAVA, PLATFORMS, PREROV, REGIONAL, ROUND_TABLE, Body
from soucinnost.operations.demo.history import old_minutes
from soucinnost.operations.demo.inclusion import inclusion_plan
from soucinnost.operations.demo.minutes import (
    DECEMBER_2017,
    DECEMBER_2018,
    JUNE_2018,
    RECENT,
    TEAM_TEXTS,
    Item,
    Line,
)
from soucinnost.operations.demo.people import TOWNS, WITH_ACCOUNT, Org, Who
from soucinnost.operations.demo.publishing import public_minutes
from soucinnost.operations.demo.scribe import hold, plan, usual
from soucinnost.operations.demo.stage import SYSTEM, Stage, set_the_stage
from soucinnost.operations.demo.support import methodical_support
from soucinnost.operations.demo.unfinished import unfinished
from soucinnost.operations.demo.usti.running import running_strategy
from soucinnost.operations.demo.usti.staging import strategies
from soucinnost.territory.actions import create_locality
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area

MAGISTRATE = Place(text="Magistrát města Ostravy, Prokešovo náměstí 8, místnost č. 189")


def load() -> Stage:
    """Load the whole demonstration into an empty installation."""
    stage = set_the_stage()
    ostrava(stage)
    teams(stage)
    prerov(stage)
    old_minutes(stage)
    platforms(stage)
    regional(stage)
    methodical_support(stage)
    running = running_strategy(stage, strategies(stage)[1])
    inclusion_plan(stage)
    public_minutes(stage)
    unfinished(stage, running)
    return stage


def _frame(stage: Stage, body: Body) -> dict[str, object]:
    return {
        "name": body.name,
        "type": body.type,
        "rhythm": body.rhythm,
        "purpose": body.purpose,
        "areas": [stage.area(code) for code in body.areas],
        "parent": stage.groups[body.parent] if body.parent else None,
    }


def _sign(stage: Stage, meeting: Meeting, recorder: str, reviewers: list[str], written: date, reviewed: date) -> None:
    sign_as_recorder(by=stage.actor(recorder), meeting=meeting, signed_on=written)
    for key in reviewers:
        version = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
        if version is not None:
            sign_as_reviewer(by=stage.actor(key), meeting=meeting, read_version=version, signed_on=reviewed)


def ostrava(stage: Stage) -> None:
    """The working group of Ostrava: three meetings of the sources, one under review, one that is coming."""
    stage.found(
        "doubravova",
        "ps",
        stage.organisations["smo"],
        **_frame(stage, OSTRAVA),
        standing_items=[],
        quorum_kind=QuorumKind.MAJORITY,
        votes_by_correspondence=True,
        file_plan_code="52.2",
        disposal_mark="V",
        disposal_years=5,
        usual_place=MAGISTRATE.text,
        heading="Statutární město Ostrava\nMagistrát\nProkešovo náměstí 8, 729 30 Ostrava",
    )
    stage.seat("doubravova", "ps", "horinkova", is_chair=True, reports=True)
    stage.seat("doubravova", "ps", "pokorna", date(2017, 11, 1), is_reviewer=True)
    stage.seat("doubravova", "ps", "strnadova", is_reviewer=True)
    for who in ("simunek", "toman", "moravcova", "dvorska", "kubicek"):
        stage.seat("doubravova", "ps", who)
    for who in ("hajek", "rezac", "vlckova", "mala"):
        stage.seat("doubravova", "ps", who, date(2016, 9, 1), reports=True)
    toman = stage.groups["ps"].mandates.get(seat__person=stage.people["toman"])
    stage.seat("doubravova", "ps", "mala2", date(2017, 1, 1), deputy_for=toman)
    recorder = stage.actor("doubravova")
    group = stage.groups["ps"]
    reviewers = ["strnadova", "pokorna"]
    past = [
        (date(2017, 12, 7), "9.00", DECEMBER_2017, date(2017, 12, 20), (5, 7)),
        (date(2018, 6, 14), "9.00", JUNE_2018, date(2018, 6, 26), (7,)),
        (date(2018, 12, 6), "9.00", DECEMBER_2018, date(2018, 12, 18), (5, 9)),
    ]
    for day, start, items, reviewed, excused in past:
        meeting = plan(recorder, group, day, start, 120, MAGISTRATE, items, stage)
        meeting = hold(recorder, meeting, items, stage, excused=excused, late=(4,))
        _sign(stage, meeting, "doubravova", reviewers, day, reviewed)
        _finish_due(stage, meeting)
    today = timezone.localdate()
    last = plan(recorder, group, _workday(today - timedelta(days=33)), "9.00", 120, MAGISTRATE, RECENT, stage)
    last = hold(recorder, last, RECENT, stage, excused=(5,), late=(3,))
    sign_as_recorder(by=stage.actor("doubravova"), meeting=last)
    version = MinutesVersion.objects.filter(meeting=last).order_by("-number").first()
    if version is not None:
        sign_as_reviewer(by=stage.actor("strnadova"), meeting=last, read_version=version, note="Bez připomínek.")
    raise_topic(
        by=stage.actor("toman"),
        group=group,
        title="Jak zapojit obyvatele do prevence",
        note="Členové týmů to vidí jako náročné.",
    )
    _ostrava_next(stage, today)


def _ostrava_next(stage: Stage, today: date) -> None:
    """What is ahead of Ostrava: the meeting that members are invited to, and the round table beside the group."""
    recorder, group = stage.actor("doubravova"), stage.groups["ps"]
    coming = [
        Item("Úvod a kontrola úkolů", 15, "horinkova", kind="tasks"),
        Item("Žádosti do Programu prevence kriminality", 40, "doubravova"),
        Item("Monitoring projektů a aktivit", 40, kind="reports"),
        Item("Různé, závěr", 15, "horinkova"),
    ]
    following = plan(recorder, group, _workday(today + timedelta(days=16)), "9.00", 120, MAGISTRATE, coming, stage)
    send_invitation(by=stage.actor("doubravova"), meeting=following)
    answers(stage, following)
    reports.coming(stage, following)
    per_rollam(stage)
    usual(recorder, group, [one for one in coming if not one.title.startswith("Žádosti")], stage)
    stage.found("doubravova", "stul", stage.organisations["smo"], **_frame(stage, ROUND_TABLE))
    stage.seat("doubravova", "stul", "pokorna", is_chair=True)
    for who in ("vlckova", "hajek", "simunek"):
        stage.seat("doubravova", "stul", who)


def _workday(day: date) -> date:
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def _finish_due(stage: Stage, meeting: Meeting) -> None:
    """Close the tasks of a meeting long past, each with what proves it."""
    evidence = {
        "Zjistit dopad GDPR": "Stanovisko přečteno na jednání 14. 6. 2018 a rozesláno členům.",
        "Rozeslat členům souhrn": "Souhrn odeslán e-mailem všem členům.",
        "Zajistit lektora": "Vzdělávání proběhlo v sále magistrátu.",
    }
    for task in Assignment.objects.filter(group=meeting.group, state="open", given_on__lt=date(2020, 1, 1)):
        for beginning, proof in evidence.items():
            if task.text.startswith(beginning):
                done = min(task.due_on or date(2018, 6, 14), timezone.localdate())
                finish(by=stage.actor("doubravova"), assignment=task, evidence=proof, finished_on=done)


def teams(stage: Stage) -> None:
    """Seven multidisciplinary teams: monthly, one under remarks, one that stopped, one meeting right now."""
    today = timezone.localdate()
    for number, (key, district, last) in enumerate(DISTRICTS):
        area = Area.objects.filter(kind=AreaKind.CITY_DISTRICT, name=district).first() or stage.area("554821")
        stage.found(
            "doubravova",
            key,
            stage.organisations["smo"],
            name=f"Multidisciplinární tým {district}",
            type="multidisciplinary_team",
            rhythm="monthly",
            areas=[area],
            parent=stage.groups["ps"],
            purpose="Přináší problémy obvodu, hledá řešení a zapojuje obyvatele.",
            standing_items=[],
        )
        stage.seat("doubravova", key, "strnadova" if key == "moap" else "horinkova", is_chair=True)
        for who in ("toman", "moravcova", "simunek", "mala2", "benda"):
            stage.seat("doubravova", key, who, is_reviewer=who == "toman")
        for back in range(4, -1, -1):
            day = _workday(today - timedelta(days=last + back * 30))
            _team_meeting(stage, key, day, number + back, is_last=back == 0)
    place = Place(text="Úřad městského obvodu Vítkovice")
    running = plan(
        stage.actor("doubravova"), stage.groups["vit"], today, "9.00", 90, place, _team_items(1), stage
    )
    hold(stage.actor("doubravova"), running, _team_items(1)[:2], stage, excused=(3,), ends=False)


def _team_items(turn: int) -> list[Item]:
    texts = [TEAM_TEXTS[(turn + shift) % len(TEAM_TEXTS)] for shift in (0, 1)]
    items = [
        Item(
            title,
            25,
            "horinkova",
            lines=(
                Line("information", text),
                Line("task", task, owner=owner, due="next"),
            ),
        )
        for title, text, task, owner in texts
    ]
    return [Item("Kontrola úkolů", 10, "horinkova", kind="tasks"), *items, Item("Různé", 10, "horinkova")]


def _team_meeting(stage: Stage, key: str, day: date, turn: int, *, is_last: bool) -> None:
    recorder = stage.actor("doubravova")
    items = _team_items(turn)
    meeting = plan(recorder, stage.groups[key], day, "13.00", 90, Place(text="Úřad městského obvodu"), items, stage)
    meeting = hold(recorder, meeting, items, stage, excused=(turn % 6,))
    if is_last and key == "por":
        send_draft(by=recorder, meeting=meeting, until=timezone.localdate() + timedelta(days=5))
        meeting.refresh_from_db()
        add_remark(by=stage.actor("moravcova"), meeting=meeting, text="Prosím doplnit, že jde o počty za celý obvod.")
    elif is_last and key == "jih":
        return
    elif is_last and key == "moap":
        sign_as_recorder(by=recorder, meeting=meeting)
    else:
        _sign(stage, meeting, "doubravova", ["toman"], day, min(day + timedelta(days=5), timezone.localdate()))
    if not is_last:
        for task in Assignment.objects.filter(group=meeting.group, state="open", given_on=day)[:1]:
            finish(
                by=recorder,
                assignment=task,
                evidence="Domluveno a provedeno, výsledek sdělen týmu.",
                finished_on=min(day + timedelta(days=14), timezone.localdate()),
            )


def prerov(stage: Stage) -> None:
    """Přerov: once a month in the yards."""
    town = stage.area("511382")
    yards = [
        create_locality(by=SYSTEM, name=name, municipality=town, is_excluded=True, latitude=lat, longitude=lon)
        for name, lat, lon in (("Dvůr u nádraží", 49.4487, 17.4470), ("Dvůr za tržnicí", 49.4561, 17.4523))
    ]
    stage.found(
        "zednikova",
        "dvur",
        stage.organisations["prerov"],
        **_frame(stage, PREROV),
        localities=yards,
        founded_on=date(2009, 5, 1),
        standing_items=[],
    )
    own = stage.groups["dvur"].mandates.get(seat__person=stage.people["zednikova"])
    change_mandate(by=stage.actor("zednikova"), mandate=own, is_chair=True)
    for who in ("kolacek", "sedivy", "ticha"):
        stage.seat("zednikova", "dvur", who)
    today = timezone.localdate()
    for back in range(3, -1, -1):
        day = _workday(today - timedelta(days=10 + 30 * back))
        place = Place(kind="locality", locality=yards[back % 2])
        items = [
            Item("Kontrola úkolů", 10, "zednikova", kind="tasks"),
            Item(
                "Co je nového na dvoře",
                30,
                "zednikova",
                lines=(
                    Line("information", "Obyvatelé se ptali na osvětlení a na otevření klubu o prázdninách."),
                    Line("task", "Projít s obyvateli místa, kde je tma.", owner="sedivy", due="next"),
                ),
            ),
            Item(
                "Záškoláctví a drobná kriminalita",
                30,
                "kolacek",
                lines=(Line("suggestion", "Zvát na setkání i školního asistenta."),),
            ),
        ]
        meeting = plan(stage.actor("zednikova"), stage.groups["dvur"], day, "15.30", 60, place, items, stage)
        meeting = hold(stage.actor("zednikova"), meeting, items, stage)
        if back:
            sign_as_recorder(by=stage.actor("zednikova"), meeting=meeting, signed_on=day)
    plan(
        stage.actor("zednikova"),
        stage.groups["dvur"],
        _workday(today + timedelta(days=20)),
        "15.30",
        60,
        Place(kind="locality", locality=yards[0]),
        [Item("Kontrola úkolů", 10, "zednikova", kind="tasks"), Item("Co je nového na dvoře", 30, "zednikova")],
        stage,
    )


def platforms(stage: Stage) -> None:
    """The thirteen platforms of local partnerships, each led by its town."""
    today = timezone.localdate()
    for (code, town, chair), platform in zip(TOWNS, PLATFORMS, strict=True):
        key = f"m{code}"
        organisation = stage.add_organisation(
            Org(key, "municipality", f"Město {town}" if town != "Obrnice" else "Obec Obrnice", "", code)
        )
        address = WITH_ACCOUNT.get(code, "")
        stage.add_person(
            Who(f"p{code}", chair, key, "manažer prevence kriminality", signs_in=bool(address), email=address)
        )
        stage.manages(f"p{code}", organisation)
        stage.found(
            f"p{code}",
            key,
            organisation,
            name=platform.topic,
            type="partnership_working_group",
            rhythm=platform.rhythm,
            areas=[stage.area(one) for one in (code, *platform.also)],
            purpose="Pracovní skupina lokálního partnerství Agentury pro sociální začleňování.",
            founded_on=today - timedelta(days=700),
        )
        stage.seat(f"p{code}", key, "pokorna", is_chair=True)
        if platform.last is None:
            continue
        items = [
            Item(
                "Situace v lokalitách",
                40,
                "pokorna",
                lines=(
                    Line("information", "Členové si sdělili, co je v lokalitách nového, a domluvili další postup."),
                    Line("task", "Svolat schůzku s vlastníky domů.", owner=f"p{code}", due="next"),
                ),
            )
        ]
        day = _workday(today - timedelta(days=platform.last))
        meeting = plan(
            stage.actor(f"p{code}"),
            stage.groups[key],
            day,
            "10.00",
            90,
            Place(text=f"Městský úřad, {town}"),
            items,
            stage,
        )
        meeting = hold(stage.actor(f"p{code}"), meeting, items, stage)
        sign_as_recorder(by=stage.actor(f"p{code}"), meeting=meeting, signed_on=day)


def regional(stage: Stage) -> None:
    """The Ústí region's own groups."""
    today = timezone.localdate()
    for number, body in enumerate(REGIONAL):
        stage.found("brabec", body.key, stage.organisations["uk"], **_frame(stage, body), founded_on=date(2012, 1, 1))
        stage.seat("brabec", body.key, "havlikova", is_chair=True)
        for who in ("machacek", "jandova", "vitkova", "rys"):
            stage.seat("brabec", body.key, who)
        day = _workday(today - timedelta(days=45 + 25 * number))
        items = [
            Item(
                "Informace z kraje",
                30,
                "havlikova",
                lines=(
                    Line("information", "Kraj připravuje podklady k další výzvě a nabízí obcím konzultace."),
                    Line("task", "Poslat kraji přehled chystaných projektů.", owner_org="pcr_uk", due="+21"),
                ),
            )
        ]
        meeting = plan(
            stage.actor("brabec"),
            stage.groups[body.key],
            day,
            "10.00",
            120,
            Place(text="Krajský úřad Ústeckého kraje"),
            items,
            stage,
        )
        meeting = hold(stage.actor("brabec"), meeting, items, stage)
        sign_as_recorder(by=stage.actor("brabec"), meeting=meeting, signed_on=day)
