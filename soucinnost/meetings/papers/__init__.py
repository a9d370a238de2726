"""What a meeting looks like on paper: selectors' data turned into the neutral tree of ``documents.paper``."""

from soucinnost.meetings.papers.attendance import attendance_paper
from soucinnost.meetings.papers.invitation import invitation_paper
from soucinnost.meetings.papers.minutes import minutes_paper
from soucinnost.meetings.papers.tasks import tasks_workbook

__all__ = ["attendance_paper", "invitation_paper", "minutes_paper", "tasks_workbook"]
