"""From any HTML to a small, well-formed tree: html5ever (nh3) parses and drops what is dangerous, lxml holds it.

Styles are not kept; what they say that matters for the text (bold, hidden, Word's list level) is read in the
attribute filter and passed on as hints in the ``style`` attribute, one word each:
``b+ b- i+ i- u+ u- s+ s-``, ``hide``, ``ignore`` (the drawn list marker), ``wingdings``, ``list:ID:LEVEL``.
"""

from __future__ import annotations

import re

import nh3
from lxml import etree

from soucinnost.documents.paper.glyphs import UNWRITABLE

MAX_SOURCE_CHARS = 5_000_000
MAX_DEPTH = 150

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CONTAINERS = frozenset(
    {"div", "blockquote", "address", "section", "article", "header", "footer", "main", "nav", "aside", "figure"}
    | {"figcaption", "dl", "dt", "dd", "fieldset", "form", "center", "details", "summary", "legend", "option"}
    | {"caption"}
)
_INLINE = frozenset({"strong", "b", "em", "i", "u", "s", "strike", "del", "span", "font", "a", "sup", "sub"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "li"})
_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "th", "td"})
_TAGS = HEADINGS | CONTAINERS | _INLINE | _LISTS | _TABLES | {"p", "pre", "br", "hr"}
_DROPPED = {"script", "style", "title", "xml", "iframe", "noembed", "noframes", "template", "svg"}
_ATTRIBUTES = {
    "*": {"style", "class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start", "type"},
    "li": {"aria-level", "data-aria-level"},
    "a": {"href"},
}
_NUMBER = re.compile(r"\d{1,6}\Z")
_MSO_LEVEL = re.compile(r"(l\d+)\s+level(\d+)")
_MSO_LIST_RULE = re.compile(r"@list\s+(l\d+):level(\d+)[^{}]*\{([^{}]*)\}")
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_VOID = re.compile(r"<(br|hr)>")
_TAG = re.compile(r"<(/?)[a-z][a-z0-9]*")
_CLASS_HINTS = {"msocomanchor": "hide", "MsoCommentReference": "hide"}


class RichTextError(ValueError):
    """The text cannot be taken over; the message says why in Czech and is meant for the person who typed it."""


def source_tree(html: str) -> etree._Element:
    """Parse any HTML into a tree that holds only known tags, hints and characters that XML can hold.

    Raises RichTextError when the source is too long or nested too deeply.
    """
    if len(html) > MAX_SOURCE_CHARS:
        raise RichTextError(
            "Vložený text je příliš dlouhý. Vložte ho po částech, nebo připojte původní soubor jako přílohu."
        )
    safe = nh3.clean(
        without_unwritable(html),
        tags=set(_TAGS),
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        attribute_filter=_hint,
        link_rel=None,
        url_schemes={"http", "https"},
    )
    _check_depth(safe)
    xml = _VOID.sub(r"<\1/>", without_unwritable(safe)).replace("&nbsp;", "\u00a0")
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring(f"<div>{xml}</div>".encode(), parser)


def without_unwritable(text: str) -> str:
    """Make odd line ends newlines, drop controls; a lone surrogate becomes U+FFFD, as it stood for something."""
    text = _BREAKS.sub("\n", text)
    return UNWRITABLE.sub(lambda found: "\ufffd" if "\ud800" <= found.group() <= "\udfff" else "", text)


def list_kinds(html: str) -> dict[tuple[str, int], str]:
    """Read Word's ``@list`` rules: (list id, level) → number format (``bullet``, ``alpha-lower``, ``decimal``…)."""
    kinds = {}
    for list_id, level, body in _MSO_LIST_RULE.findall(html):
        found = re.search(r"mso-level-number-format:\s*([a-z-]+)", body)
        kinds[list_id, int(level)] = found.group(1) if found else "decimal"
    return kinds


def hints(element: etree._Element) -> list[str]:
    """Return the hints of an element (see the module)."""
    return (element.get("style") or "").split() + (element.get("class") or "").split()


def _check_depth(html: str) -> None:
    depth = 0
    for closing in _TAG.findall(_VOID.sub("", html)):
        depth += -1 if closing else 1
        if depth > MAX_DEPTH:
            raise RichTextError(
                "Vložený text má příliš mnoho vnořených úrovní. Vložte ho jako prostý text (Ctrl+Shift+V)."
            )


def _hint(tag: str, name: str, value: str) -> str | None:
    if tag in {"br", "hr"}:
        return None
    if name == "style":
        return " ".join(_style_hints(value)) or None
    if name == "class":
        return " ".join(_CLASS_HINTS[word] for word in value.split() if word in _CLASS_HINTS) or None
    if name == "href":
        return value.replace("<", "%3C").replace(">", "%3E")
    if name == "type":
        return "a" if value in {"a", "A"} else None
    return value.strip() if _NUMBER.match(value.strip()) else None


def _style_hints(style: str) -> list[str]:
    found: list[str] = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        found += _declaration_hints(name.strip().lower(), value.strip().lower())
    return found


def _declaration_hints(name: str, value: str) -> list[str]:
    if name == "font-weight":
        heavy = value in {"bold", "bolder"} or (value.isdigit() and int(value) >= 600)
        return ["b+" if heavy else "b-"]
    if name == "font-style":
        return ["i+" if value.startswith(("italic", "oblique")) else "i-"]
    if name in {"text-decoration", "text-decoration-line"}:
        return ["u+" if "underline" in value else "u-", "s+" if "line-through" in value else "s-"]
    if name == "mso-list":
        level = _MSO_LEVEL.search(value)
        return [f"list:{level.group(1)}:{level.group(2)}"] if level else ["ignore"] if value == "ignore" else []
    if (name == "display" and value == "none") or (name == "mso-element" and value == "comment-list"):
        return ["hide"]
    if name in {"font-family", "mso-symbol-font-family"} and value.strip("\"'").startswith("wingdings"):
        return ["wingdings"]
    return []
