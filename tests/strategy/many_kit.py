"""A strategy that grows: the same records as the matrix has, then many more of each around them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from soucinnost.access.models import Circle, Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.models import Claim
from soucinnost.strategy.enums import DOCUMENT_SOURCE, STRATEGY_SOURCE, Outcome, UndertakingKind, VersionState
from soucinnost.strategy.models import (
    Activity,
    Answer,
    Ask,
    Assessment,
    ClaimUse,
    Collection,
    Conflict,
    Goal,
    Indicator,
    ListRow,
    Measure,
    MeasureLink,
    Passage,
    Remark,
    ReportVersion,
    Round,
    Strategy,
    Undertaking,
)
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import Cast
from tests.matrix.strategy_stage import StrategyStage
from tests.strategy.report_kit import year


class Grown:
    """The strategy of the matrix; ``grow`` puts ``count`` more of everything around its records, in bulk.

    What a page of one record shows grows too: claims, events, indicators, links, lists and rows of the one measure.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, self.stage = cast, StrategyStage(cast)
        self.strategy, self.measure = self.stage.strategy, self.stage.measure
        ReportVersion.objects.update(state=VersionState.READY)

    def grow(self, count: int) -> None:
        """Add ``count`` of each."""
        owners = Organisation.objects.bulk_create(
            Organisation(name=f"Vlastník {factories.number()}", kind="ngo") for _one in range(count)
        )
        people = Person.objects.bulk_create(
            Person(given_name="Osoba", surname=f"Číslo{factories.number()}") for _one in range(count)
        )
        last = Goal.objects.filter(strategy=self.strategy).count()
        goal = Goal.objects.create(strategy=self.strategy, position=last + 1, title="Další cíl")
        first = Measure.objects.filter(goal=self.stage.goal).count()
        measures = Measure.objects.bulk_create(
            Measure(strategy=self.strategy, goal=(self.stage.goal, goal)[n % 2], position=first + n + 1,
                    title=f"Opatření navíc {n}", owner=owners[n], owner_person=people[n])
            for n in range(count)
        )
        self._tree(measures, owners, people)
        self._evidence(measures, owners, people)
        self._collecting(measures, owners, people)
        self._drafting(owners, people)
        self._strategies(owners, people)

    def _tree(self, measures: list[Measure], owners: list[Organisation], people: list[Person]) -> None:
        made, own = self.strategy, self.measure
        partners = Measure.partners.through
        partners.objects.bulk_create(
            partners(measure_id=place.pk, organisation_id=owner.pk)
            for one, owner in zip(measures, owners, strict=True) for place in (one, own)
        )
        Activity.objects.bulk_create(
            Activity(strategy=made, measure=place, position=10 + n, text=f"Aktivita {n}")
            for n, one in enumerate(measures) for place in (one, own)
        )
        activities = list(Activity.objects.filter(measure=own).order_by("-pk")[:len(measures)])
        said: dict[str, Any] = {"strategy": made, "outcome": Outcome.CARRIED_OVER, "reason": "Chyběly peníze."}
        Assessment.objects.bulk_create(
            Assessment(measure=place, activity=activity, assessed_by=people[n], carried_to=one, **said)
            for n, one in enumerate(measures) for place, activity in ((one, None), (own, None), (own, activities[n]))
        )
        MeasureLink.objects.bulk_create(MeasureLink(strategy=made, one=own, other=one) for one in measures)
        last = Version.objects.filter(object_uid=own.uid).latest("number")
        Version.objects.bulk_create(
            Version(kind=last.kind, object_uid=last.object_uid, number=last.number + 1 + n, person_id=people[n].pk,
                    data=last.data | {"owner_id": owners[n].pk, "partners": [owners[n].pk], "title": f"Název {n}",
                                      "carried_from_id": one.pk, "owner_person_id": people[n].pk})
            for n, one in enumerate(measures)
        )

    def _claims(self, owners: list[Organisation], people: list[Person], kind: str = STRATEGY_SOURCE) -> list[Claim]:
        """As many claims as owners, from sources of one kind."""
        return Claim.objects.bulk_create(
            Claim(circle=self.strategy.circle, value=Decimal(n + 1), unit="osob", label="Účastníci", organisation=owner,
                  author=people[n], source_kind=kind, source_uid=self.strategy.uid, **year(2022 + n % 4))
            for n, owner in enumerate(owners)
        )

    def _evidence(self, measures: list[Measure], owners: list[Organisation], people: list[Person]) -> None:
        made, stage = self.strategy, self.stage
        done = Undertaking.objects.bulk_create(
            Undertaking(strategy=made, kind=UndertakingKind.EVENT, title=f"Akce {n}", organisation=owner,
                        area=self.cast.town.area, **year(2023))
            for n, owner in enumerate(owners)
        )
        serves, helps = Undertaking.measures.through, Undertaking.partners.through
        serves.objects.bulk_create(
            serves(undertaking_id=one.pk, measure_id=place.pk)
            for n, event in enumerate(done)
            for one, place in ((event, self.measure), (event, measures[n]), (stage.undertaking, measures[n]))
        )
        helps.objects.bulk_create(
            helps(undertaking_id=one.pk, organisation_id=owner.pk)
            for event, owner in zip(done, owners, strict=True) for one in (event, stage.undertaking)
        )
        counted = Indicator.objects.bulk_create(
            Indicator(strategy=made, measure=self.measure, title=f"Ukazatel {n}", unit="osob")
            for n in range(len(measures))
        )
        places: list[dict[str, Any]] = [
            use for n, one in enumerate(measures)
            for use in (
                {"measure": self.measure}, {"measure": one}, {"undertaking": done[n]}, {"indicator": counted[n]},
                {"indicator": stage.indicator, "share": f"Část {n}"},
                {"undertaking": stage.undertaking, "share": f"Část {n}"},
            )
        ]
        kinds = (STRATEGY_SOURCE, DOCUMENT_SOURCE) * 3
        claims = [claim for kind in kinds for claim in self._claims(owners, people, kind)]
        ClaimUse.objects.bulk_create(
            ClaimUse(strategy=made, claim=claim, **use) for claim, use in zip(claims, places, strict=True)
        )
        ClaimUse.objects.bulk_create(ClaimUse(strategy=made, claim=stage.claim, measure=one) for one in measures)
        ListRow.objects.bulk_create(
            ListRow(strategy=made, claim=claim, position=n, label=f"Řádek {n}", area=self.cast.town.area)
            for n, one in enumerate(claims) for claim in (one, stage.claim)
        )
        Conflict.objects.bulk_create(
            Conflict(strategy=made, one=stage.claim, other=one, note="počet") for one in claims[:len(measures)]
        )
        Claim.objects.bulk_create(
            Claim(circle=made.circle, text="Opraveno", supersedes=one, source_kind=STRATEGY_SOURCE,
                  source_uid=made.uid) for one in self._claims(owners, people)
        )

    def _collecting(self, measures: list[Measure], owners: list[Organisation], people: list[Person]) -> None:
        made = self.strategy
        Collection.objects.bulk_create(
            Collection(strategy=made, title=f"Sběr {n}", due_on=factories.today(), asked_by=one, **year(1900 + n))
            for n, one in enumerate(people)
        )
        asks = Ask.objects.bulk_create(
            Ask(strategy=made, collection=self.stage.collection, organisation=owner, person=people[n])
            for n, owner in enumerate(owners)
        )
        Answer.objects.bulk_create(
            Answer(strategy=made, ask=ask, measure=one, text="Kurz", saved_by=people[n],
                   figures={self.stage.indicator.uid: {"value": "3"}})
            for n, one in enumerate(measures) for ask in (asks[n], self.stage.ask)
        )

    def _drafting(self, owners: list[Organisation], people: list[Person]) -> None:
        made, today = self.strategy, factories.today()
        Remark.objects.bulk_create(
            Remark(strategy=made, round=where, measure=self.measure, text=f"Připomínka {n}", author=people[n],
                   organisation=owner)
            for n, owner in enumerate(owners) for where in (None, self.stage.round)
        )
        Round.objects.bulk_create(
            Round(strategy=made, title=f"Kolo {n}", due_on=today, opened_by=one, closed_on=today)
            for n, one in enumerate(people)
        )
        Passage.objects.bulk_create(
            Passage(strategy=made, key=f"m.{one.uid}.done", text="Jinak", written_by=one.owner_person)
            for one in Measure.objects.filter(owner__in=owners).select_related("owner_person")
        )
        last, content = ReportVersion.objects.count(), self.stage.versions[0].content
        ReportVersion.objects.bulk_create(
            ReportVersion(strategy=made, number=last + 1 + n, content=content, made_by=one, state=VersionState.READY)
            for n, one in enumerate(people)
        )

    def _strategies(self, owners: list[Organisation], people: list[Person]) -> None:
        """More of the team, and strategies that follow this one, in which the chair sits too."""
        made, since = self.strategy, factories.today() - timedelta(days=9)
        Seat.objects.bulk_create(
            Seat(circle=made.circle, person=people[n], organisation=owner, valid_from=since)
            for n, owner in enumerate(owners)
        )
        circles = Circle.objects.bulk_create(Circle(controller=made.circle.controller) for _one in owners)
        Strategy.objects.bulk_create(
            Strategy(circle=circle, title=f"Další strategie {n}", short_name=f"dalsi-{circle.pk}",
                     area=self.cast.town.area, region=self.cast.region, period_from=date(1200 + n, 1, 1),
                     period_to=date(1201 + n, 12, 31), previous=made)
            for n, circle in enumerate(circles)
        )
        Seat.objects.bulk_create(
            Seat(circle=circle, person=self.cast.person("chair"), is_chair=True, valid_from=since) for circle in circles
        )
