"""A chain of audit rows, hashed as :func:`soucinnost.audit.actions.record` hashes them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from soucinnost.audit.actions import checkpoint
from soucinnost.audit.chain import GENESIS, row_hash
from soucinnost.audit.models import ChainHead, Entry
from soucinnost.operations.generator.words import Dice

BATCH = 5000
VERBS = ("group.viewed", "meeting.viewed", "assignment.listed", "minutes.viewed", "minutes.entry_saved", "desk.viewed")


def make_audit(dice: Dice, count: int, people: list[str], objects: list[tuple[str, str]], now: datetime) -> None:
    """Append ``count`` rows to the empty chain, a few seconds apart, and sign its end.

    ``people`` are uids of persons, ``objects`` pairs of uid and uid of the circle.
    """
    rows = _rows(dice, count, people, objects, now)
    last = None
    while batch := list(islice(rows, BATCH)):
        Entry.objects.bulk_create(batch)
        last = batch[-1]
    if last is not None:
        ChainHead.objects.update_or_create(id=1, defaults={"sequence": last.sequence, "hash": last.hash})
        checkpoint()


def _rows(
    dice: Dice, count: int, people: list[str], objects: list[tuple[str, str]], now: datetime
) -> Iterator[Entry]:
    digest = GENESIS
    for sequence in range(1, count + 1):
        uid, circle = dice.choice(objects)
        verb = dice.choice(VERBS)
        entry = Entry(
            sequence=sequence, at=now - timedelta(seconds=3 * (count - sequence), microseconds=dice.randrange(10**6)),
            actor=f"person:{dice.choice(people)}", channel="web", verb=verb, object_uid=uid, circle=circle,
            ids=[dice.choice(objects)[0] for _ in range(20)] if verb.endswith("listed") else [uid],
            previous_hash=digest,
        )
        digest = entry.hash = row_hash(
            sequence=entry.sequence, at=entry.at, actor=entry.actor, channel=entry.channel, verb=entry.verb,
            object_uid=entry.object_uid, circle=entry.circle, ids=entry.ids, previous_hash=entry.previous_hash,
        )
        yield entry
