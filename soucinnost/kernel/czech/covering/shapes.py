"""What a proposal to cover is."""

from dataclasses import dataclass
from enum import StrEnum

TOKEN = "[neveřejné]"  # noqa: S105 - the mark that stands in place of what is covered
"""The one mark that stands in place of whatever is covered."""


class Kind(StrEnum):
    """What kind of thing is to be covered."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    BIRTH_NUMBER = "birth_number"
    BIRTH_DATE = "birth_date"
    BANK_ACCOUNT = "bank_account"
    CAR_PLATE = "car_plate"
    DATA_BOX = "data_box"
    REDACTION = "redaction"


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """``text[start:end]`` should be covered; ``reason`` says why, in Czech, to the person who decides."""

    start: int
    end: int
    kind: Kind
    reason: str
