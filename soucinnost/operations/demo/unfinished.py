"""What somebody of the demonstration has begun and not ended, so that its pages show something. All of it is invented.

An old evaluation being read in, the strategy's report with an editor's words and two versions, minutes ready to be
published, a program that is told what happens, a term that the administrator set.
"""

from soucinnost.access.models import Circle
from soucinnost.groups.actions import change_group
from soucinnost.intake.evaluations.actions import take_in
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.operations.demo.stage import SYSTEM, Stage
from soucinnost.publishing.actions.deciding import hide_waiting
from soucinnost.publishing.actions.preparing import start
from soucinnost.publishing.enums import Decision
from soucinnost.retention.actions import set_rule
from soucinnost.retention.models import Rule
from soucinnost.strategy.actions.drafting import add_remark
from soucinnost.strategy.actions.reporting import make_files, make_version, write_passage
from soucinnost.strategy.models import ReportVersion, Strategy
from soucinnost.webhooks.actions import create_webhook, switch_webhook
from soucinnost.webhooks.enums import Event

WRITER = "havlikova"
EVALUATION = """Příloha k usnesení
ÚSTECKÝ KRAJ

Vyhodnocení Koncepce prevence kriminality na území Ústeckého kraje
na období 2009 – 2011
(text vymyšlený pro ukázku)

CÍL 1. Bezpečnější veřejná prostranství

Popis cíle:
Lidé se nebojí chodit večer pěšky.

Opatření 1.1 – Světlo a dohled

Plánované aktivity:
• Vyměnit osvětlení na místech, která určily pracovní skupiny.
• Zavést podvečerní pochůzky.

Plnění:
• V roce 2010 bylo vyměněno 140 lamp ve čtyřech městech.
• Proběhlo cca 320 pochůzek.

Opatření 1.2 – Hřiště otevřená i večer

Plánované aktivity:
• Otevřít školní hřiště po vyučování.

Plnění:
• Otevřelo se 9 hřišť z 15 plánovaných, ostatní nemají správce.

Hodnocení cíle:
Místa s novým světlem lidé znovu používají, správci hřišť chybějí.

CÍL 2. Pomoc seniorům

Opatření 2.1 – Besedy v klubech

Plánované aktivity:
• Uspořádat besedy ve všech okresech.

Plnění:
• Besed se zúčastnilo 410 osob.

Hodnocení cíle:
Besedy mají smysl, zájem je větší než nabídka.

Zpracoval odbor prevence
"""


def unfinished(stage: Stage, running: Strategy) -> None:
    """Begin what others will end; ``running`` is the strategy of this time."""
    old_evaluation(stage)
    evaluation_report(stage, running)
    minutes_to_publish(stage)
    told_program(stage)
    set_rule(
        by=stage.actor("klima"), kind="notices.message", months=24, afterwards=Rule.Afterwards.ANONYMISE,
        basis="Kdy zpráva odešla, se dokládá dva roky; co v ní stálo, je uloženo jinde.",
    )


def old_evaluation(stage: Stage) -> EvaluationReading:
    """An evaluation that was read in and waits for its correction."""
    return take_in(
        by=stage.actor(WRITER), organisation=stage.organisations["uk"], data=EVALUATION.encode(),
        name="Vyhodnocení 2009-2011.txt", at_once=True,
    )


def evaluation_report(stage: Stage, strategy: Strategy) -> ReportVersion:
    """Two versions of the report: before the editor wrote over a passage and after; a remark on what comes next."""
    by = stage.actor(WRITER)
    first = make_version(by=by, strategy=strategy, note="První čtení s týmem")
    make_files(by=SYSTEM, uid=first.uid)
    write_passage(
        by=by, strategy=strategy, key="events",
        text="Kraj uspořádal konferenci o bezpečném stáří a setkání manažerů prevence. Setkání nikdo nepočítal.",
    )
    following = Strategy.objects.get(previous=strategy)
    add_remark(by=by, strategy=following, text="Doplnit cíl pro obce, které prevenci nemají komu svěřit.")
    second = make_version(by=by, strategy=strategy, note="Po úpravě kapitoly o akcích")
    make_files(by=SYSTEM, uid=second.uid)
    return second


def minutes_to_publish(stage: Stage) -> None:
    """Přerov's group is about to publish its last minutes: all is decided, the preview waits."""
    by = stage.actor("zednikova")
    group = change_group(by=by, group=stage.groups["dvur"], publishes_minutes=True)
    last = Meeting.objects.filter(group=group, state=MeetingState.FINAL).order_by("starts_at").last()
    if last is None:
        return
    preparation = start(by=by, meeting=last)
    waiting = preparation.covers.filter(decision=Decision.WAITING).values_list("uid", flat=True)
    hide_waiting(by=by, preparation=preparation, seen=list(waiting))


def told_program(stage: Stage) -> None:
    """Ostrava's records service is to be told of minutes. Paused: a demonstration calls nobody."""
    by = stage.actor("doubravova")
    webhook, _secret = create_webhook(
        by=by, person=stage.people["doubravova"], circle=Circle.objects.get(pk=stage.groups["ps"].circle_id),
        address="https://spisova-sluzba.smo.example/soucinnost",
        events=[Event.MINUTES_SENT, Event.MINUTES_FINAL, Event.MINUTES_REOPENED],
    )
    switch_webhook(by=by, webhook=webhook, active=False)
