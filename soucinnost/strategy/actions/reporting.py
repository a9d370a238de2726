"""Writing over passages of the evaluation report, keeping its versions, making their files."""

import logging
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry
from soucinnost.documents.actions import attach
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import MOST_TEXT, lock, long_text, writable
from soucinnost.strategy.enums import PASSAGES, PassageEvent, VersionState
from soucinnost.strategy.evaluation.files import council_file, file_of
from soucinnost.strategy.evaluation.nodes import Passage as Drafted
from soucinnost.strategy.evaluation.nodes import base_text, from_json, to_json
from soucinnost.strategy.evaluation.rewriting import rewritten
from soucinnost.strategy.evaluation.wording import draft_mark, version_mark
from soucinnost.strategy.models import Passage, ReportVersion, Strategy
from soucinnost.strategy.selectors.reporting import drafted_both, passages_of, written_of
from soucinnost.versions.actions import keep

logger = logging.getLogger(__name__)

COUNCIL = "council."
MOST_COUNCIL_TEXT = 500
"""The page for the council stays one page whatever somebody writes on it."""
MOST_NOTE = 200
STEPS = ("pdf", "docx", "council")
"""Files of a version in the order in which they are made; ``done`` counts them."""
MOST_TRIES = 3
"""How many times the making of a file may be cut off (a killed worker) before the version is said to have failed."""
BEGUN, MADE, RETRIED = "strategy.report_file_begun", "strategy.report_file_made", "strategy.report_version_retried"


def passage_in_draft(by: Actor, strategy: Strategy, key: str) -> Drafted | None:
    """The passage as the records stand now, as the whole team may read it; None when there is none of that key or it
    is not written over."""
    report, fits = drafted_both(by, strategy, for_team=True)
    found = report.passages.get(key) or fits[0].passages.get(key)
    return None if found is None or found.is_fixed else found


@transaction.atomic
def write_passage(*, by: Actor, strategy: Strategy, key: str, text: str, base: str | None = None) -> Passage:
    """Put the editor's words in place of a drafted passage. Chair and recorder. Raises ValidationError (``text``).

    What the records said when the editor read them (``base``; at this moment unless given) is kept beside, so that
    later changes of them can be pointed out.
    """
    strategy = writable(by, strategy)
    text = long_text(text, "text")
    if not text:
        raise ValidationError({"text": _("Napište text. Chcete-li zpět návrh ze záznamů, zvolte Vrátit návrh.")})
    most = MOST_COUNCIL_TEXT if key.startswith(COUNCIL) else MOST_TEXT
    if len(text) > most:
        raise ValidationError({"text": _("Text má nejvýše %(limit)s znaků.") % {"limit": most}})
    drafted = passage_in_draft(by, strategy, key)
    if drafted is None:
        raise ValidationError(_("Tahle pasáž už ve zprávě není, její záznam někdo odebral. Zkopírujte si text jinam."))
    passage, _made = Passage.objects.update_or_create(
        strategy=strategy, key=key,
        defaults={
            "text": text, "base": base_text(drafted) if base is None else base, "written_by_id": by.person_id,
            "written_at": timezone.now(),
        },
    )
    _remember(by, passage, PassageEvent.WRITTEN, drafted.title)
    record(by=by, verb="strategy.passage_written", object_uid=passage.uid, circle=strategy.circle.uid)
    return passage


def passage_state(passage: Passage, drafted: Drafted | None) -> str:
    """What a page remembers of the editor's words and of the draft that it showed beside them."""
    shown = f"{passage.text}\n\n{base_text(drafted) if drafted is not None else ''}"
    return salted_hmac("soucinnost.strategy.passage", shown, algorithm="sha256").hexdigest()[:16]


@transaction.atomic
def keep_passage(*, by: Actor, passage: Passage, seen: str = "") -> Passage:
    """Say that the editor's words still hold although the records under them changed.

    ``seen`` is the ``passage_state`` that the decision was made on; ValidationError when it is another one by now.
    """
    strategy = writable(by, passage.strategy)
    drafted = passage_in_draft(by, strategy, passage.key)
    if drafted is None:
        raise ValidationError(_("Tahle pasáž už ve zprávě není. Text můžete jen odebrat."))
    passage = _still_written(passage, drafted, seen)
    passage.base = base_text(drafted)
    passage.save(update_fields=["base"])
    record(by=by, verb="strategy.passage_kept", object_uid=passage.uid, circle=strategy.circle.uid)
    return passage


