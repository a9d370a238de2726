"""Everything that writes readings of evaluations."""

from soucinnost.intake.evaluations.actions.correcting import save_draft, set_target, take_step
from soucinnost.intake.evaluations.actions.ending import discard, erase_readings, let_go
from soucinnost.intake.evaluations.actions.saving import doubts_of, save_into_strategy
from soucinnost.intake.evaluations.actions.taking import AlreadyTaken, read_waiting, take_in

__all__ = [
    "AlreadyTaken", "discard", "doubts_of", "erase_readings", "let_go", "read_waiting", "save_draft",
    "save_into_strategy", "set_target", "take_in", "take_step",
]
