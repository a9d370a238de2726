"""Mending what a PDF displaced: the label of the evaluation in the middle of a sentence, at the top of the page.

Where the label truly belonged is not in the text. Its neighbours show that it came too early: the sentence before it
is not ended and goes on behind it, or results go on. The evaluation then begins with the first sentence behind the
last result that judges instead of reporting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from soucinnost.intake.evaluations.parsing.language import evaluation_start
from soucinnost.intake.evaluations.parsing.tokens import Kind, Token
from soucinnost.intake.evaluations.parsing.traced import Traced
from soucinnost.intake.evaluations.parsing.vocabulary import MEASURE_RANK, Role

_ENDED = re.compile(r"[.!?:;…][)“\"]*$|[)“\"]$")
_HANGING = re.compile(
    r"(?i)(?:,|(?:^|\s)(?:a|i|v|ve|z|ze|s|se|k|ke|na|do|od|o|u|po|pro|při|nebo|či|že|který|která|které|dalších))$"
)
_MOST = 200
"""More labels than this inside sentences are no accident of a PDF; they are left as they stand."""
_LOOSE = frozenset({Kind.TEXT, Kind.ITEM})


def mend_displaced(tokens: Sequence[Token]) -> tuple[list[Token], list[Traced]]:
    """Return the tokens with evaluations where they belong, and the labels that were taken out of sentences."""
    mended = list(tokens)
    taken: list[Traced] = []
    sure = [place for place in range(len(mended)) if _is_inside_sentence(mended, place)]
    wrong = set(sure)
    if sure:
        wrong |= {place for place in range(1, len(mended)) if _parts_items(mended, place)}
    for place in sorted(wrong, reverse=True) if len(wrong) <= _MOST else ():
        taken.append(mended[place].mark)
        _mend(mended, place)
    return mended, taken


def _is_evaluation(token: Token) -> bool:
    return token.kind is Kind.LABEL and token.role is Role.EVALUATION and not token.in_cell


def _is_inside_sentence(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the label at ``place`` stands in a sentence that began before it and ends behind it."""
    if not place or not _is_evaluation(tokens[place]):
        return False
    before = tokens[place - 1]
    if before.kind not in _LOOSE and not (before.kind is Kind.LABEL and before.text):
        return False
    text = before.text.text.rstrip()
    if not text or _ENDED.search(text):
        return False
    after = tokens[place].text.text
    if not after and place + 1 < len(tokens) and tokens[place + 1].kind is Kind.TEXT:
        after = tokens[place + 1].text.text
    return after[:1].islower() or bool(after) and _HANGING.search(text) is not None


def _parts_items(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the label stands at the top of a page, or alone between two items of one list."""
    token = tokens[place]
    if not _is_evaluation(token):
        return False
    above, below = tokens[place - 1], tokens[place + 1] if place + 1 < len(tokens) else token
    items = above.kind is Kind.ITEM and below.kind is Kind.ITEM and above.bullet == below.bullet
    return token.after_page or not token.text and items


def _mend(tokens: list[Token], place: int) -> None:
    """Take the label at ``place`` out, join the sentence that it parted, and begin the evaluation where it begins."""
    label, before = tokens[place], tokens[place - 1]
    rest = label.text
    del tokens[place]
    if not rest and place < len(tokens) and tokens[place].kind is Kind.TEXT and not _ENDED.search(before.text.text):
        rest = tokens[place].text
        del tokens[place]
    joint = 0
    if rest and before.text and not _ENDED.search(before.text.text.rstrip()):
        joint = len(before.text.text) + 1
        tokens[place - 1] = replace(before, text=before.text.joined(rest))
    elif rest:
        tokens.insert(place, Token(Kind.TEXT, rest))
    _begin(tokens, place - 1, joint)


def _begin(tokens: list[Token], place: int, joint: int) -> None:
    """Put the evaluation's label where its text begins, between ``place`` and the next goal."""
    stop = next((at for at in range(place + 1, len(tokens)) if _ends_region(tokens[at])), len(tokens))
    items = [at for at in range(place, stop) if tokens[at].kind is Kind.ITEM or at == place]
    last = items[-1]
    text = tokens[last].text
    start = evaluation_start(text.text, joint if last == place else 0)
    label = Token(Kind.LABEL, role=Role.EVALUATION)
    if start is not None:
        tokens[last] = replace(tokens[last], text=text.cut(0, start))
        tokens.insert(last + 1, replace(label, text=text.cut(start)))
    elif any(tokens[at].kind is Kind.TEXT for at in range(last + 1, stop)):
        tokens.insert(last + 1, label)


def _ends_region(token: Token) -> bool:
    if token.kind is Kind.STRAY:
        return True
    return token.kind is Kind.HEAD and token.head is not None and token.head.rank < MEASURE_RANK
