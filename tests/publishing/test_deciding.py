"""Deciding: nothing counts until somebody decided, two people lose nothing, the same words at once."""

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from soucinnost.audit.models import Entry as AuditRow
from soucinnost.publishing.actions import deciding, preparing, releasing
from soucinnost.publishing.actions.deciding import Choice
from soucinnost.publishing.enums import Decision, PreparationState
from soucinnost.publishing.models import Cover, Preparation
from soucinnost.publishing.selectors.proposals import parts_of
from soucinnost.publishing.text import joined
from tests.cast import Cast
from tests.meetings import signoff_kit
from tests.publishing import kit

TWICE = ("Jana Nováková přišla pozdě.", "Osvětlení u parku. Osvětlení u školy.", "Mluvilo se o osvětlení.")


def _place(preparation: Preparation, words: str, nth: int = 0) -> tuple[int, int]:
    text, at = kit.text_of(preparation), -1
    for _time in range(nth + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


def test_only_who_runs_the_group_prepares(cast: Cast) -> None:
    meeting = kit.locked(cast)
    for role in ("reviewer", "member", "deputy", "former", "outsider", "manager", "coordinator", "administrator"):
        with pytest.raises(PermissionDenied):
            preparing.start(by=cast.actor(role), meeting=meeting)
    assert preparing.start(by=cast.actor("chair"), meeting=meeting) == preparing.start(
        by=cast.actor("recorder"), meeting=meeting
    )


def test_minutes_must_be_locked(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="uzamčený"):
        preparing.start(by=cast.actor("chair"), meeting=signoff_kit.drafted(cast))


def test_what_somebody_else_decided_meanwhile_stays_and_is_said(cast: Cast) -> None:
    preparation = kit.begun(cast)
    name, phone = preparation.covers.order_by("start")[:2]
    deciding.decide(
        by=cast.actor("chair"), preparation=preparation, choices=[Choice(name.uid, "waiting", "keep")]
    )
    outcome = deciding.decide(
        by=cast.actor("recorder"), preparation=preparation,
        choices=[Choice(name.uid, "waiting", "hide"), Choice(phone.uid, "waiting", "hide")],
    )
    assert [one.uid for one in outcome.conflicts] == [name.uid]
    assert [one.uid for one in outcome.changed] == [phone.uid]
    name.refresh_from_db()
    assert (name.decision, name.decided_by) == (Decision.KEEP, cast.person("chair"))
    again = deciding.decide(
        by=cast.actor("recorder"), preparation=preparation, choices=[Choice(name.uid, "keep", "hide")]
    )
    assert again.is_clean and again.changed[0].decided_by_id == cast.person("recorder").pk


def test_a_decision_can_be_taken_back_and_what_changes_nothing_is_not_noted(cast: Cast) -> None:
    preparation = kit.begun(cast)
    cover = preparation.covers.order_by("start")[0]

    def decide(role: str, seen: str, wanted: str) -> deciding.Outcome:
        choices = [Choice(cover.uid, seen, wanted)]
        return deciding.decide(by=cast.actor(role), preparation=preparation, choices=choices)

    assert decide("chair", "waiting", "hide").changed
    for seen in ("hide", "waiting"):  # as it was seen; as somebody else has just decided
        assert decide("recorder", seen, "hide") == deciding.Outcome()
    cover.refresh_from_db()
    assert cover.decided_by == cast.person("chair")
    assert decide("recorder", "hide", "waiting").changed
    cover.refresh_from_db()
    assert (cover.decision, cover.decided_at, cover.decided_by) == (Decision.WAITING, None, None)
    assert AuditRow.objects.filter(verb="publishing.decided").count() == 2
    assert deciding.hide_waiting(by=cast.actor("chair"), preparation=preparation, seen=[]) == deciding.Outcome()
    assert AuditRow.objects.filter(verb="publishing.decided").count() == 2


def test_nothing_new_to_propose_is_not_noted(cast: Cast) -> None:
    preparation = kit.begun(cast)
    covers = set(preparation.covers.values_list("uid", flat=True))
    with pytest.raises(PermissionDenied):
        preparing.propose_again(by=cast.actor("member"), preparation=preparation)
    assert preparing.propose_again(by=cast.actor("recorder"), preparation=preparation) == 0
    assert set(preparation.covers.values_list("uid", flat=True)) == covers
    assert not AuditRow.objects.filter(verb="publishing.proposed_again").exists()


def test_wrong_words_change_nothing(cast: Cast) -> None:
    preparation = kit.begun(cast)
    cover = preparation.covers.first()
    for wanted in ("", "smazat"):
        with pytest.raises(ValidationError):
            deciding.decide(
                by=cast.actor("chair"), preparation=preparation, choices=[Choice(cover.uid, "waiting", wanted)]
            )
    outcome = deciding.decide(
        by=cast.actor("chair"), preparation=preparation, choices=[Choice("neznamy", "waiting", "hide")]
    )
    assert outcome.gone == 1 and not outcome.changed


def test_a_marked_place_is_hidden_and_found_elsewhere(cast: Cast) -> None:
    preparation = kit.begun(cast, *TWICE)
    start, end = _place(preparation, "Osvětlení")
    hidden = deciding.hide_place(
        by=cast.actor("recorder"), preparation=preparation, start=start, end=end, words="Osvětlení"
    ).changed[0]
    assert (hidden.decision, hidden.origin, hidden.kind) == ("hide", "added", "added")
    deciding.hide_everywhere(by=cast.actor("recorder"), preparation=preparation, cover=hidden)
    words = kit.covered_words(preparation)
    assert words.count("Osvětlení") == 2
    assert kit.cover_over(preparation, "osvětlení").decision == Decision.HIDE


def test_other_forms_come_as_proposals(cast: Cast) -> None:
    preparation = kit.begun(cast, "Byla tu schůzka.", "Po schůzce se šlo domů.")
    deciding.hide_words(by=cast.actor("recorder"), preparation=preparation, words="schůzka")
    assert kit.cover_over(preparation, "schůzka").decision == Decision.HIDE
    form = kit.cover_over(preparation, "schůzce")
    assert (form.decision, form.origin) == (Decision.WAITING, "form")


@pytest.mark.parametrize(("words", "said"), [
    ("takové slovo tu není", "nejsou"), ("   ", "Napište"), ("x" * 400, "Napište"),
])
def test_words_that_stand_nowhere_are_said(cast: Cast, words: str, said: str) -> None:
    preparation = kit.begun(cast)
    with pytest.raises(ValidationError, match=said):
        deciding.hide_words(by=cast.actor("recorder"), preparation=preparation, words=words)


def test_a_place_that_moved_is_refused(cast: Cast) -> None:
    preparation = kit.begun(cast)
    for start, end, words in ((0, 5, "jiná"), (5, 5, ""), (0, 10**6, "Jana"), (-1, 3, "Jan")):
        with pytest.raises(ValidationError, match="místo"):
            deciding.hide_place(by=cast.actor("chair"), preparation=preparation, start=start, end=end, words=words)


def test_group_number_and_day_cannot_be_hidden(cast: Cast) -> None:
    preparation = kit.begun(cast)
    start, end = _place(preparation, cast.group.name)
    with pytest.raises(ValidationError, match="název skupiny"):
        deciding.hide_place(
            by=cast.actor("chair"), preparation=preparation, start=start, end=end, words=cast.group.name
        )


def test_a_place_left_shrinks_and_a_proposal_grows(cast: Cast) -> None:
    preparation = kit.begun(cast, "Jana Nováková bydlí ve městě.")
    name = kit.cover_over(preparation, "Jana Nováková")
    deciding.decide(
        by=cast.actor("chair"), preparation=preparation, choices=[Choice(name.uid, "waiting", "keep")]
    )
    start, end = _place(preparation, "Nováková")
    deciding.hide_place(by=cast.actor("recorder"), preparation=preparation, start=start, end=end, words="Nováková")
    found = {
        kit.text_of(preparation)[one.start : one.end].strip(): (one.decision, one.decided_by)
        for one in preparation.covers.all()
    }
    assert found["Jana"] == (Decision.KEEP, cast.person("chair"))
    assert found["Nováková"] == (Decision.HIDE, cast.person("recorder"))
    other = kit.begun(cast, "Karel Dlouhý přišel.")
    start, end = _place(other, "Dlouhý přišel")
    deciding.hide_place(by=cast.actor("recorder"), preparation=other, start=start, end=end, words="Dlouhý přišel")
    assert "Karel Dlouhý přišel" in kit.covered_words(other)


def test_all_waiting_hides_what_was_seen_only(cast: Cast) -> None:
    preparation = kit.begun(cast, "Jana Nováková, Karel Dlouhý a Petr Svoboda.")
    seen = list(preparation.covers.values_list("uid", flat=True)[:2])
    deciding.hide_waiting(by=cast.actor("recorder"), preparation=preparation, seen=seen)
    assert set(preparation.covers.filter(decision=Decision.HIDE).values_list("uid", flat=True)) == set(seen)
    assert preparing.waiting_of(preparation) == preparation.covers.count() - 2


def test_reopened_minutes_offer_earlier_decisions_and_decide_nothing(cast: Cast) -> None:
    kit.opted_in(cast)
    preparation = kit.begun(cast, "Jana Nováková a Karel Dlouhý u nádraží.", "Druhý řádek.")
    keep = kit.cover_over(preparation, "Karel Dlouhý")
    deciding.decide(by=cast.actor("chair"), preparation=preparation, choices=[Choice(keep.uid, "waiting", "keep")])
    deciding.hide_words(by=cast.actor("chair"), preparation=preparation, words="nádraží")
    kit.decided(cast, preparation)
    releasing.publish(by=cast.actor("chair"), preparation=preparation)
    meeting = preparation.meeting
    signoff_kit.signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason="Oprava textu.")
    entry = kit.Entry.objects.filter(meeting=meeting).order_by("-position").first()
    signoff_kit.put(cast, signoff_kit.fresh(meeting), "<p>Změněný řádek.</p>", uid=entry.uid)
    kit.signed_off(cast, meeting)
    again = preparing.start(by=cast.actor("recorder"), meeting=signoff_kit.fresh(meeting))
    assert again != preparation
    offered = {kit.text_of(again)[one.start : one.end]: (one.decision, one.before) for one in again.covers.all()}
    assert offered["Karel Dlouhý"] == ("waiting", "keep")
    assert offered["Jana Nováková"] == ("waiting", "hide")
    assert offered["nádraží"] == ("waiting", "hide")
    with pytest.raises(ValidationError, match="Ještě ček"):
        releasing.publish(by=cast.actor("chair"), preparation=again)
    seen = list(again.covers.values_list("uid", flat=True))
    deciding.hide_waiting(by=cast.actor("chair"), preparation=again, seen=seen, as_before=True)
    assert preparing.waiting_of(again) == 0
    assert kit.cover_over(again, "Karel Dlouhý").decision == Decision.KEEP


