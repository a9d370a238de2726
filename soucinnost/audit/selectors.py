"""Reading the chain: verification."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from soucinnost.audit.chain import GENESIS, Verdict, is_signed, verify_rows
from soucinnost.audit.models import ChainHead, Checkpoint, Entry
from soucinnost.kernel.dates import end_of_day, start_of_day

COLUMNS = (
    "sequence", "at", "actor", "channel", "verb", "object_uid", "circle", "ids", "previous_hash", "hash",
)  # fmt: skip
PRUNED = "audit.pruned"
ASKED_AT_ONCE = 500
"""Numbers of rows in one question: SQLite takes a limited count of parameters."""


def verify(*, using: str = DEFAULT_DB_ALIAS, keys: list[str] | None = None, witness: Path | None = None) -> Verdict:
    """Prove the chain from its start, or from the checkpoint below which it was pruned, to its head.

    Writers may go on meanwhile: what comes after the head read at the beginning is left for the next time.
    ``keys`` are those that may have signed checkpoints (default: the installation's); ``witness`` is the file of
    checkpoints kept beside the database (default: the installation's; only looked at where it exists).
    """
    signing = keys if keys is not None else [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    entries = Entry.objects.using(using)
    head = ChainHead.objects.using(using).first()
    end = head.sequence if head is not None else 0
    points = {point.sequence: point for point in Checkpoint.objects.using(using).filter(sequence__lte=end)}
    first = entries.order_by("sequence").values_list("sequence", flat=True).first()
    start, digest = _start(points, first)
    rows = entries.filter(sequence__lte=end).order_by("sequence").values_list(*COLUMNS)
    verdict, sequence, digest = verify_rows(rows.iterator(), start, digest)
    verdict.checkpoints = len(points)
    verdict.breaks += [
        f"checkpoint {point.sequence} has a wrong signature"
        for point in points.values()
        if not is_signed(point.sequence, point.hash, point.signature, signing)
    ]
    hashes = {number: point.hash for number, point in points.items()}
    hashes.update(_witnessed(witness if witness is not None else settings.AUDIT_WITNESS, signing))
    verdict.breaks += _against_rows(hashes, start, end, using)
    if start and not entries.filter(verb=PRUNED, object_uid=str(start)).exists():
        verdict.breaks.append(f"rows up to {start} are missing and no row says that they were pruned")
    if head is None and first is not None:
        verdict.breaks.append("the head of the chain is missing")
    if head is not None and (end, head.hash) != (sequence, digest):
        verdict.breaks.append(f"the chain ends at row {sequence}, its head says {end}")
    # A writer may have added to the chain and signed it since the head was read, hence the second look: what is signed
    # first, for the end only moves on.
    signed = list(Checkpoint.objects.using(using).values_list("sequence", flat=True))
    now = ChainHead.objects.using(using).values_list("sequence", flat=True).first() or 0
    verdict.breaks += [f"checkpoint {number} lies beyond the end of the chain" for number in signed if number > now]
    return verdict


def _start(points: Mapping[int, Checkpoint], first: int | None) -> tuple[int, str]:
    """Where the walk begins: at the genesis, or at the checkpoint below the first row that is left."""
    below = [number for number in points if first is None or number < first]
    if below:
        return max(below), points[max(below)].hash
    return 0, GENESIS


def _witnessed(path: Path, keys: list[str]) -> dict[int, str]:
    """Checkpoints of the witness file whose signature holds; foreign or broken lines prove nothing and are left out."""
    if not path.exists():
        return {}
    found = {}
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        parts = line.split()
        if len(parts) == 4 and parts[1].isdigit() and is_signed(int(parts[1]), parts[2], parts[3], keys):
            found[int(parts[1])] = parts[2]
    return found


def _against_rows(hashes: Mapping[int, str], start: int, end: int, using: str) -> list[str]:
    """Hold signed statements against the rows; those at or below ``start`` speak of rows that were pruned."""
    breaks, seen = [], set()
    numbers = sorted(number for number in hashes if number > start)
    for at in range(0, len(numbers), ASKED_AT_ONCE):
        part = numbers[at : at + ASKED_AT_ONCE]
        for number, stored in Entry.objects.using(using).filter(sequence__in=part).values_list("sequence", "hash"):
            seen.add(number)
            if hashes[number] != stored:
                breaks.append(f"checkpoint {number} does not match its row")
    breaks += [f"checkpoint {number} speaks of a row that is missing" for number in numbers if number not in seen]
    return breaks


def happened_on(verb: str, object_uid: str, day: date) -> bool:
    """Whether the chain tells of ``verb`` on the object on that day (local time)."""
    rows = Entry.objects.filter(object_uid=object_uid, verb=verb, at__gte=start_of_day(day), at__lt=end_of_day(day))
    return rows.exists()
