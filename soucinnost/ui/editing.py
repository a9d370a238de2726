"""Editing a record that somebody else may be editing too: nobody's text is overwritten unseen.

The form of an existing record carries the state it was opened with (``revize``: a keyed digest of each field as it was
shown). When it is sent, the record is locked and read again in the transaction of the action; where what is stored is
no longer what was shown, nothing is written and the form comes back with what was typed, who changed the record and
when, and beside each field what is stored now. A field that the sender left alone takes the stored text. Sending
again carries the new state, so that it saves unless somebody was faster once more.

Forms made here are rendered by ``<c-field>`` and ``<c-errors>``, which put the state and the message into the page.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.forms import BaseForm, BoundField
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from soucinnost.ui.submitting import add_errors

STATE_FIELD = "revize"
ASKING = frozenset({"personal_data_confirmed", "confirmed", "long_confirmed"})
"""Boxes that answer a question of the form itself; they are no part of the record."""

LastChange = tuple[str, datetime]
_readers: list[Callable[[HttpRequest, str], LastChange | None]] = []


def tell_changes_by(reader: Callable[[HttpRequest, str], LastChange | None]) -> None:
    """Say who knows the last change of a record by its uid: (name for this reader, moment), or None."""
    if reader not in _readers:
        _readers.append(reader)


@dataclass(frozen=True)
class Difference:
    """A field that somebody changed meanwhile: ``stored`` now, ``before`` when the form was opened (only where the
    sender left the field alone and the stored text was taken into it)."""

    name: str
    label: str
    stored: str
    before: str | None = None


@dataclass
class Meanwhile:
    """What happened between opening and sending the form."""

    who: str = ""
    at: datetime | None = None
    differences: list[Difference] = field(default_factory=list)


class Editing:
    """One form of one existing record.

    ``make(record, data)`` makes the form of the record, unbound for ``data=None``. ``lock`` is the record that the
    action locks first, where that is not the edited one; ``reread`` reads what is edited, where that is no row that is
    always there (terms and choices that begin with a default). ``about`` is the uid under which changes are recorded,
    where that is not the record's. ``also`` gives labelled facts of the record that the form does not hold but that
    must not change under it either. ``back`` leads to the form afresh. ``sent=False`` shows the form on a page that
    another form was sent to.
    """

    def __init__(
        self, request: HttpRequest, record: Any, make: Callable[[Any, Any], Any], *, lock: models.Model | None = None,
        about: str = "", reread: Callable[[], Any] | None = None,
        also: Callable[[Any], Iterable[tuple[str, str]]] | None = None, back: str = "", sent: bool = True,
    ) -> None:
        self.request, self.record, self._make, self._also = request, record, make, also
        self._reread = reread or (lambda: type(record)._base_manager.get(pk=record.pk))
        self._lock, self._about, self.back = lock or record, about or str(record.uid), back or request.path
        self.is_sent = sent and request.method == "POST"
        self.meanwhile: Meanwhile | None = None
        self.is_told = False
        self.form: Any = make(record, request.POST if self.is_sent else None)
        self.form.editing = self
        opened = request.POST.get(STATE_FIELD, "") if self.is_sent else ""
        self._opened = _read(opened[:100_000])
        self.state = opened if self._opened else self._state_of(record, self.form)

    def carried_out(
        self, act: Callable[[], Any], said: str = "",
        refused: Callable[[Any, ValidationError], None] = add_errors,
    ) -> bool:
        """Carry out what the sent form asks for, unless the record changed meanwhile; whether that was done.

        False shows the page: nothing was sent, what was sent is not valid, the action refused it, or somebody was
        faster. The check and the action are one transaction that begins with the lock of the record.
        """
        if not self.is_sent or not self.form.is_valid():
            return False
        try:
            with transaction.atomic():
                if not self._still_stands():
                    return False
                act()
        except ValidationError as error:
            refused(self.form, error)
            return False
        if said:
            messages.success(self.request, said)
        return True

    def difference(self, name: str) -> Difference | None:
        """What changed meanwhile in a field."""
        known = self.meanwhile.differences if self.meanwhile is not None else []
        return next((one for one in known if one.name == name), None)

    def opening(self) -> "Editing | None":
        """Itself for the first field that is shown, which brings the state and the message along; then None."""
        first, self.is_told = not self.is_told, True
        return self if first else None

    def _state_of(self, record: Any, form: BaseForm) -> str:
        fresh = form if not form.is_bound else self._make(record, None)
        return " ".join(f"{name}.{digest}" for name, digest in self._digests(record, fresh).items())

    def _digests(self, record: Any, fresh: BaseForm) -> dict[str, str]:
        found = {bound.name: _digest(bound.name, _canonical(bound, bound.value())) for bound in _held(fresh)}
        facts = self._also(record) if self._also is not None else ()
        return found | {f"-{place}": _digest(label, text) for place, (label, text) in enumerate(facts)}

    def _still_stands(self) -> bool:
        """Lock the record and compare what is stored with what was shown; a form without a state is not asked."""
        lock = self._lock
        try:
            if isinstance(lock, models.Model):
                type(lock)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=lock.pk)
            stored = self._reread()
        except ObjectDoesNotExist:
            raise ValidationError(_("Záznam mezitím někdo odebral. Co jste napsali, zkopírujte si jinam.")) from None
        if not self._opened:
            return True
        fresh = self._make(stored, None)
        now = self._digests(stored, fresh)
        changed = [name for name, digest in now.items() if self._opened.get(name, digest) != digest]
        if all(self._sent_digest(name) == now[name] for name in changed):
            return True
        self._refuse(stored, fresh, changed)
        return False

    def _sent_digest(self, name: str) -> str:
        if name not in self.form.fields:
            return ""
        return _digest(name, _canonical(self.form[name], _sent(self.form[name])))

    def _refuse(self, stored: Any, fresh: BaseForm, changed: list[str]) -> None:
        differences, facts = [], list(self._also(stored)) if self._also is not None else []
        data = self.form.data.copy()
        for name in changed:
            if name.startswith("-"):
                label, text = facts[int(name[1:])]
                differences.append(Difference(name, label, text or _nothing()))
                continue
            if name not in self.form.fields or self._sent_digest(name) == _digest(
                name, _canonical(fresh[name], fresh[name].value())
            ):
                continue
            bound, now = self.form[name], fresh[name]
            before = None
            if self._sent_digest(name) == self._opened[name]:
                before = _words(bound, _sent(bound))
                _take(data, bound, now)
            differences.append(Difference(name, str(bound.label), _words(now, now.value()), before))
        self.form.data = data
        who, at = next((known for one in _readers if (known := one(self.request, self._about))), ("", None))
        self.meanwhile = Meanwhile(who, at, differences)
        self.state = " ".join(f"{name}.{digest}" for name, digest in self._digests(stored, fresh).items())
        self.form.add_error(None, ValidationError(_("Uložené znění se mezitím změnilo."), code="meanwhile"))


def _held(form: BaseForm) -> Iterator[BoundField]:
    """Fields that show the record: no questions of the form itself, no files, nothing that cannot be changed."""
    for bound in form:
        if bound.name not in ASKING and not isinstance(bound.field, forms.FileField) and not bound.field.disabled:
            yield bound


def _sent(bound: BoundField) -> Any:
    return bound.field.widget.value_from_datadict(bound.form.data, bound.form.files, bound.html_name)


def _canonical(bound: BoundField, value: Any) -> str:
    """What a browser sends for a value that it was shown, as one text."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "1" if widget.check_test(value) else ""
    if isinstance(widget, ChoiceWidget):
        return "\n".join(sorted(_chosen(value)))
    shown = widget.format_value(value) if value is not None else ""
    return "\n".join(str(shown if shown is not None else "").splitlines()).strip()


