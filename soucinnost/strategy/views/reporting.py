"""The evaluation report on the screen, and writing over its passages."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import may_export, require
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.paper.czech import in_czech
from soucinnost.strategy import rules
from soucinnost.strategy.actions import reporting as actions
from soucinnost.strategy.evaluation.comparing import stretches
from soucinnost.strategy.evaluation.nodes import Report, base_text, prose_text
from soucinnost.strategy.evaluation.rewriting import orphans, rewritten, stale
from soucinnost.strategy.evaluation.shown import Shown, chapters, is_long, shown_html
from soucinnost.strategy.forms.reporting import PassageForm
from soucinnost.strategy.models import Passage, Strategy
from soucinnost.strategy.selectors.passages import Step, history_of
from soucinnost.strategy.selectors.reporting import drafted, drafted_council, passages_of, written_of
from soucinnost.strategy.views.common import actor_of, content_strategy, done, shown, written_strategy
from soucinnost.ui.editing import Editing


@require_safe
def evaluation(request: HttpRequest, uid: str) -> HttpResponse:
    """The report as it would be kept now; a long one chapter by chapter."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    report = drafted(actor, strategy)
    passages = passages_of(actor, strategy)
    written = written_of(passages)
    changed = stale(report, written)
    parts = chapters(report)
    chosen = request.GET.get("kapitola", "")
    long = is_long(report)
    if long and chosen not in {one.anchor for one in parts}:
        chosen = parts[0].anchor
    may_write = rules.writes(actor, strategy)
    whole = rewritten(report, written)
    shown_now = Shown(
        whole, reverse("strategy:evaluation", args=[strategy.uid]),
        reverse("strategy:passage", args=[strategy.uid, "KEY"]) if may_write else "",
        written=frozenset(passages), stale=frozenset(changed),
        goal_url=reverse("strategy:goal_evaluation", args=["KEY"]) if may_write else "",
    )
    disclose(
        request, "strategy.report_viewed", _uids(report), object_uid=strategy.uid, circle=strategy.circle.uid
    )
    gone = [passages[key] for key in orphans(report, written) if not key.startswith(actions.COUNCIL)]
    return render(request, "strategy/evaluation.html", {
        "strategy": strategy, "report": whole, "chapters": parts, "chosen": chosen if long else "",
        "html": shown_html(shown_now, chosen if long else ""), "may_write": may_write,
        "exports": may_export(actor, strategy.circle), "is_long": long,
        "stale": [(key, whole.passages[key].title, shown_now.place_of(key)) for key in changed],
        "gone": gone if may_write else [],
    })


def _uids(report: Report) -> list[str]:
    """Claims that the report shows, for the audit."""
    return list(report.sources)


