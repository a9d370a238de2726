"""What holds for every template: nothing inline, components called as they are declared."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django_cotton.compiler_regex import CottonCompiler, Tag

from tests.ui.places import COMPONENTS, PRODUCT, templates

IGNORED = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
STYLE_ATTRIBUTE = re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)
FOREIGN = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)

pytestmark = pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PRODUCT)))


def source(path: Path) -> str:
    """The template without its comments."""
    return IGNORED.sub("", path.read_text(encoding="utf-8"))


def test_nothing_inline(path: Path) -> None:
    """The policy forbids inline styles and scripts; a data block (application/json) is not a script."""
    html = source(path)
    assert "<style" not in html.lower()
    assert "javascript:" not in html.lower()
    assert not STYLE_ATTRIBUTE.search(html), STYLE_ATTRIBUTE.search(html)
    assert not HANDLER.search(html), HANDLER.search(html)
    for attributes, body in SCRIPT.findall(html):
        assert "src=" in attributes or 'type="application/json"' in attributes, body[:80]
    assert not FOREIGN.search(html), FOREIGN.search(html)


def used(html: str) -> Iterator[tuple[str, set[str]]]:
    """Components called in a template with the names of what they are given."""
    bare, _ignored = CottonCompiler().exclude_ignorables(html)
    for match in Tag.tag_pattern.finditer(bare):
        tag = Tag(match)
        if not tag.is_closing and tag.tag_name not in {"c-vars", "c-slot"}:
            yield tag.tag_name[2:], {found[0].lstrip(":") for found in tag.attr_pattern.findall(tag.attrs)}


def declared(component: str) -> set[str]:
    """Props that a component declares by c-vars."""
    path = COMPONENTS / f"{component.replace('-', '_').replace('.', '/')}.html"
    assert path.exists(), f"there is no component <c-{component}>"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("<c-vars"), f"{path.name} does not declare its props on the first line"
    return {name.lstrip(":") for name, *_rest in Tag.attr_pattern.findall(first[len("<c-vars"):].rstrip("/>"))}


def test_components_get_only_what_they_declare(path: Path) -> None:
    for component, given in used(source(path)):
        assert given <= declared(component), f"<c-{component}> does not know {sorted(given - declared(component))}"
