"""Controls of forms written straight, where Django walks through three templates for each.

Same output as Django's own templates, which are still asked for every control that is not written here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import escape
from django.utils.safestring import SafeString

_OPTION = "django/forms/widgets/select_option.html"


class Renderer(TemplatesSetting):
    """Writes lines, areas, ticks and selects itself."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the control's HTML."""
        write = _WRITERS.get(template_name)
        made = write(context["widget"]) if write is not None else None
        return super().render(template_name, context, request) if made is None else made


def _text(value: Any) -> str:
    """A value as ``stringformat:"s"`` and escaping leave it."""
    return str(value) if isinstance(value, SafeString) else escape(str(value))


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{_text(value)}"'
        for name, value in attrs.items() if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{_text(value)}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{shown}{_attributes(widget["attrs"])}>'


def _area(widget: Mapping[str, Any]) -> str | None:
    value = widget["value"]
    if value and not isinstance(value, str):
        return None
    shown = _text(value) if value else ""
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>\n{shown}</textarea>'


def _select(widget: Mapping[str, Any]) -> str | None:
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if name and not isinstance(name, str):
            return None
        if name:
            parts.append(f'\n  <optgroup label="{_text(name)}">')
        for option in options:
            label = option["label"]
            if option["template_name"] != _OPTION or isinstance(label, int | float) or hasattr(label, "__html__"):
                return None
            value = _text(option["value"])
            parts.append(f'\n  <option value="{value}"{_attributes(option["attrs"])}>{escape(str(label))}</option>\n')
        if name:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


_WRITERS: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    f"django/forms/widgets/{kind}.html": _input
    for kind in ("input", "text", "number", "email", "url", "password", "hidden", "checkbox", "file", "date", "time")
} | {"django/forms/widgets/textarea.html": _area, "django/forms/widgets/select.html": _select}