@require_safe
def council(request: HttpRequest, uid: str) -> HttpResponse:
    """The page for the council."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    report = drafted_council(actor, strategy)[0]
    passages = passages_of(actor, strategy)
    written = written_of(passages)
    changed = stale(report, written)
    may_write = rules.writes(actor, strategy)
    whole = rewritten(report, written)
    shown_now = Shown(
        whole, reverse("strategy:evaluation", args=[strategy.uid]),
        reverse("strategy:passage", args=[strategy.uid, "KEY"]) if may_write else "",
        written=frozenset(passages), stale=frozenset(changed),
    )
    disclose(
        request, "strategy.council_viewed", _uids(report), object_uid=strategy.uid, circle=strategy.circle.uid
    )
    return render(request, "strategy/evaluation_council.html", {
        "strategy": strategy, "report": whole, "html": shown_html(shown_now), "may_write": may_write,
        "exports": may_export(actor, strategy.circle),
        "stale": [(key, whole.passages[key].title, f"#p-{key}") for key in changed],
    })


# -- writing over a passage


@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """Write over one passage; where the records changed under it, both drafts are shown."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    stored = Passage.objects.visible_to(actor).filter(strategy=strategy, key=key).first()
    found = _in_draft(request, strategy, key)
    history = history_of(actor, strategy, key)
    if found is None:
        if stored is None and not history and request.method != "POST":
            raise Http404
        return _gone(request, strategy, stored, history)
    record = stored or Passage(strategy=strategy, key=key, text=prose_text(found))

    def reread() -> Passage:
        now = Passage.objects.filter(strategy=strategy, key=key).first()
        return now or Passage(strategy=strategy, key=key, text=prose_text(found))

    def make(one: Passage, data: Any) -> PassageForm:
        return PassageForm(data, initial={"text": one.text})

    said = base_text(found)

    def facts(_one: Passage) -> list[tuple[str, str]]:
        """What the records say, so that nobody writes over a change of them that was not on the page."""
        return [(_("Návrh ze záznamů"), said)]

    editing = Editing(request, record, make, lock=strategy, reread=reread, about=record.uid, also=facts)
    form = editing.form

    def act() -> None:
        actions.write_passage(by=actor, strategy=strategy, key=key, text=form.cleaned_data["text"], base=said)

    back = _back(strategy, key)
    if editing.carried_out(act, _("Text je uložený.")):
        return redirect(back)
    shown(request, "passage_edited", strategy)
    is_stale = stored is not None and stored.base != said
    return render(request, "strategy/evaluation_passage.html", {
        "strategy": strategy, "form": form, "key": key, "passage": found, "stored": stored, "back": back,
        "stretches": stretches(stored.base, said) if is_stale and stored is not None else (), "is_stale": is_stale,
        "draft": prose_text(found), "history": history, "is_council": key.startswith(actions.COUNCIL),
        "state": actions.passage_state(stored, found) if stored is not None else "",
    }, status=422 if form.errors else 200)


@in_czech
def _in_draft(request: HttpRequest, strategy: Strategy, key: str) -> Any:
    return actions.passage_in_draft(actor_of(request), strategy, key)


def _back(strategy: Strategy, key: str) -> str:
    """The passage on its page."""
    if key.startswith(actions.COUNCIL):
        return reverse("strategy:council", args=[strategy.uid]) + f"#p-{key}"
    return reverse("strategy:evaluation", args=[strategy.uid]) + f"?pasaz={key}#p-{key}"


def _gone(
    request: HttpRequest, strategy: Strategy, stored: Passage | None, history: Sequence[Step]
) -> HttpResponse:
    """The words written over a passage whose record is gone: to be copied elsewhere and taken away.

    Words that were just sent are there too: their record may have gone while they were typed.
    """
    shown(request, "passage_edited", strategy)
    typed = request.POST.get("text", "") if request.method == "POST" else ""
    context = {
        "strategy": strategy, "stored": stored, "typed": typed, "history": history,
        "state": actions.passage_state(stored, None) if stored is not None else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/evaluation_passage_gone.html", context, status=status)


@require_POST
def passage_settle(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """Keep the editor's words although records changed, or go back to the draft."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    stored = get_object_or_404(
        Passage.objects.visible_to(actor).select_related("strategy__circle"), strategy=strategy, key=key
    )
    require(rules.writes(actor, strategy))
    seen = request.POST.get("stav", "")
    if request.POST.get("volba") == "ponechat":
        is_done = done(
            request, lambda: actions.keep_passage(by=actor, passage=stored, seen=seen), _("Váš text zůstává.")
        )
    else:
        is_done = done(
            request, lambda: actions.drop_passage(by=actor, passage=stored, seen=seen),
            _("Ve zprávě je zase návrh ze záznamů."),
        )
    is_there = is_done or Passage.objects.visible_to(actor).filter(pk=stored.pk).exists()
    return redirect(_back(strategy, key) if is_done or not is_there else _edit(strategy, key))


def _edit(strategy: Strategy, key: str) -> str:
    return reverse("strategy:passage", args=[strategy.uid, key])
