"""Pages of reports."""

from soucinnost.reports.views.calls import call, close, move, new, remind, reopen
from soucinnost.reports.views.reading import report, report_list
from soucinnost.reports.views.writing import correct, drop_draft, nothing_new, write

__all__ = [
    "call", "close", "correct", "drop_draft", "move", "new", "nothing_new", "remind", "reopen", "report",
    "report_list", "write",
]
