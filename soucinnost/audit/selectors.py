"""Reading the chain: verification and history of one object."""

from django.conf import settings

from soucinnost.audit.chain import GENESIS, Verdict, sign, verify_rows
from soucinnost.audit.models import ChainHead, Checkpoint, Entry

COLUMNS = (
    "sequence", "at", "actor", "channel", "verb", "object_uid", "circle", "ids", "previous_hash", "hash",
)


def verify() -> Verdict:
    """Prove the chain from its start, or from the checkpoint below which it was pruned, to its head."""
    breaks: list[str] = []
    points = {point.sequence: point for point in Checkpoint.objects.all()}
    for point in points.values():
        if point.signature != sign(point.sequence, point.hash, settings.SECRET_KEY):
            breaks.append(f"checkpoint {point.sequence} has a wrong signature")
    first = Entry.objects.order_by("sequence").values_list("sequence", flat=True).first()
    head = ChainHead.objects.filter(id=1).first()
    start, digest = 0, GENESIS
    below = [number for number in points if first is None or number < first]
    if below and (first is None or first > 1):
        start = max(below)
        digest = points[start].hash
    rows = Entry.objects.order_by("sequence").values_list(*COLUMNS).iterator(chunk_size=5000)
    verdict, sequence, digest = verify_rows(rows, start, digest)
    verdict.breaks[:0] = breaks
    verdict.checkpoints = len(points)
    for number, stored in Entry.objects.filter(sequence__in=points).values_list("sequence", "hash"):
        if points[number].hash != stored:
            verdict.breaks.append(f"checkpoint {number} does not match its row")
    if head is not None and (head.sequence, head.hash) != (sequence, digest):
        verdict.breaks.append(f"the chain ends at row {sequence}, its head says {head.sequence}")
    return verdict
