"""Sentences that sound like a promise or a proposal, and conclusions that somebody has to carry out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from soucinnost.intake.parsing.imposed import imposed_task
from soucinnost.intake.parsing.minutes import Item, Lines, Piece, Report, Suggestion, Task
from soucinnost.intake.parsing.segments import BULLET
from soucinnost.intake.parsing.tasks import make_task
from soucinnost.kernel.czech.promises import Promise, find_promises
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.czech.verbs import promising_forms
from soucinnost.kernel.folding import fold

_PROPOSED = re.compile(
    r"(?<!\w)(?:(?:byl|padl|zaznel|vznesl\w?|dal\w?|podal\w?|vzesel)(?: \w+){0,3} (?:podnet|"
    r"navrh) (?:na|k|aby|ke)(?!\w)|"
    r"(?:po|vy)z(?:a|y)dal\w?(?: \w+){0,6} (?:cleny|clenu|pritomne|pritomnych|"
    r"vsechny|ucastniky|organizace|zastupce)(?!\w)|pozadal\w? o zpetnou vazbu)"
)
_NEEDED = re.compile(r"(?<!\w)(?:je|bude) (?:\w+ )?(?:treba|nutne|potreba|zapotrebi|nezbytne)(?!\w)")
_SUBNUMBER = re.compile(r"^[0-9]{1,2}(?:\.[0-9]{1,2})+\.?\s+")
_COLLECTIVE = re.compile(
    r"(?:vsichni|clenove|clenky|pritomni|ucastnici|kraje|mesta|obce|skoly|organizace|zastupci|partneri)(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+")


def suggestions_in(texts: Sequence[tuple[str, Lines]], item: str, decided: Sequence[str]) -> list[Suggestion]:
    """Return the sentences in ``texts`` that may become tasks; a promise must say whose it is, decisions are none."""
    found = []
    for text, lines in texts:
        promises = {promise.start: promise for promise in find_promises(text)}
        for start, end in sentence_spans(text):
            sentence = BULLET.sub("", text[start:end], count=1) if BULLET.match(text[start:end]) else text[start:end]
            sentence = _SUBNUMBER.sub("", sentence, count=1)
            promise = promises.get(start)
            folded = fold(sentence)
            if any(sentence in other or other in sentence for other in decided):
                continue
            if (
                promise
                and (promise.who or _NEEDED.search(folded))
                and fold(promise.who) not in {"ja", "my"}
                or _PROPOSED.search(folded)
            ):
                found.append(
                    Suggestion(sentence, promise.who if promise else "", promise.due if promise else "", lines, item)
                )
    return found


def promised_in_reports(reports: Sequence[Report], known: Sequence[Suggestion]) -> list[Suggestion]:
    """Return promises with which a report begins right behind its organisation: „PMS – bude zajišťovat program“."""
    found = []
    for report in reports:
        first = next(sentence_spans(report.text), None)
        if first is None or not report.text[first[0]].islower():
            continue
        sentence = report.text[first[0] : first[1]]
        promise = next((one for one in find_promises(sentence) if one.start == 0), None)
        if promise is None or promise.who or any(sentence in one.text for one in known):
            continue
        found.append(Suggestion(sentence, report.organisation, promise.due, report.lines, report.item))
    return found


def promised_tasks(
    conclusions: Sequence[Piece],
    suggestions: list[Suggestion],
    items: Sequence[Item],
    today: date | None,
    *,
    has_tasks: bool = False,
) -> list[Task]:
    """Return tasks made of conclusions that name who carries them out, with the term that the discussion said.

    Where the record has tasks written as such (``has_tasks``), what everybody is to do stays a conclusion only. A
    conclusion that imposes a task („ukládá tajemníkovi předložit zprávu“) promises none.

    The sentence of the discussion that says the same is taken out of ``suggestions``.
    """
    tasks = []
    for conclusion in conclusions:
        promise = next((one for one in find_promises(conclusion.text) if one.who), None)
        if promise is None or has_tasks and _COLLECTIVE.match(fold(promise.who)):
            continue
        if imposed_task(conclusion.text, conclusion.lines, today) is not None:
            continue
        due, item, lines = promise.due, "", conclusion.lines
        for place, suggestion in enumerate(suggestions):
            if _is_same(promise, conclusion.text, suggestion):
                due = due or suggestion.due
                item = suggestion.item
                lines = (*lines, *suggestion.lines)
                del suggestions[place]
                break
        due = due or _due_said(conclusion.text, items)
        text = conclusion.text
        task = make_task(text, promise.who, due, lines, today)
        tasks.append(Task(task.text, _nominal(task.owner), task.due, task.due_on, task.lines, item))
    return tasks


def _due_said(text: str, items: Sequence[Item]) -> str:
    """Return the term that the discussion gave to the same deed without saying whose it is: „Letáky předá příště“."""
    words = {fold(word)[:5] for word in _WORD.findall(text) if len(word) > 4}
    verbs = {word.lower() for word in _WORD.findall(text)} & promising_forms()
    for item in items:
        for promise in find_promises(item.text):
            said = _WORD.findall(promise.what)
            about = {fold(word)[:5] for word in said if len(word) > 4 and word.lower() not in verbs}
            if promise.due and not promise.who and verbs & {word.lower() for word in said} and about & words:
                return promise.due
    return ""


def _nominal(owner: str) -> str:
    return owner[:1].lower() + owner[1:] if re.match(r"(?:Paní|Pan|Pí)\s", owner) else owner


def _is_same(promise: Promise, text: str, suggestion: Suggestion) -> bool:
    """Return whether a suggestion speaks of the same deed of the same person."""
    who = {fold(word) for word in _WORD.findall(promise.who) if len(word) > 3} - {"pani"}
    other = {fold(word) for word in _WORD.findall(suggestion.owner) if len(word) > 3} - {"pani"}
    if not who & other:
        return False
    verbs = {word.lower() for word in _WORD.findall(text)} & promising_forms()
    return bool(verbs & {word.lower() for word in _WORD.findall(suggestion.text)})
