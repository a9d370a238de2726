"""What chains written years ago rely on: the arithmetic and the limits of a row stay as they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.audit import actions, selectors
from soucinnost.audit.actions import checkpoint, prune, record
from soucinnost.audit.chain import is_signed, row_hash, sign
from soucinnost.audit.models import ChainHead, Checkpoint, Entry
from soucinnost.audit.selectors import verify

BY = SystemActor("test")
WITNESS = b"""
a b c d
2026-01-01T00:00:00+00:00 9
2026-01-01T00:00:00+00:00 -9 x y
2026-01-01T00:00:00+00:00 9 \xc5\x99\xff y z
2026-01-01T00:00:00+00:00 \xc2\xb2 x y
"""


def test_the_hash_of_a_row_is_the_same_for_ever() -> None:
    """Worked out once by hand from the description: another value would break every chain there is."""
    digest = row_hash(
        sequence=7, at=datetime(2018, 3, 14, 9, 30, 0, 250, tzinfo=UTC), actor="person:x1", channel="web",
        verb="group.changed", object_uid="g1", circle="c1", ids=["b", "a"], previous_hash="0" * 64,
    )
    assert digest == "7e28654c47e1fab7a05c7df127f73ba824a6f97cb5ffbca6bbd6504aca737bcc"
    whole_second = row_hash(
        sequence=1, at=datetime(2018, 3, 14, 9, 30, tzinfo=UTC), actor="public", channel="web", verb="thing.viewed",
        object_uid="", circle="", ids=[], previous_hash="0" * 64,
    )
    assert whole_second == "93f6b1dbc39fdfed4bc829b0e9a8404ac5b9abff6e426642d00995b79b1b9709"


def test_a_signature_is_the_same_for_ever() -> None:
    signature = "17ca56a7b4b586bcd50117135f394e54fec882fafa51c0564ee82f7addc7f9a4"
    assert sign(7, "ab" * 32, "klíč") == signature
    assert is_signed(7, "ab" * 32, signature, ["jiný", "klíč"])
    for number, digest, keys in ((8, "ab" * 32, ["klíč"]), (7, "ac" * 32, ["klíč"]), (7, "ab" * 32, ["jiný"])):
        assert not is_signed(number, digest, signature, keys)
    assert not is_signed(7, "ab" * 32, signature, [])


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "longest"), [("verb", 60), ("object_uid", 40), ("circle", 40), ("ids", 64)])
def test_identifiers_of_exactly_the_longest_length(name: str, longest: int) -> None:
    def of(length: int) -> dict[str, object]:
        text = f"thing.{'x' * (length - 6)}"
        return {"by": BY, "verb": "thing.made", name: [text] if name == "ids" else text}

    record(**of(longest))  # type: ignore[arg-type]
    assert Entry.objects.count() == 1
    with pytest.raises(ValueError, match="audit"):
        record(**of(longest + 1))  # type: ignore[arg-type]
    assert Entry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"object_uid": "ž" * 19 + "KANAREK"}, {"ids": ["ž" * 19 + "KANAREK"]}])
def test_what_is_refused_is_told_by_its_beginning_only(wrong: dict[str, object]) -> None:
    """The message stands in the log of the server, which is no place for content either."""
    with pytest.raises(ValueError, match="^The audit log takes identifiers only, not 'ž{19}K'.$"):
        record(by=BY, verb="thing.made", **wrong)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_witness_is_on_the_disk_before_the_checkpoint_is_told(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    witness, flushed = settings.AUDIT_WITNESS.parent / "a" / "b" / "witness", []  # type: ignore[attr-defined]
    settings.AUDIT_WITNESS = witness  # type: ignore[attr-defined]
    monkeypatch.setattr(actions.os, "fsync", lambda _handle: flushed.append(witness.read_text()))
    record(by=BY, verb="thing.made")
    point = checkpoint()
    assert point is not None and [text.split()[1:] for text in flushed] == [["1", point.hash, point.signature]]


@pytest.mark.django_db
def test_the_moment_of_a_checkpoint_stands_in_the_witness(settings: object) -> None:
    for number in (1, 2):
        record(by=BY, verb="thing.made")
        point = checkpoint()
        assert point is not None
        lines = settings.AUDIT_WITNESS.read_text().splitlines()  # type: ignore[attr-defined]
        assert len(lines) == number, "each is added behind the ones before"
        written = datetime.fromisoformat(lines[-1].split()[0])
        assert written == point.at.replace(microsecond=0)


@pytest.mark.django_db
def test_many_statements_are_held_against_the_rows_in_parts(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setattr(selectors, "ASKED_AT_ONCE", 2)
    for _ in range(5):
        record(by=BY, verb="thing.made")
        checkpoint()
    assert verify().intact and verify().checkpoints == 5
    Entry.objects.update(hash="a" * 64)
    breaks = verify().breaks
    for number in range(1, 6):
        assert breaks.count(f"checkpoint {number} does not match its row") == 1


@pytest.mark.django_db
def test_without_its_head_nothing_of_the_chain_is_proved() -> None:
    record(by=BY, verb="thing.made")
    checkpoint()
    record(by=BY, verb="thing.made")
    ChainHead.objects.all().delete()
    verdict = verify()
    assert (verdict.rows, verdict.breaks) == (
        0, ["the head of the chain is missing", "checkpoint 1 lies beyond the end of the chain"],
    )


@pytest.mark.django_db
def test_a_word_of_pruning_covers_no_more_than_it_says() -> None:
    old = timezone.now() - timedelta(days=400)
    for _ in range(3):
        record(by=BY, verb="thing.made")
    checkpoint()
    Checkpoint.objects.update(at=old)
    for _ in range(2):
        record(by=BY, verb="thing.made")
    checkpoint()
    assert prune(by=BY, older_than=old + timedelta(days=1)) == 3
    Entry.objects.filter(sequence__in=(4, 5)).delete()
    assert verify().breaks == ["rows up to 5 are missing and no row says that they were pruned"]


@pytest.mark.django_db
def test_rows_that_come_between_the_head_and_the_walk_are_left_for_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record(by=BY, verb="thing.made")
    start = selectors._start

    def slow(points: object, first: int | None) -> tuple[int, str]:
        record(by=BY, verb="thing.made")
        return start(points, first)  # type: ignore[arg-type]

    monkeypatch.setattr(selectors, "_start", slow)
    verdict = verify()
    assert verdict.intact and verdict.rows == 1


@pytest.mark.django_db
def test_the_first_row_that_is_left_is_walked_too() -> None:
    """Also where a checkpoint stands at that very row: it was not pruned."""
    old = timezone.now() - timedelta(days=400)
    for _ in range(3):
        record(by=BY, verb="thing.made")
    checkpoint()
    Checkpoint.objects.update(at=old)
    record(by=BY, verb="thing.made")
    checkpoint()
    assert prune(by=BY, older_than=old + timedelta(days=1)) == 3
    verdict = verify()
    assert verdict.intact and (verdict.rows, verdict.checkpoints) == (2, 2)
    Entry.objects.filter(sequence=4).update(actor="person:nekdo")
    assert verify().breaks == ["row 4 was altered"]


@pytest.mark.django_db
def test_a_log_in_which_nothing_happened_is_whole() -> None:
    verdict = verify()
    assert verdict.intact and (verdict.rows, verdict.checkpoints) == (0, 0)
    assert not ChainHead.objects.exists(), "looking writes nothing"


@pytest.mark.django_db
def test_a_row_about_something_else_is_no_word_of_pruning() -> None:
    for number in range(3):
        record(by=BY, verb="thing.made", object_uid=f"uid{number}")
    checkpoint()
    record(by=BY, verb="thing.made", object_uid="3")
    Entry.objects.filter(sequence__lte=3).delete()
    assert verify().breaks == ["rows up to 3 are missing and no row says that they were pruned"]


@pytest.mark.django_db
def test_torn_lines_of_the_witness_prove_nothing_and_hide_nothing(settings: object) -> None:
    record(by=BY, verb="thing.made", object_uid="uid1")
    checkpoint()
    witness = settings.AUDIT_WITNESS  # type: ignore[attr-defined]
    witness.write_bytes(WITNESS + witness.read_bytes() + WITNESS)
    assert verify().intact
    Entry.objects.filter(sequence=1).update(hash="a" * 64)
    assert "checkpoint 1 does not match its row" in verify().breaks
