"""Forms of a page as a browser sees them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Form:
    """A form: where it goes, what it would send as it stands, and the visible text fields that are filled in."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    filled: list[str] = field(default_factory=list)

    def sent(self, **changes: Any) -> dict[str, Any]:
        """What the browser sends after somebody changed some fields."""
        return {**self.values, **changes}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: tuple[str, bool] | None = None
        self._chosen: list[str] = []
        self._first: str | None = None
        self._area: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self._form = Form(told.get("action") or "", (told.get("method") or "get").lower())
            self.forms.append(self._form)
        if self._form is None:
            return
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "input" and name:
            self._input(name, value, told)
        elif tag == "textarea" and name:
            self._area, self._text = name, ""
        elif tag == "select" and name:
            self._select, self._chosen, self._first = (name, "multiple" in told), [], None
        elif tag == "option" and self._select is not None:
            self._first = value if self._first is None else self._first
            if "selected" in told:
                self._chosen.append(value)

    def _input(self, name: str, value: str, told: dict[str, str | None]) -> None:
        assert self._form is not None
        kind = told.get("type") or "text"
        if kind in {"submit", "button", "file", "image"}:
            return
        if kind in {"checkbox", "radio"}:
            if "checked" in told:
                self._form.values.setdefault(name, []).append(value or "on")
            return
        self._form.values.setdefault(name, []).append(value)
        if kind != "hidden" and value.strip():
            self._form.filled.append(name)

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "textarea" and self._area is not None:
            self._form.values.setdefault(self._area, []).append(self._text.removeprefix("\n"))
            if self._text.strip():
                self._form.filled.append(self._area)
            self._area = None
        elif tag == "select" and self._select is not None:
            name, several = self._select
            chosen = self._chosen or ([] if several or self._first is None else [self._first])
            self._form.values.setdefault(name, []).extend(chosen)
            self._select = None
        elif tag == "form":
            self._form = None


def forms_of(html: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_with(html: str, name: str) -> Form:
    """The form of a page that has a field."""
    return next(form for form in forms_of(html) if name in form.values and form.method == "post")
