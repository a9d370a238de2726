"""The form of an owner in a collection, signed in or by a one-time link: kept while it is typed, then handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.agencies.models import Person
from soucinnost.evidence.sources import Source, described
from soucinnost.evidence.wording import value_text
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_time
from soucinnost.notices.actions import consume
from soucinnost.notices.models import OneTimeLink
from soucinnost.strategy.actions.collecting_answers import Kept, Written, hand_in, save_answers
from soucinnost.strategy.forms.collecting import AnswerForm, FormPart
from soucinnost.strategy.models import Ask, ClaimUse
from soucinnost.strategy.selectors.collecting_sheet import Sheet, sheet_of
from soucinnost.strategy.selectors.whole import StrategyView

KEEP = "rozepsane"
ELSEWHERE = "-"
"""A state that no page showed: whatever is stored stays."""


@dataclass
class Work:
    """One request to the form. ``link`` is the one-time link it came by; ``blank`` shows nothing that is stored;
    ``view`` is the strategy where it was read already.
    """

    actor: Actor
    ask: Ask
    people: Sequence[Person] = ()
    link: OneTimeLink | None = None
    blank: bool = False
    view: StrategyView | None = None
    form: AnswerForm = field(init=False)
    kept: Kept = field(default_factory=Kept)
    is_done: bool = False
    is_kept: bool = False
    status: int = 200
    refused: list[str] = field(default_factory=list)

    def read(self, data: Any = None) -> Sheet:
        """Read the form, with what was typed over it."""
        sheet = sheet_of(self.actor, self.ask, self.view)
        self.form = AnswerForm(sheet, data, people=self.people, blank=self.blank)
        return sheet

    def take(self, data: Any) -> None:
        """Keep what was typed, then hand it in where that is asked and all is right."""
        self.read(data)
        parts = [one for one in self.form.parts if one.form.is_bound]
        held = [one for one in parts if one.warns]
        valid = KEEP not in data and self.form.is_valid()
        try:
            with transaction.atomic():
                self.kept = save_answers(by=self.actor, ask=self.ask, written=[
                    self._written(one) for one in parts if one not in held and not (self.blank and one.is_empty)
                ])
                if valid and not self.kept.conflicts:
                    self._hand_in()
        except (ValidationError, PermissionDenied) as error:
            if getattr(error, "code", "") == "spent":
                raise
            self.refused = list(error.messages) if isinstance(error, ValidationError) else [str(error)]
            if valid and isinstance(error, ValidationError):
                self._only_keep(parts, held)
        self.is_kept = KEEP in data and not held and not self.refused and not self.kept.conflicts
        self.status = 200 if self.is_done or self.is_kept else 422
        self._bring_stored()

    def _hand_in(self) -> None:
        if self.link is not None:
            consume(by=self.actor, link=self.link)
        author = self.form.send.chosen if self.people else None
        self.ask = hand_in(by=self.actor, ask=self.ask, author=author)
        self.is_done = True

    def _only_keep(self, parts: Sequence[FormPart], held: Sequence[FormPart]) -> None:
        """What could not be handed in stays kept."""
        self.kept = save_answers(
            by=self.actor, ask=self.ask, written=[self._written(one) for one in parts if one not in held]
        )

    def _written(self, one: FormPart) -> Written:
        seen = one.state
        answer = one.part.answer
        if self.blank and answer is not None and one.part.is_filled and answer.saved_by_id != self.actor.person_id:
            seen = ELSEWHERE
        return Written(one.part.measure.uid, one.typed, seen)

    def _bring_stored(self) -> None:
        """Give the parts the states to remember and what others wrote meanwhile."""
        for one in self.form.parts:
            uid = one.part.measure.uid
            one.state = self.kept.states.get(uid, one.state)
            answer = self.kept.conflicts.get(uid)
            if answer is not None:
                one.stored = {} if self.blank else answer.typed
                one.stored_by = answer.saved_by.name if answer.saved_by is not None else ""

    def as_json(self) -> HttpResponse:
        """The answer to what saves while one types."""
        warned = [one.part.place.number for one in self.form.parts if one.form.is_bound and one.warns]
        trouble = list(self.refused)
        if self.kept.conflicts:
            numbers = [one.part.place.number for one in self.form.parts if one.stored is not None]
            trouble.append(
                _("V jiném okně je uloženo jiné znění u opatření %(which)s. Uložte a porovnejte obě.")
                % {"which": ", ".join(numbers)}
            )
        if warned:
            trouble.append(
                _("Neukládá se opatření %(which)s: text vypadá, že obsahuje osobní údaje.")
                % {"which": ", ".join(warned)}
            )
        states = {
            one.part.measure.uid: one.state for one in self.form.parts if one.stored is None and one.form.is_bound
        }
        told = {"states": states, "saved": format_time(timezone.localtime()), "trouble": " ".join(trouble)}
        return JsonResponse({**told, "filled": self.form.filled}, status=409 if self.refused else 201)

    def context(self) -> dict[str, Any]:
        """What the template of the form needs."""
        sheet = self.form.sheet
        claims = [] if self.blank else [
            claim for part in sheet.parts
            for claim in (*part.known, *(use.claim for one in part.indicators for use in one.known))
        ]
        collection = self.ask.collection
        return {
            "ask": self.ask, "collection": collection, "strategy": self.ask.strategy, "form": self.form,
            "rows": self._rows(described(self.actor, claims)), "strict": self.blank,
            "people": self.people, "refused": self.refused, "today": timezone.localdate(),
            "shows_errors": self.status == 422,  # noqa: PLR2004 - the page comes back with what is wrong
        }

    def _rows(self, sources: Mapping[int, Source]) -> list[dict[str, Any]]:
        """Measures with what is shown beside their fields: what is known of the period and where from."""
        return [
            {
                "one": one, "part": one.part, "form": one.form,
                "known": [] if self.blank else [(claim, sources[claim.pk].label) for claim in one.part.known],
                "figures": [
                    {
                        "form": figure, "indicator": figure.part.indicator,
                        "before": "" if self.blank else figure.part.before,
                        "known": [] if self.blank else _by_source(figure.part.known, sources),
                        "stored": (one.stored or {}).get("figures", {}).get(figure.part.indicator.uid, {}),
                    }
                    for figure in one.figures
                ],
            }
            for one in self.form.parts
        ]

    @property
    def uids(self) -> list[str]:
        """Everything the page shows, for the audit."""
        if self.blank:
            return [self.ask.uid, *(part.measure.uid for part in self.form.sheet.parts)]
        parts = self.form.sheet.parts
        known = [claim.uid for part in parts for claim in part.known]
        known += [use.claim.uid for part in parts for one in part.indicators for use in one.known]
        answers = [part.answer.uid for part in parts if part.answer is not None]
        return list(dict.fromkeys([self.ask.uid, *(part.measure.uid for part in parts), *answers, *known]))


def _by_source(uses: Sequence[ClaimUse], sources: Mapping[int, Source]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Numbers known of an indicator, each source once: („35 asistentů“, the part it counts)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for use in uses:
        found.setdefault(sources[use.claim_id].label, []).append((value_text(use.claim), use.share))
    return list(found.items())


def wants_json(request: HttpRequest) -> bool:
    """Whether a script saves while one types."""
    return request.headers.get("Accept", "") == "application/json"
