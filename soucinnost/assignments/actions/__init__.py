"""All writes of tasks."""

from soucinnost.assignments.actions.giving import (
    cancel,
    change_assignment,
    create_assignment,
    follow_closure,
    postpone,
    set_next_meeting_date,
)
from soucinnost.assignments.actions.working import (
    acknowledge,
    finish,
    hand_on,
    remark,
    reopen,
    return_assignment,
    send_link_again,
    split,
)

__all__ = [
    "acknowledge", "cancel", "change_assignment", "create_assignment", "finish", "follow_closure", "hand_on",
    "postpone", "remark", "reopen", "return_assignment", "send_link_again", "set_next_meeting_date", "split",
]