def _chosen(value: Any) -> list[str]:
    several = value if isinstance(value, list | tuple | set | models.QuerySet) else [value]
    return [str(getattr(one, "pk", one)) for one in several if one is not None and one != ""]


def _words(bound: BoundField, value: Any) -> str:
    """A value as a reader understands it."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _("ano") if widget.check_test(value) else _("ne")
    choices = widget.choices if isinstance(widget, ChoiceWidget) else getattr(bound.field, "choices", None)
    if choices is not None:
        labels = dict(_options(choices))
        return ", ".join(labels.get(one) or _gone() for one in _chosen(value)) or _nothing()
    return _canonical(bound, value) or _nothing()


def _options(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _options(label)
        else:
            yield str(value), str(label)


def _nothing() -> str:
    return _("(prázdné)")


def _gone() -> str:
    """For a stored choice that the form does not offer (any more): a reader can do nothing with its key."""
    return _("(volba, která se už nenabízí)")


def _take(data: Any, bound: BoundField, now: BoundField) -> None:
    """Put the stored value of a field into what was sent."""
    value, widget = now.value(), now.field.widget
    if isinstance(widget, forms.CheckboxInput):
        if widget.check_test(value):
            data[bound.html_name] = "on"
        else:
            data.pop(bound.html_name, None)
    elif isinstance(widget, ChoiceWidget):
        data.setlist(bound.html_name, _chosen(value))
    else:
        shown = widget.format_value(value) if value is not None else ""
        data[bound.html_name] = "" if shown is None else str(shown)


def _digest(name: str, text: str) -> str:
    return salted_hmac("soucinnost.ui.editing", f"{name}\n{text}", algorithm="sha256").hexdigest()[:12]


def _read(state: str) -> dict[str, str]:
    pairs = (part.rpartition(".") for part in state.split())
    return {name: digest for name, dot, digest in pairs if dot}
