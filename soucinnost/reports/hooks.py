"""What the apps above do with reports. They register in ``AppConfig.ready``; ``reports`` knows no meeting."""

from collections.abc import Callable

from soucinnost.kernel.actor import Actor
from soucinnost.reports.models import Call, Report

Hold = Callable[[Call], None]
Take = Callable[..., None]

_holds: list[Hold] = []
_takes: list[Take] = []


def follow_reports(*, hold: Hold, take: Take) -> None:
    """Say who carries reports on. ``hold(call)`` comes first in the transaction and locks what ``take`` will write;
    ``take(by=actor, report=report)`` comes after each new version, in the same transaction.
    Registered twice counts once.
    """
    if hold not in _holds:
        _holds.append(hold)
    if take not in _takes:
        _takes.append(take)


def hold(call: Call) -> None:
    """Let those who carry reports on lock their records; before anything else is written or locked."""
    for one in _holds:
        one(call)


def take(*, by: Actor, report: Report) -> None:
    """Tell those who carry reports on of a new version."""
    for one in _takes:
        one(by=by, report=report)
