"""What chains written years ago rely on: the arithmetic and the limits of a row stay as they are."""

from datetime import UTC, datetime

import pytest

from soucinnost.access.actors import SystemActor
from soucinnost.audit.actions import checkpoint, record
from soucinnost.audit.chain import is_signed, row_hash, sign
from soucinnost.audit.models import ChainHead, Entry
from soucinnost.audit.selectors import verify

BY = SystemActor("test")
WITNESS = b"""
a b c d
2026-01-01T00:00:00+00:00 9
2026-01-01T00:00:00+00:00 -9 x y
2026-01-01T00:00:00+00:00 9 \xc5\x99\xff y z
"""


def test_the_hash_of_a_row_is_the_same_for_ever() -> None:
    """Worked out once by hand from the description: another value would break every chain there is."""
    digest = row_hash(
        sequence=7, at=datetime(2018, 3, 14, 9, 30, 0, 250, tzinfo=UTC), actor="person:x1", channel="web",
        verb="group.changed", object_uid="g1", circle="c1", ids=["b", "a"], previous_hash="0" * 64,
    )
    assert digest == "7e28654c47e1fab7a05c7df127f73ba824a6f97cb5ffbca6bbd6504aca737bcc"


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
