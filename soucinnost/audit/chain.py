"""The arithmetic of the chain: what is hashed, how a checkpoint is signed, how all of it is verified."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
_canonical = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def row_hash(
    *, sequence: int, at: datetime, actor: str, channel: str, verb: str, object_uid: str, circle: str,
    ids: list[str], previous_hash: str,
) -> str:
    """Return the SHA-256 (hex) of a row's canonical JSON together with the hash before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [sequence, moment, actor, channel, verb, object_uid, circle, ids, previous_hash]
    return hashlib.sha256(_canonical(content).encode("ascii")).hexdigest()


def sign(sequence: int, digest: str, key: str) -> str:
    """Sign a point of the chain (HMAC-SHA256, hex) with the installation's key."""
    return hmac.new(key.encode(), f"audit:{sequence}:{digest}".encode(), hashlib.sha256).hexdigest()


def is_signed(sequence: int, digest: str, signature: str, keys: Iterable[str]) -> bool:
    """Whether one of the keys signed this point of the chain."""
    given = signature.encode()
    return any(hmac.compare_digest(sign(sequence, digest, key).encode(), given) for key in keys)


@dataclass
class Verdict:
    """What a verification found: how many rows were read and each break as a sentence for the operator."""

    rows: int = 0
    checkpoints: int = 0
    breaks: list[str] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Whether nothing was altered, missing or out of order."""
        return not self.breaks


def verify_rows(rows: Iterable[tuple[Any, ...]], start_sequence: int, start_hash: str) -> tuple[Verdict, int, str]:
    """Walk rows (in the order of ``row_hash``'s arguments plus the stored hash) from a trusted point.

    Returns the verdict and the sequence and hash where the walk ended.
    """
    verdict, sequence, digest = Verdict(), start_sequence, start_hash
    for row in rows:
        number, at, actor, channel, verb, object_uid, circle, ids, previous, stored = row
        if number > sequence + 1:
            verdict.breaks.append(f"rows {sequence + 1} to {number - 1} are missing")
        elif number != sequence + 1:
            verdict.breaks.append(f"row {number} is out of order")
        if previous != digest:
            verdict.breaks.append(f"row {number} does not follow the row before it")
        expected = row_hash(
            sequence=number, at=at, actor=actor, channel=channel, verb=verb, object_uid=object_uid, circle=circle,
            ids=ids, previous_hash=previous,
        )
        if expected != stored:
            verdict.breaks.append(f"row {number} was altered")
        sequence, digest = number, stored
        verdict.rows += 1
    return verdict, sequence, digest
