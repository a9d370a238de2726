"""Everything that writes readings of old minutes."""

from soucinnost.intake.actions.correcting import save_draft, take_step
from soucinnost.intake.actions.ending import discard, erase_intakes
from soucinnost.intake.actions.saving import doubts_of, save_as_meeting
from soucinnost.intake.actions.taking import AlreadyTaken, read_waiting, take_in

__all__ = [
    "AlreadyTaken", "discard", "doubts_of", "erase_intakes", "read_waiting",
    "save_as_meeting", "save_draft", "take_in", "take_step",
]
