"""Methodical support of the Ústí region: what the sources say it does, in our words; people are invented."""

from datetime import date, timedelta

from django.utils import timezone

from soucinnost.agencies.actions import change_affiliation
from soucinnost.agencies.models import Organisation
from soucinnost.codelists.selectors import terms_on
from soucinnost.groups.selectors import THEMES
from soucinnost.operations.demo.stage import SYSTEM, Stage
from soucinnost.support import actions
from soucinnost.support.enums import ConsultationKind
from soucinnost.support.jobs import send_all
from soucinnost.support.recipients import Criteria

COORDINATOR = "havlikova"
CALL = "Program prevence kriminality"


def methodical_support(stage: Stage) -> None:
    """Consultations, a circular that went out and one being written, materials, training needs."""
    region = stage.organisations["uk"]
    contacts(stage)
    consultations(stage, region)
    circulars(stage, region)
    materials(stage, region)
    needs(stage, region)


def contacts(stage: Stage) -> None:
    """Managers of the towns and heads of the region's partners are whom one writes to."""
    keys = [key for key in stage.people if key.startswith("p5")] + ["machacek", "jandova", "vitkova", "rys"]
    for key in keys:
        place = stage.people[key].affiliations.order_by("id").get()
        change_affiliation(
            by=SYSTEM, affiliation=place, unit=place.unit, position=place.position, is_contact=True,
            valid_from=place.valid_from, valid_to=place.valid_to,
        )


def consultations(stage: Stage, region: Organisation) -> None:
    """Help with putting groups together, with problems and applications; a visit with the ministry's consultant."""
    today = timezone.localdate()
    by = stage.actor(COORDINATOR)
    actions.write_consultation(
        by=by, keeper=region, held_on=today - timedelta(days=120), organisation=stage.organisations["m562858"],
        problem="Koho pozvat do pracovní skupiny a jak často se scházet, aby splnila podmínku pro žádost.",
        outcome="Skupina pro tři města výběžku, schází se čtvrtletně; kraj dodá vzor statutu.", is_shared=True,
    )
    for days, code, problem in (
        (88, "562777", "Sestavení pracovní skupiny ve městě, které ji zatím nemá."),
        (61, "567515", "Oslovení policie a neziskových organizací k účasti ve skupině."),
    ):
        actions.write_consultation(
            by=by, keeper=region, kind=ConsultationKind.TELEPHONE, held_on=today - timedelta(days=days),
            area=stage.area(code), problem=problem, follow_up="Zjistit, kdo bude skupinu svolávat",
            follow_up_on=today + timedelta(days=9),
        )
    actions.write_consultation(
        by=by, keeper=region, kind=ConsultationKind.VISIT, held_on=today - timedelta(days=40),
        organisation=stage.organisations["m567337"], call=CALL, joined_by="konzultant odboru prevence ministerstva",
        problem="Domovníci v domech, které obec nevlastní; kdo je může zaměstnat a z čeho.",
        outcome="Jednat s Úřadem práce o veřejně prospěšných pracích, žádost připravit na příští rok.",
        follow_up="Poslat příklad smlouvy s vlastníkem domu", follow_up_on=today - timedelta(days=5), is_shared=True,
    )
    actions.write_consultation(
        by=by, keeper=region, held_on=today - timedelta(days=16), organisation=stage.organisations["m567451"],
        call=CALL, problem="Volba projektů a zdůvodnění žádosti bezpečnostní analýzou.",
        outcome="Dvě dílčí žádosti: výjezdy s rizikovou mládeží a osvětlení podchodu.",
    )


def circulars(stage: Stage, region: Organisation) -> None:
    """A call announced to towns and partners, opened and confirmed by some; the next one waits."""
    by = stage.actor(COORDINATOR)
    sent = actions.write_circular(
        by=by, keeper=region, subject="Výzva Programu prevence kriminality",
        body="Vážené kolegyně, vážení kolegové,\n\nvýzva na příští rok je vyhlášena. Konzultace k záměrům nabízíme "
        "do konce měsíce, stačí odpovědět na tuto zprávu. K žádosti patří bezpečnostní analýza aktualizovaná v tomto "
        "roce a doklad o činnosti pracovní skupiny.",
        asks_confirmation=True,
    )
    area = stage.area("CZ042")
    kinds = ("municipality", "state_police", "probation", "ngo")
    actions.choose_recipients(by=by, circular=sent, criteria=Criteria(kinds, area.uid))
    actions.release(by=by, circular=sent)
    send_all(SYSTEM, sent.uid)
    copies = sent.deliveries.filter(person__isnull=False).order_by("pk")
    for copy in copies[:2]:
        actions.note_confirmation(by=by, delivery=copy, confirmed_on=timezone.localdate())
    waiting = actions.write_circular(
        by=by, keeper=region, subject="Setkání manažerů prevence na jaře",
        body="Navrhněte prosím témata, o kterých chcete na setkání mluvit, a příklad dobré praxe ze svého města.",
    )
    actions.choose_recipients(by=by, circular=waiting, criteria=Criteria(("municipality",), area.uid))


def materials(stage: Stage, region: Organisation) -> None:
    """Handbooks that went on; of some nobody counted how many."""
    by, today = stage.actor(COORDINATOR), timezone.localdate()
    actions.write_handover(
        by=by, keeper=region, title="Příručka posouzení bezpečnosti obytného domu", audience="správci bytových domů",
        handed_on=today - timedelta(days=75),
    )
    actions.write_handover(
        by=by, keeper=region, title="Metodická příručka pro výchovně rekreační pobyty", count=40,
        organisation=stage.organisations["m567451"], handed_on=today - timedelta(days=150), is_shared=True,
    )
    actions.write_handover(
        by=by, keeper=region, title="Videospot o domácím násilí s kontakty",
        organisation=stage.organisations["spirala"], audience="též školy v kraji",
        handed_on=today - timedelta(days=210),
    )


def needs(stage: Stage, region: Organisation) -> None:
    """Trainings that partners ask for; one of them a town stated itself."""
    by = stage.actor(COORDINATOR)
    themes = {term.key: term for term in terms_on(THEMES)}
    spring = date(timezone.localdate().year + 1, 3, 1)
    wanted: list[tuple[str, str, str, int | None]] = [
        ("Exekuce a oddlužení", "debts", "m567451", 6), ("Exekuce a oddlužení", "debts", "svetlo", None),
        ("Mediace a facilitace", "conflicts", "pms_uk", 4), ("Vedení a administrace projektů", "", "m562971", 3),
        ("Bezpečnost škol podle normy ČSN 73 4400", "bullying", "m563099", None),
    ]
    for training, theme, key, people in wanted:
        actions.write_need(
            by=by, keeper=region, organisation=stage.organisations[key], training=training, theme=themes.get(theme),
            people=people, wanted_from=spring,
        )
    actions.state_need(
        by=stage.actor("p567027"), keeper=region, organisation=stage.organisations["m567027"],
        training="Školení asistentů prevence kriminality", people=12, wanted_from=spring,
    )
