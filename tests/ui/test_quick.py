"""Quick templates answer like Django's own: the same source is rendered by both and compared."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine, Template, TemplateDoesNotExist, VariableDoesNotExist, engines
from django.template.base import Origin
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.safestring import mark_safe

from soucinnost.kernel.ids import new_uid
from soucinnost.ui import addresses
from soucinnost.ui.addresses import address
from soucinnost.ui.quick import Loader, QuickTemplate, QuickTranslateNode, QuickVariableNode


class Gone(ObjectDoesNotExist):
    """A related record that is not there; templates pass over it."""

    silent_variable_failure = True


class Thing:
    """What a template may meet."""

    name = "<Jméno>"
    nested = {"key": "hodnota & spol.", "list": ["a", "b"]}

    def method(self) -> str:
        return "zavoláno"

    def needs(self, argument: str) -> str:
        return argument

    def fails(self) -> str:
        raise TypeError("uvnitř")

    def delete(self) -> str:
        raise AssertionError("never called")

    delete.alters_data = True  # type: ignore[attr-defined]

    @property
    def gone(self) -> str:
        raise Gone("nic")


class Kept:
    """A callable that templates leave alone."""

    do_not_call_in_templates = True
    inside = "uvnitř"

    def __call__(self) -> str:
        raise AssertionError("never called")

    def __str__(self) -> str:
        return "nevoláno"


VALUES: dict[str, Any] = {
    "text": 'a < b & "c"', "safe": mark_safe("<b>tučně</b>"), "n": 1234567, "half": 2.5, "none": None, "yes": True,
    "empty": "", "rows": [1, 2, 3], "thing": Thing(), "kept": Kept(), "make": lambda: Thing(),
    "lazy": translation.gettext_lazy("Uložit"), "pairs": [("a", 1), ("b", 2)],
    "at": datetime(2017, 12, 7, 8, 0, tzinfo=ZoneInfo("UTC")), "kind": Thing,
    "simple": SimpleNamespace(title="Titulek"), "on": date(987, 3, 4), "apart": "pr\u030ci\u0301s\u030clis\u030c",
}
SOURCES = [
    "{{ text }}", "{{ safe }}", "{{ n }} {{ half }} {{ none }} {{ yes }}", "{{ missing }}|{{ missing.more }}",
    "{{ missing|default:'nic' }}", "{{ empty|default:text }}", "{{ none|default_if_none:n }}",
    "{{ thing.name }} {{ thing.nested.key }} {{ thing.nested.list.1 }} {{ thing.nested.list.7 }}", "{{ thing.nope }}",
    "{{ thing.method }}",
    "{{ thing.needs }}", "{{ thing.delete }}", "{{ thing.gone }}", "{{ kept }} {{ kept.inside }}",
    "{{ make.name }}", "{{ lazy }}", "{{ text|upper|lower }}", "{{ safe|upper }}",
    "{{ text|safe }}", "{{ text|escape }}",
    "{{ text|truncatechars:3 }}", "{{ text|truncatechars:200 }}{{ safe|truncatechars:200 }}{{ n|truncatechars:200 }}",
    "{{ text|truncatechars:0 }}{{ text|truncatechars:'20' }}{{ text|truncatechars:n }}{{ text|truncatechars:yes }}",
    "{{ apart|truncatechars:20 }}{{ apart|truncatechars:5 }}", "{{ lazy|truncatechars:50 }}{{ none|truncatechars:9 }}",
    "{{ at|date:'Y-m-d' }} {{ at|date:'c' }} {{ on|date:'Y-m-d' }} {{ on|date:'c' }}",
    "{{ on|date }}{{ on|date:'j. n.' }}",
    "{{ none|date:'Y-m-d' }}{{ empty|date:'c' }}{{ text|date:'Y-m-d' }}{{ missing|date:'c' }}",
    "{% translate 'Uložit' %}{% language 'en' %}{% translate 'Uložit' %}{% url 'desk:desk' %}{% endlanguage %}"
    "{% translate 'Uložit' %}",
    "{{ text|cut:' ' }}", "{{ n|add:1 }}", "{{ n|add:n }}", "{{ rows|length }}",
    "{{ at }} {{ at|date:'H.i' }} {{ at|day }} {{ at|clock }}", "{{ text|typo }}", "{{ rows|join:', ' }}",
    "{% autoescape off %}{{ text }}{{ n }}{{ safe }}{{ lazy }}{% translate 'Uložit' %}{% endautoescape %}",
    "{{ none|default:_('Uložit') }}",
    "{% if missing %}a{% elif thing.nope %}b{% else %}c{% endif %}{% if n > 5 and text %}d{% endif %}",
    "{% for one in rows %}{{ forloop.counter }}{{ one }}{% if not forloop.last %},{% endif %}{% empty %}x{% endfor %}",
    "{% for name, number in pairs %}{{ name }}={{ number }};{% endfor %}",
    "{% for one in missing %}x{% empty %}nic{% endfor %}",
    "{% with a=thing.name b=text|upper %}{{ a }}{{ b }}{% endwith %}", "{% firstof missing text %}",
    "{% translate 'Uložit' %} {% translate '50 %' %} {% translate text %}",
    "{% translate 'Uložit' as kept_words %}{{ kept_words }}",
    "{% translate 'Uložit'|upper %}{{ _('Uložit') }}{% translate 'May' context 'verb' %}{% translate 'Uložit' noop %}",
    "{% blocktranslate with a=text %}Vidím {{ a }}{% endblocktranslate %}", "{{ simple.title }}", "{{ request.path }}",
    "{% url 'desk:desk' %} {% url 'groups:group' uid %} {% url 'groups:group' uid=uid %}", "{% csrf_token %}",
    "{% url 'groups:group' uid as there %}{{ there }} {% url 'no:where' as nowhere %}[{{ nowhere }}]",
    "{% url 'meetings:paper' uid 'minutes' 'pdf' %}", "{{ kind.name }}", "{{ 5 }}{{ 'a<b' }}{{ 2.50 }}",
]


def render(kind: type[Template], source: str, **more: Any) -> str:
    """The page that a kind of template makes of a source."""
    template = kind("{% load i18n %}" + source, Origin("<text>"), None, engines["django"].engine)
    request = RequestFactory().get("/stul/")
    values = {**VALUES, "request": request, "csrf_token": "abc123", "uid": "3589qnysrz3rjx", **more}
    return template.render(Context(values))


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_output_is_djangos(source: str, language: str) -> None:
    with translation.override(language):
        assert render(QuickTemplate, source) == render(Template, source)


@pytest.mark.parametrize(
    "source", ["{{ thing.fails }}", "{{ text|default:missing }}", "{% url 'no:where' %}", "{% url 'groups:group' %}"]
)
def test_what_django_refuses_is_refused(source: str) -> None:
    with pytest.raises((TypeError, NoReverseMatch, VariableDoesNotExist)) as ours:
        render(QuickTemplate, source)
    with pytest.raises(ours.type):
        render(Template, source)


def test_an_empty_engine_shows_nothing_for_the_unknown() -> None:
    engine = Engine(string_if_invalid="")
    made = QuickTemplate("[{{ nobody }}{{ nobody.home }}]", Origin("<text>"), None, engine)
    assert made.render(Context({})) == "[]"


def test_a_constant_follows_the_language() -> None:
    template = QuickTemplate(
        "{% load i18n %}{% translate 'Ano' %}", Origin("<text>"), None, engines["django"].engine
    )
    node = next(node for node in template.nodelist if isinstance(node, QuickTranslateNode))
    for language in ("cs", "en", "cs"):
        with translation.override(language):
            assert template.render(Context({})) == translation.gettext("Ano")
    assert {key[0] for key in node.made} == {"cs", "en"}


def test_a_key_of_a_form_that_is_no_word_is_escaped_by_django() -> None:
    for token in ("NOTPROVIDED", 'x"y'):
        assert render(QuickTemplate, "{% csrf_token %}", csrf_token=token) == render(
            Template, "{% csrf_token %}", csrf_token=token
        )


def test_the_loader_keeps_what_it_parsed_and_what_is_not_there() -> None:
    loader = engines["django"].engine.template_loaders[0]
    assert isinstance(loader, Loader)
    first = loader.get_template("ui/footer.html")
    assert isinstance(first, QuickTemplate)
    assert loader.get_template("ui/footer.html") is first
    assert any(isinstance(node, QuickVariableNode) for node in first.nodelist.get_nodes_by_type(QuickVariableNode))
    for _again in range(2):
        with pytest.raises(TemplateDoesNotExist):
            loader.get_template("neni/tu.html")


def test_a_template_being_debugged_is_djangos() -> None:
    loaders = [("soucinnost.ui.quick.Loader", [("django.template.loaders.locmem.Loader", {"a.html": "{{ a }}"})])]
    loader = Engine(debug=True, loaders=loaders).template_loaders[0]
    assert type(loader.get_template("a.html")) is Template


def test_addresses_are_those_of_reverse() -> None:
    names = [("desk:desk", 0), ("groups:group", 1), ("meetings:minutes", 1), ("meetings:item", 2)]
    for _again in range(2):
        for name, count in names:
            args = [new_uid() for _one in range(count)]
            assert address(name, args) == reverse(name, args=args)
    same = new_uid()
    for _again in range(2):
        assert address("meetings:item", [same, same]) == reverse("meetings:item", args=[same, same])
        paper = [new_uid(), "minutes", "pdf"]
        assert address("meetings:paper", paper) == reverse("meetings:paper", args=paper)


def test_an_argument_of_another_shape_is_not_taken_for_an_identifier() -> None:
    address("groups:group", [new_uid()])
    with pytest.raises(NoReverseMatch):
        address("groups:group", ["a/b"])
    with pytest.raises(NoReverseMatch):
        address("groups:group", [object()])


def test_no_more_shapes_are_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_LIMIT", 2)
    monkeypatch.setattr(addresses, "_shapes", {})
    for name in ("desk:desk", "groups:list", "meetings:list", "assignments:list"):
        assert address(name) == reverse(name)
    assert len(addresses._shapes) <= 2
