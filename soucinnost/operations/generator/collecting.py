"""Yearly collections with the answers of owners, and a round of remarks from the time when a strategy was a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.models import Claim
from soucinnost.operations.generator.kept import BATCH, at_hour
from soucinnost.operations.generator.words import TALK, Dice
from soucinnost.strategy.answering import SOURCE
from soucinnost.strategy.enums import AnswerKind, AskState, CollectionState
from soucinnost.strategy.models import Answer, Ask, ClaimUse, Collection, Measure, Remark, Round, Strategy

COLLECTED = (1, 2, 3)
"""Years of a strategy that were collected, from its first one; the last one runs and its collection is open."""
REMARKS = 24
KINDS = (AnswerKind.ACCEPTED, AnswerKind.PARTLY, AnswerKind.REJECTED, AnswerKind.EXPLAINED)


class Keeper(Protocol):
    """Who sits in the team of a strategy (chair, recorder, others) and which organisations own its measures."""

    @property
    def people(self) -> list[Person]:
        """The team."""

    @property
    def owners(self) -> list[Organisation]:
        """Owners; people sit for them in turn."""


@dataclass(slots=True)
class _Filled:
    """An owner that was asked, its measures, and how far it is with them."""

    ask: Ask
    measures: list[Measure]
    day: date


def make_collecting(
    dice: Dice, strategies: Sequence[Strategy], measures: Sequence[Measure], kept: dict[int, Any], today: date
) -> None:
    """Three collections for each strategy. In the open one a third of the owners has handed in, a third is writing."""
    under: dict[int, list[Measure]] = {}
    for one in measures:
        under.setdefault(one.strategy_id, []).append(one)
    collections = Collection.objects.bulk_create(
        [
            _collection(dice, strategy, kept[strategy.pk], strategy.period_from.year + back, today)
            for strategy in strategies
            for back in COLLECTED
        ],
        batch_size=BATCH,
    )
    filled: list[_Filled] = []
    for collection in collections:
        filled += _asked(dice, collection, kept[collection.strategy_id], under[collection.strategy_id])
    Ask.objects.bulk_create([one.ask for one in filled], batch_size=BATCH)
    _answers(dice, filled)
    _remarks(dice, strategies, under, kept)


def _collection(dice: Dice, strategy: Strategy, keeper: Keeper, year: int, today: date) -> Collection:
    is_open = year >= today.year
    asked = today - timedelta(days=10) if is_open else date(year + 1, 1, 5)
    return Collection(
        uid=dice.uid(), strategy=strategy, title=f"Sběr za rok {year}", period_from=date(year, 1, 1),
        period_to=date(year, 12, 31), asked_on=asked, due_on=asked + timedelta(days=40), asked_by=keeper.people[1],
        state=CollectionState.OPEN if is_open else CollectionState.CLOSED,
        closed_on=None if is_open else asked + timedelta(days=60),
    )


def _asked(dice: Dice, collection: Collection, keeper: Keeper, measures: Iterable[Measure]) -> list[_Filled]:
    """Owners of measures with the first person who sits for each."""
    owned: dict[int, list[Measure]] = {}
    for one in measures:
        owned.setdefault(one.owner_id or 0, []).append(one)
    sitting = dict(zip((one.pk for one in keeper.owners), keeper.people, strict=False))
    found = []
    for place, (owner, some) in enumerate(sorted(owned.items())):
        is_closed, turn = collection.state == CollectionState.CLOSED, place % 3
        state = AskState.HANDED_IN if is_closed or turn == 0 else (AskState.STARTED if turn == 1 else AskState.ASKED)
        day = collection.due_on if is_closed else collection.asked_on
        handed = state == AskState.HANDED_IN
        ask = Ask(
            uid=dice.uid(), strategy=collection.strategy, collection=collection, organisation_id=owner,
            person=sitting[owner], state=state, asked_on=collection.asked_on, is_mailed=True,
            handed_in_at=at_hour(day, 9) if handed else None, handed_in_by=sitting[owner] if handed else None,
        )
        found.append(_Filled(ask, some, day))
    return found


def _answers(dice: Dice, filled: Iterable[_Filled]) -> None:
    """Words of each measure of those who write or have handed in; what was handed in stands in claims too."""
    answers: list[Answer] = []
    claims: list[Claim] = []
    uses: list[ClaimUse] = []
    for one in filled:
        ask, collection = one.ask, one.ask.collection
        for measure in one.measures if ask.state != AskState.ASKED else ():
            answer = Answer(
                uid=dice.uid(), strategy=ask.strategy, ask=ask, measure=measure, text=dice.choice(TALK),
                saved_at=at_hour(one.day, 8), saved_by=ask.person,
            )
            answers.append(answer)
            if ask.state != AskState.HANDED_IN:
                continue
            claim = Claim(
                uid=dice.uid(), circle=ask.strategy.circle, author=ask.person, organisation_id=ask.organisation_id,
                text=answer.text, period_from=collection.period_from, period_to=collection.period_to,
                stated_on=one.day, source_kind=SOURCE, source_uid=answer.uid, created_at=at_hour(one.day, 9),
            )
            answer.handed, answer.number = {**answer.typed, "claims": {"text": claim.uid}}, 1
            claims.append(claim)
            uses.append(ClaimUse(uid=dice.uid(), strategy=ask.strategy, claim=claim, measure=measure))
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    Claim.objects.bulk_create(claims, batch_size=BATCH)
    ClaimUse.objects.bulk_create(uses, batch_size=BATCH)


def _remarks(
    dice: Dice, strategies: Sequence[Strategy], under: dict[int, list[Measure]], kept: dict[int, Any]
) -> None:
    rounds = Round.objects.bulk_create(
        [
            Round(
                uid=dice.uid(), strategy=one, title="1. kolo připomínek", opened_by=kept[one.pk].people[1],
                opened_on=one.period_from - timedelta(days=70), due_on=one.period_from - timedelta(days=50),
                closed_on=one.period_from - timedelta(days=45),
            )
            for one in strategies
        ],
        batch_size=BATCH,
    )
    rows = []
    for held in rounds:
        keeper = kept[held.strategy_id]
        for number in range(REMARKS):
            measure, at = dice.choice(under[held.strategy_id]), dice.randrange(len(keeper.people))
            rows.append(
                Remark(
                    uid=dice.uid(), strategy=held.strategy, round=held, measure=measure,
                    about=f"{measure.goal.position}.{measure.position} {measure.title}", text=dice.choice(TALK),
                    author=keeper.people[at], organisation=keeper.owners[at % len(keeper.owners)],
                    made_at=at_hour(held.opened_on + timedelta(days=5), 10), answer_kind=KINDS[number % len(KINDS)],
                    answer=dice.choice(TALK), answered_by=keeper.people[1], answered_at=at_hour(held.due_on, 10),
                )
            )
    Remark.objects.bulk_create(rows, batch_size=BATCH)
