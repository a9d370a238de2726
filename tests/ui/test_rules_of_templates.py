"""The checks of test_templates themselves: they must find what they look for."""

import pytest

from tests.ui import test_templates as rules


def test_undeclared_prop_is_seen() -> None:
    calls = dict(rules.used('<c-sec title="{% translate "X" %}" colour="red"><c-field :field="form.a" /></c-sec>'))
    assert calls == {"sec": {"title", "colour"}, "field": {"field"}}
    assert "colour" not in rules.declared("sec")
    assert {"field", "hint", "last"} <= rules.declared("field")


def test_unknown_component_is_seen() -> None:
    with pytest.raises(AssertionError, match="there is no component"):
        rules.declared("nothing-such")


@pytest.mark.parametrize("html", ['<p style="x">', '<p\n class="a" style = "x">'])
def test_inline_style_is_seen(html: str) -> None:
    assert rules.STYLE_ATTRIBUTE.search(html)


@pytest.mark.parametrize("html", ['<p onclick="x">', '<body class="a" onload=x>'])
def test_handler_is_seen(html: str) -> None:
    assert rules.HANDLER.search(html)


def test_ordinary_attributes_pass() -> None:
    html = '<p class="style" data-on="1"><a href="/x">onclick=</a>'
    assert not rules.STYLE_ATTRIBUTE.search(html)
    assert not rules.HANDLER.search(html)