@transaction.atomic
def drop_passage(*, by: Actor, passage: Passage, seen: str = "") -> None:
    """Give up the editor's words: the report says again what the records say. ``seen`` as in ``keep_passage``.

    The words stay in the history of the passage with who wrote them (``selectors.passages``).
    """
    strategy = writable(by, passage.strategy)
    drafted = passage_in_draft(by, strategy, passage.key)
    passage = _still_written(passage, drafted, seen)
    _remember(by, passage, PassageEvent.DROPPED, drafted.title if drafted is not None else "")
    passage.delete()
    record(by=by, verb="strategy.passage_dropped", object_uid=passage.uid, circle=strategy.circle.uid)


def _remember(by: Actor, passage: Passage, event: str, title: str) -> None:
    keep(by=by, obj=passage.strategy, kind=PASSAGES, data={
        "key": passage.key, "title": title, "event": str(event), "text": passage.text,
        "written_by": passage.written_by_id, "written_at": passage.written_at.isoformat(),
    })


def _still_written(passage: Passage, drafted: Drafted | None, seen: str) -> Passage:
    found = Passage.objects.select_for_update(of=("self",)).filter(pk=passage.pk).first()
    if found is None:
        raise ValidationError(_("Text mezitím někdo odebral, ve zprávě je návrh ze záznamů."))
    if seen and seen != passage_state(found, drafted):
        raise ValidationError(_("Text nebo záznamy pod ním se mezitím změnily. Podívejte se na ně a rozhodněte znovu."))
    return found


# -- versions


@transaction.atomic
def make_version(*, by: Actor, strategy: Strategy, note: str = "") -> ReportVersion:
    """Keep the report as it is now, with editors' words; its files are made in the background. Chair and recorder."""
    strategy = writable(by, strategy)
    note = " ".join(note.split())
    if len(note) > MOST_NOTE:
        raise ValidationError({"note": _("Poznámka je příliš dlouhá.")})
    report, fits = drafted_both(by, strategy, for_team=True)
    written = written_of(passages_of(by, strategy))
    content = {
        "report": to_json(rewritten(report, written)), "council": [to_json(rewritten(one, written)) for one in fits],
    }
    last = ReportVersion.objects.filter(strategy=strategy).aggregate(last=Max("number"))["last"] or 0
    version = ReportVersion.objects.create(
        strategy=strategy, number=last + 1, note=note, content=content, made_by_id=by.person_id, total=len(STEPS)
    )
    record(by=by, verb="strategy.report_version_made", object_uid=version.uid, circle=strategy.circle.uid)
    transaction.on_commit(partial(_hand_to_worker, version.uid), robust=True)
    return version


@transaction.atomic
def try_again(*, by: Actor, version: ReportVersion) -> ReportVersion:
    """Make the files of a version that did not succeed once more; those that are there stay."""
    strategy = writable(by, version.strategy)
    version = ReportVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.state == VersionState.FAILED:
        version.state, version.error = VersionState.WAITING, ""
        version.save(update_fields=["state", "error"])
        record(by=by, verb=RETRIED, object_uid=version.uid, circle=strategy.circle.uid)
        transaction.on_commit(partial(_hand_to_worker, version.uid), robust=True)
    return version


def _hand_to_worker(uid: str) -> None:
    from soucinnost.strategy.jobs import make_report_files  # noqa: PLC0415 - the job calls this module

    make_report_files.enqueue(uid)


def make_files(*, by: Actor, uid: str) -> bool:
    """Make the files of a version that waits, one by one, each in its own transaction. The installation's job only.

    Whether all are there. What fails (no room on the disk, a worker that was cut off again and again) is said on the
    page of the version, where it can be asked for once more.
    """
    require(by.is_system)
    for step in STEPS:
        version = _waiting(uid)
        if version is None:
            return False
        if getattr(version, f"{step}_id") is not None:
            continue
        if not _begin(by, version):
            return False
        try:
            _keep_file(by, version, step, _made(version, step))
        except ValidationError as error:
            _fail(by, version, " ".join(error.messages))
            return False
        except Exception:  # noqa: BLE001 - said on its page; the others get their turn
            logger.exception("version %s of the report of strategy %s", version.number, version.strategy.uid)
            _fail(by, version, _("Soubor se nepodařilo sestavit."))
            return False
    return True


