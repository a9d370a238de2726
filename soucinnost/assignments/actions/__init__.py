"""All writes of tasks."""

from soucinnost.assignments.actions.giving import (
    cancel,
    change_assignment,
    create_assignment,
    follow_closure,
    postpone,
    set_next_meeting_date,
)
from soucinnost.assignments.actions.working import finish, hand_on, remark, reopen, return_assignment, split

__all__ = [
    "cancel", "change_assignment", "create_assignment", "finish", "follow_closure", "hand_on", "postpone", "remark",
    "reopen", "return_assignment", "set_next_meeting_date", "split",
]