def test_every_step_is_in_the_audit_without_words(cast: Cast) -> None:
    preparation = kit.begun(cast)
    kit.decided(cast, preparation)
    rows = AuditRow.objects.filter(object_uid=preparation.uid)
    assert {"publishing.started", "publishing.decided"} <= set(rows.values_list("verb", flat=True))
    assert {row.actor for row in rows} == {f"person:{cast.person('recorder').uid}"}
    assert not any("Nov" in str(row.ids) for row in rows)


def test_covers_never_overlap_whatever_is_marked(cast: Cast) -> None:
    preparation = kit.begun(cast, "Jana Nováková, tel. 601 234 567, u školy v Dlouhé ulici.")
    text = joined(parts_of(preparation))
    begin = text.index("Jana")
    for start, end in ((0, 9), (5, 30), (2, 3), (20, 45), (0, 50), (44, 47)):
        try:
            deciding.hide_place(
                by=cast.actor("chair"), preparation=preparation, start=begin + start, end=begin + end,
                words=text[begin + start : begin + end],
            )
        except ValidationError:
            continue
        places = list(preparation.covers.order_by("start").values_list("start", "end"))
        assert all(one[1] <= two[0] for one, two in zip(places, places[1:], strict=False)), places


@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment(cast: Cast) -> None:
    preparation = kit.begun(cast, "Jana Nováková a Karel Dlouhý a Petr Svoboda.")
    covers = list(preparation.covers.order_by("start"))
    outcomes: dict[str, Any] = {}
    gate = threading.Barrier(2)

    def run(role: str, wanted: str) -> None:
        try:
            actor = cast.actor(role)
            gate.wait()
            outcomes[role] = deciding.decide(
                by=actor, preparation=preparation, choices=[Choice(one.uid, "waiting", wanted) for one in covers]
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in (("chair", "hide"), ("recorder", "keep"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = sorted(outcomes.values(), key=lambda one: len(one.conflicts))
    assert (len(first.changed), len(first.conflicts)) == (len(covers), 0)
    assert (len(second.changed), len(second.conflicts)) == (0, len(covers))
    assert {one.decision for one in Cover.objects.all()} == {first.changed[0].decision}
    assert Preparation.objects.get().state == PreparationState.OPEN