@transaction.atomic
def _begin(by: Actor, version: ReportVersion) -> bool:
    """Note that the making of a file begins; whether it may, else the version is said to have failed."""
    lock(version.strategy)
    if _cut_off(version) >= MOST_TRIES:
        _fail(by, version, _("Příprava se třikrát přerušila dřív, než skončila. Nejspíš se jí nedostalo paměti."))
        return False
    record(by=by, verb=BEGUN, object_uid=version.uid, circle=version.strategy.circle.uid)
    return True


def _cut_off(version: ReportVersion) -> int:
    """How many times in a row the making of a file began and nothing came of it, as the audit log tells."""
    count = 0
    told = Entry.objects.filter(object_uid=version.uid, verb__in=(BEGUN, MADE, RETRIED)).order_by("sequence")
    for verb in told.values_list("verb", flat=True):
        count = count + 1 if verb == BEGUN else 0
    return count


def _waiting(uid: str) -> ReportVersion | None:
    related = ("strategy__circle__controller__organisation",)
    return ReportVersion.objects.select_related(*related).filter(uid=uid, state=VersionState.WAITING).first()


def _made(version: ReportVersion, step: str) -> bytes:
    mark = version_mark(version)
    if step == "council":
        fits = [from_json(one) for one in version.content["council"]]
        return council_file(fits, version.strategy, "pdf", created=version.made_at, mark=mark)[0]
    report = from_json(version.content["report"])
    return file_of(report, version.strategy, step, created=version.made_at, mark=mark)


@transaction.atomic
def _keep_file(by: Actor, version: ReportVersion, step: str, content: bytes) -> None:
    lock(version.strategy)
    current = ReportVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if current.state != VersionState.WAITING or getattr(current, f"{step}_id") is not None:
        return
    setattr(current, step, _attached(by, version, step, content))
    current.done = sum(1 for one in STEPS if getattr(current, f"{one}_id") is not None)
    if current.done == current.total:
        current.state = VersionState.READY
    current.save(update_fields=[step, "done", "state"])
    record(by=by, verb=MADE, object_uid=current.uid, circle=version.strategy.circle.uid)


def _attached(by: Actor, version: ReportVersion, step: str, content: bytes) -> Attachment:
    kind = _("Pro radu") if step == "council" else _("Vyhodnocení")
    title = f"{kind}, {version.strategy.title}, {_('verze %(number)s') % {'number': version.number}}"
    ending = "docx" if step == "docx" else "pdf"
    short = "pro-radu" if step == "council" else "vyhodnoceni"
    name = f"{short}-{version.strategy.short_name}-{version.number}.{ending}"
    upload: Any = SimpleUploadedFile(name, content)
    return attach(by=by, circle=version.strategy.circle, upload=upload, title=title[:200])


@transaction.atomic
def _fail(by: Actor, version: ReportVersion, message: str) -> None:
    current = ReportVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if current.state == VersionState.WAITING:
        current.state, current.error = VersionState.FAILED, message[:300]
        current.save(update_fields=["state", "error"])
        record(by=by, verb="strategy.report_version_failed", object_uid=current.uid, circle=version.strategy.circle.uid)


# -- taking the report out without a page


def exported(*, by: Actor, strategy: Strategy, fmt: str, council: bool = False) -> bytes:
    """The report as it stands now as a file, for the command line. The installation only; noted in the audit."""
    require(by.is_system)
    report, fits = drafted_both(by, strategy)
    written = written_of(passages_of(by, strategy))
    now = timezone.now()
    if council:
        some = [rewritten(one, written) for one in fits]
        content = council_file(some, strategy, fmt, created=now, mark=draft_mark())[0]
    else:
        content = file_of(rewritten(report, written), strategy, fmt, created=now, mark=draft_mark())
    with transaction.atomic():
        record(
            by=by, verb="strategy.report_exported", object_uid=strategy.uid, circle=strategy.circle.uid,
            ids=list(report.sources),
        )
    return content
