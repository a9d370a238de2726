"""The report on a page: its chapters, and beside each passage the way to write it over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import in_czech
from soucinnost.strategy.evaluation.html import Look, html_of
from soucinnost.strategy.evaluation.nodes import Part, Passage, Report, Title, numbered

MOST_PARTS = 260
"""A report with more headings and passages is read chapter by chapter, so that its page stays light."""


@dataclass(frozen=True)
class Chapter:
    """A chapter: a heading of the first level and what follows. ``sections`` are headings of the second."""

    anchor: str
    text: str
    parts: tuple[Part, ...]

    @property
    def sections(self) -> list[Title]:
        """Headings below it."""
        return [part for part in self.parts[1:] if isinstance(part, Title) and part.level == 2]


def chapters(report: Report) -> list[Chapter]:
    """The report by chapters."""
    found: list[tuple[Title, list[Part]]] = []
    for part in report.parts:
        if isinstance(part, Title) and part.level == 1:
            found.append((part, [part]))
        elif found:
            found[-1][1].append(part)
    return [Chapter(title.anchor, title.text, tuple(parts)) for title, parts in found]


def is_long(report: Report) -> bool:
    """Whether the report is read chapter by chapter."""
    return len(report.parts) > MOST_PARTS


@dataclass
class Shown:
    """A report with the addresses of its page and of writing passages over (with ``KEY`` in it; empty: nobody may).

    ``goal_url`` (with ``KEY``) is where the evaluation of a goal is written, the record under its passage.
    """

    report: Report
    url: str
    edit_url: str = ""
    written: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    goal_url: str = ""

    @cached_property
    def chapter_of(self) -> dict[str, str]:
        """Chapters by the anchors and passages that lie in them."""
        found = {}
        for chapter in chapters(self.report):
            for part in chapter.parts:
                found[part.anchor if isinstance(part, Title) else f"p-{part.key}"] = chapter.anchor
        return found

    def place_of(self, key: str) -> str:
        """The address of a passage."""
        return self.elsewhere(f"p-{key}")

    def elsewhere(self, anchor: str) -> str:
        """The address of a place of the report from anywhere."""
        if anchor not in self.chapter_of:
            return ""
        query = f"?kapitola={self.chapter_of[anchor]}" if is_long(self.report) else ""
        return f"{self.url}{query}#{anchor}"

    def beside(self, passage: Passage) -> str:
        """What stands under a passage: that it was written over, that its records changed, the way to write it."""
        if passage.is_fixed:
            return ""
        said = []
        if passage.key in self.stale:
            said.append(f'<span class="s late">{escape(_("záznamy pod textem se změnily"))}</span>')
        elif passage.key in self.written:
            said.append(escape(_("přepsaný text")))
        goal = _evaluated_goal(passage.key)
        if goal and self.goal_url:
            word = _("hodnocení cíle")
            said.append(
                f'<a href="{escape(self.goal_url.replace("KEY", goal))}" '
                f'aria-label="{escape(_("Napsat nebo upravit"))}: {escape(passage.title)}">{escape(word)}</a>'
            )
        if self.edit_url:
            word = _("upravit text") if passage.key in self.written else _("přepsat")
            said.append(
                f'<a href="{escape(self.edit_url.replace("KEY", passage.key))}" '
                f'aria-label="{escape(word)}: {escape(passage.title)}">{escape(word)}</a>'
            )
        return f'<p class="note noprint">{" · ".join(said)}</p>' if said else ""


def _evaluated_goal(key: str) -> str:
    """The uid of the goal whose evaluation a passage is; empty for other passages."""
    kind, _dot, rest = key.partition(".")
    uid, _dot, what = rest.partition(".")
    return uid if (kind, what) == ("g", "evaluation") else ""


def claim_url(uid: str) -> str:
    """The page of a claim."""
    return reverse("strategy:claim", args=[uid])


@in_czech
def shown_html(shown: Shown, chapter: str = "") -> SafeString:
    """The report, or one of its chapters, as HTML for its page. Notes are numbered over the whole report."""
    parts: tuple[Part, ...] = shown.report.parts
    if chapter:
        parts = next((one.parts for one in chapters(shown.report) if one.anchor == chapter), parts)
    anchors = frozenset(part.anchor for part in parts if isinstance(part, Title))
    pattern = claim_url("UDAJ")
    look = Look(
        numbered(shown.report.parts), lambda uid: pattern.replace("UDAJ", uid),
        {uid: source.text for uid, source in shown.report.sources.items()}, shown.beside, anchors, shown.elsewhere,
    )
    return html_of(parts, look)
