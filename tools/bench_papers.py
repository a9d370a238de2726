"""The report of a large strategy as PDF and as DOCX, at once and in the background."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any


def papers(times: int, spent: Callable[[], float]) -> dict[str, Any]:
    """Medians of seconds of each step, by the clock and of the processor, with pages of the PDF and bytes."""
    import pdfplumber
    from django.db.models import Count
    from django.utils import timezone

    from soucinnost.access.actors import SystemActor
    from soucinnost.strategy.evaluation.files import file_of
    from soucinnost.strategy.models import Strategy
    from soucinnost.strategy.selectors.reporting import drafted

    related = "circle__controller__organisation"
    sized = Strategy.objects.select_related(related).annotate(size=Count("measures"))
    strategy = sized.order_by("-size", "pk").first()
    assert strategy is not None
    system, now = SystemActor(name="bench"), timezone.now()
    made: dict[str, Any] = {}

    def step(name: str, do: Callable[[], Any], turns: int = times) -> None:
        clock, work = [], []
        for _ in range(turns):
            begun, idle = time.perf_counter(), spent()
            made[name] = do()
            clock.append(time.perf_counter() - begun)
            work.append(spent() - idle)
        steps[name] = {"seconds": statistics.median(clock), "processor": statistics.median(work)}

    steps: dict[str, Any] = {}
    step("drafting", lambda: drafted(system, strategy))
    for fmt in ("pdf", "docx", "html"):
        step(fmt, lambda fmt=fmt: file_of(made["drafting"], strategy, fmt, created=now, mark="návrh"))
    step("version kept", lambda: _version(system, strategy))
    step("its files in the background", lambda: _files(system, made["version kept"]), 1)
    with pdfplumber.open(BytesIO(made["pdf"])) as opened:
        pages = len(opened.pages)
    return {
        "measures": strategy.measures.count(), "pages": pages, "steps": steps,
        "bytes": {one: len(made[one]) for one in ("pdf", "docx", "html")},
        "progress": made["its files in the background"],
    }


def _version(system: Any, strategy: Any) -> str:
    from soucinnost.strategy.actions.reporting import make_version

    return make_version(by=system, strategy=strategy, note="měření").uid


def _files(system: Any, uid: str) -> list[int]:
    """Make the files of a version; how many were done when the page was asked after each commit."""
    from soucinnost.strategy.actions import reporting
    from soucinnost.strategy.models import ReportVersion

    seen: list[int] = []
    keep = reporting._keep_file

    def kept(*told: Any) -> None:
        keep(*told)
        seen.append(ReportVersion.objects.get(uid=uid).done)

    reporting._keep_file = kept  # type: ignore[assignment]
    try:
        reporting.make_files(by=system, uid=uid)
    finally:
        reporting._keep_file = keep
    return seen
