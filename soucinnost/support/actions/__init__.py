"""All writes of methodical support."""

from soucinnost.support.actions.circulars import (
    add_file,
    change_circular,
    choose_recipients,
    remove_circular,
    remove_file,
    write_circular,
)
from soucinnost.support.actions.consultations import (
    change_consultation,
    follow_up,
    remove_consultation,
    write_consultation,
)
from soucinnost.support.actions.handovers import change_handover, remove_handover, write_handover
from soucinnost.support.actions.needs import change_need, remove_need, state_need, write_need
from soucinnost.support.actions.sending import confirm, dispatch_batch, note_confirmation, release

__all__ = [
    "add_file", "change_circular", "change_consultation", "change_handover", "change_need", "choose_recipients",
    "confirm", "dispatch_batch", "follow_up", "note_confirmation", "release", "remove_circular",
    "remove_consultation", "remove_file", "remove_handover", "remove_need", "state_need", "write_circular",
    "write_consultation", "write_handover", "write_need",
]
