"""What the component of a form field needs to know about its field."""

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """A field prepared for its component: wrapping tag, kind (class of the wrapper), control, hint, description ids;
    what was stored meanwhile (``ui.editing``), and the editing itself where this field is the first one shown."""

    tag: str
    kind: str
    control: SafeString
    hint: Any
    described: str
    now: Any = None
    editing: Any = None


def kind_of(widget: forms.Widget) -> str:
    """Return the class of a control: ``tick``, ``choices``, ``area``, ``file``, ``many`` or ``line``."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.Textarea):
        return "area"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "many" if isinstance(widget, forms.SelectMultiple) else "line"


@register.simple_tag
def setfield(field: BoundField, hint: Any = "", bare: Any = "") -> Shown:
    """Prepare a bound field: hint and error become its description, so that a reader hears them with the control.

    ``bare`` leaves the form's own help text out. Placeholders are dropped: a label and a hint stay while one types.
    """
    kind = kind_of(field.field.widget)
    if bare:
        field.help_text = ""
    hint = hint or field.help_text
    editing = getattr(field.form, "editing", None)
    now = editing.difference(field.name) if editing is not None else None
    ids = [f"{field.auto_id}_helptext"] * bool(hint) + [f"{field.auto_id}_error"] * bool(field.errors)
    ids += [f"{field.auto_id}_now"] * (now is not None)
    described = " ".join(ids)
    tag = "fieldset" if kind == "choices" else "div"
    attrs: dict[str, Any] = {"placeholder": False} if "placeholder" in field.field.widget.attrs else {}
    if tag == "div" and described:
        attrs["aria-describedby"] = described
    opening = editing.opening() if editing is not None else None
    return Shown(tag, kind, field.as_widget(attrs=attrs), hint, described, now, opening)


@register.filter
def first_id(field: BoundField) -> str:
    """The id to which a link in the summary of errors leads: the control, or the first of several."""
    if kind_of(field.field.widget) == "choices":
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
