"""Components as they come out."""

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from soucinnost.ui.forms import CzechDateField, PersonalDataWarningMixin


class Sample(PersonalDataWarningMixin, forms.Form):
    """Controls of each kind."""

    personal_data_fields = ("text",)
    name = forms.CharField(label="Název", help_text="Jak se mu říká.", widget=forms.TextInput({"placeholder": "Název"}))
    on = CzechDateField(label="Datum", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Druh", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label="Témata", choices=[("a", "A")], required=False)
    agreed = forms.BooleanField(label="Souhlas", required=False)
    paper = forms.FileField(label="Příloha", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def show(source: str, **values: Any) -> str:
    """Render a template with components, spaces between lines left out."""
    request = RequestFactory().get("/", {"q": "x"})
    html = engines["django"].from_string(CottonCompiler().process(source)).render(values, request)
    assert "INVALID(" not in html, html
    return re.sub(r"\s*\n\s*", "", html)


def test_section_is_named_by_its_heading() -> None:
    html = show('<c-sec title="{{ t }}" id="ukoly" count="3" note="Pozn.">obsah</c-sec>', t="Úkoly")
    assert 'id="ukoly" aria-labelledby="ukoly-nadpis"' in html
    assert '<h2 id="ukoly-nadpis">Úkoly <span class="num">3</span></h2><p class="note">Pozn.</p>' in html
    assert "obsah" in html


def test_section_without_anything() -> None:
    html = show('<c-sec title="Úkoly">x</c-sec>')
    assert "num" not in html and "note" not in html and "id=" not in html


def test_count_of_zero_is_shown() -> None:
    assert '<span class="num">0</span>' in show('<c-sec title="Úkoly" count="{{ n }}">x</c-sec>', n=0)


@pytest.mark.parametrize("given", ['title="{{ t }}"', ':title="t"', 'title="{{ t|typo }}"'])
def test_title_is_escaped_once(given: str) -> None:
    html = show(f"<c-sec {given}>x</c-sec>", t="<b> & co")
    assert "<h2>&lt;b&gt; &amp; co</h2>" in html


@pytest.mark.parametrize("kind", ["ok", "part", "no", "late", "wait", "run", "move"])
def test_status_has_its_word(kind: str) -> None:
    assert f'<span class="s {kind}">slovo</span>' in show(f'<c-status kind="{kind}">slovo</c-status>')


def test_field_describes_itself() -> None:
    form = Sample({"name": ""})
    html = show('<c-field :field="form.name" />', form=form)
    assert '<label for="id_name">Název</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext">Jak se mu říká.' in html
    assert '<p class="err" id="id_name_error">' in html
    assert "placeholder" not in html


def test_hint_replaces_help_and_bare_drops_it() -> None:
    assert "Jiná rada" in show('<c-field :field="form.name" hint="Jiná rada" />', form=Sample())
    html = show('<c-field :field="form.name" bare="1" />', form=Sample())
    assert "Jak se mu" not in html and "describedby" not in html


def test_optional_is_said_in_words() -> None:
    assert "<small>nepovinné</small>" in show('<c-field :field="form.on" />', form=Sample())
    assert "nepovinné" not in show('<c-field :field="form.name" />', form=Sample())


def test_choices_are_a_group() -> None:
    html = show('<c-field :field="form.kind" hint="Rada" />', form=Sample({}))
    assert html.startswith('<fieldset class="fl choices')
    assert 'aria-describedby="id_kind_helptext id_kind_error"' in html
    assert "<legend>Druh</legend>" in html
    assert html.count('type="radio"') == 2


def test_tick_stands_before_its_label() -> None:
    html = show('<c-field :field="form.agreed" />', form=Sample())
    assert re.search(r'<label for="id_agreed"><input[^>]+> <span>Souhlas</span></label>', html)
    assert "nepovinné" not in html


@pytest.mark.parametrize(("name", "kind"), [("text", "area"), ("many", "many"), ("paper", "file"), ("on", "line")])
def test_kinds_of_controls(name: str, kind: str) -> None:
    assert f'<div class="fl {kind} ' in show(f'<c-field :field="form.{name}" />', form=Sample())


def test_hidden_field_is_only_its_control() -> None:
    assert show('<c-field :field="form.key" />', form=Sample()) == '<input type="hidden" name="key" id="id_key">'


def test_errors_lead_to_their_fields() -> None:
    form = Sample({"name": "", "on": "31. 2. 2018"})
    html = show('<c-errors :form="form" />', form=form)
    assert 'role="alert"' in html and "data-errors" in html
    assert 'href="#id_name"' in html and 'href="#id_on"' in html and 'href="#id_kind_0"' in html
    assert show('<c-errors :form="form" />', form=Sample()) == ""


def test_personal_data_is_shown_with_the_way_on() -> None:
    form = Sample({"name": "A", "kind": "a", "text": "tel. 603 123 456"})
    form.is_valid()
    html = show('<c-personal :form="form" />', form=form)
    assert "<b>603 123 456</b> <small>telefon</small>" in html
    assert 'name="personal_data_confirmed"' in html
    assert show('<c-personal :form="form" />', form=Sample()) == ""


def test_pager_keeps_the_query() -> None:
    html = show('<c-pager :page="page" />', page=Paginator(range(30), 10).page(2))
    assert 'href="?q=x&amp;strana=1"' in html and 'href="?q=x&amp;strana=3"' in html
    assert "Strana 2 z 3" in html.replace("\u00a0", " ")
    assert show('<c-pager :page="page" />', page=Paginator(range(3), 10).page(1)) == ""


def test_strip_tells_three_things_apart() -> None:
    html = show('<c-strip :months="months" label="1 z 3" />', months=[True, False, None])
    assert 'role="img" aria-label="1 z 3"' in html
    assert html.count('class="y"') == 1 and html.count('class="x"') == 1 and html.count("<rect") == 3
    assert re.findall(r'rect x="([\d.]+)"', html) == ['0.5', '9.5', '18.5']


def test_confirm_asks_before_it_does() -> None:
    html = show('<c-confirm label="Zrušit" question="Opravdu?" action="/x/" button="Ano, zrušit">x</c-confirm>')
    assert html.startswith('<details class="confirm"><summary class="b">Zrušit</summary>')
    assert '<form method="post" action="/x/">' in html and "<p>Opravdu?</p>" in html and "Ano, zrušit</button>" in html
    inside = show('<c-confirm label="Zrušit" name="krok" value="zrusit" />')
    assert "<form" not in inside and 'name="krok" value="zrusit"' in inside and ">Zrušit</button>" in inside


def test_empty_and_list_of_values() -> None:
    assert '<div class="empty">Zatím nic.</div>' in show("<c-empty>Zatím nic.</c-empty>")
    assert '<dl class="kv"><dt>A</dt></dl>' in show("<c-kv><dt>A</dt></c-kv>")
