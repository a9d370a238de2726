"""Czech typography: what changes, what must not, and that doing it twice changes nothing more."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.chars import NBSP
from soucinnost.kernel.typography import shortened, typo, typo_message

ALLOWED = {(" ", "\u00a0"), ('"', "„"), ('"', "“"), ("-", "–")}
pieces = st.sampled_from(
    [*' "-.,:;()[]„“–§%/\n', "\u00a0", "v", "K", "a", "č.", "Ing.", "pí", "Jana", "7.", "12.", "2017", "1", "009", "16"]
    + ["19", "9.00", "Kč", "let", "ledna", "tel.", "http://x.cz/a-b", "jan-1@x.cz", "a-1.pdf", "%s", "%(x)s", "{x}"]
    + ["{{ a - b }}", '<a href="x - y">', "</a>", "&nbsp;", "\U000f0000", "\U000f0001"]
)
czech = st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join))


def shown(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Sejdeme se v Ostravě a u nás", "Sejdeme se v~Ostravě a~u~nás"),
        ("K jednání i O penězích", "K~jednání i~O~penězích"),
        ("7. 12. 2017 v 9.00", "7.~12.~2017 v~9.00"),
        ("od 5. března 2009", "od 5.~března~2009"),
        ("1 009 Kč, 35 %, 5 let, 3 km", "1~009~Kč, 35~%, 5~let, 3~km"),
        ("12 345 678,50 Kč", "12~345~678,50~Kč"),
        ("702 00 Ostrava", "702~00 Ostrava"),
        ("Ing. Jana Malá, por. Petr Velký", "Ing.~Jana Malá, por.~Petr Velký"),
        ("č. 189, ul. Dlouhá, nám. Míru, str. 5", "č.~189, ul.~Dlouhá, nám.~Míru, str.~5"),
        ("J. Novák, pí Malá", "J.~Novák, pí~Malá"),
        ("§ 16 odst. 2 písm. a) zákona", "§~16 odst.~2 písm.~a) zákona"),
        ("celkem 15. Dále 2. běh", "celkem 15. Dále 2.~běh"),
        ('"Společně" (viz "zde")', "„Společně“ (viz „zde“)"),
        ('"vnější "vnitřní" konec"', "„vnější „vnitřní“ konec“"),
        ('monitor 17" a dost', 'monitor 17" a~dost'),
        ("prevence - represe", "prevence – represe"),
        ("úterý 16-19 hod", "úterý 16–19~hod"),
        ("2-3 setkání, 2,5-3,5 %", "2–3 setkání, 2,5–3,5~%"),
        ("9.00-10.35, 9:00-10:00", "9.00–10.35, 9:00–10:00"),
        ("7.-8. 4. 2010 a 30. 3.-2. 4.", "7.–8.~4.~2010 a~30.~3.–2.~4."),
        ("2012-2016", "2012–2016"),
    ],
)
def test_changes(typed, expected):
    assert shown(typo(typed)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "http://example.cz/a-1-2?x=1-3",
        "www.example.cz/1-2",
        "example.cz/5-7",
        "jan-1-2@example.cz",
        "zápis-1-2.docx",
        "2017-12-07",
        "2017-12",
        "777-123-456",
        "+420-777",
        "tel.\u00a0123-456",
        "č.\u00a0j.\u00a012-34",
        "19-28/0800",
        "ABC-12-34",
        "6-00-00",
        "05-07",
        "9-3",
        "- položka",
        "a\nb",
        "s.r.o.",
        'x"y',
    ],
)
def test_leaves_alone(text):
    assert typo(text) == text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"%(name)s" má %(count)s let', "„%(name)s“ má %(count)s~let"),
        ('<a href="x - y">"{x}" v <b>"ok"</b></a>', '<a href="x - y">„{x}“ v~<b>„ok“</b></a>'),
        ("a {{ x - y }} {% if a - b %}", "a~{{ x - y }} {% if a - b %}"),
        ("<b>5</b> Kč a %s %%", "<b>5</b>~Kč a~%s~%%"),
        ("%d dnů v {place}", "%d~dnů v~{place}"),
        ("<!-- a - b --> &lt; k &amp; o", "<!-- a - b --> &lt; k~&amp; o"),
    ],
)
def test_messages_keep_placeholders_and_tags(typed, expected):
    assert shown(typo_message(typed)) == expected


@pytest.mark.parametrize("function", [typo, typo_message])
@given(text=czech)
def test_twice_is_once_and_nothing_else_changes(function, text):
    result = function(text)
    assert function(result) == result
    assert len(result) == len(text)
    assert all(old == new or (old, new) in ALLOWED for old, new in zip(text, result, strict=True))


HOSTILE = {
    "one word": "a" * 50_000,
    "dots": "a." * 25_000,
    "quotes": '"' * 20_000,
    "quoted letters": '"a' * 20_000,
    "braces": "{{" * 20_000,
    "tags": "<a" * 20_000,
    "hyphens": "1-2-" * 10_000,
    "letters": "a " * 20_000,
    "thousands": "1 009" * 9999,
    "brackets": "[" * 20_000,
    "placeholders": "%(" * 20_000,
    "minutes": 'Setkání v Ostravě 7. 12. 2017 - "nové" 16-19 hod. ' * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("function", [typo, typo_message])
def test_long_text_is_quick(function, name):
    start = time.process_time()
    function(HOSTILE[name])
    assert time.process_time() - start < 3


def test_a_shortened_text_ends_after_a_word() -> None:
    assert shortened("Krátký  text\nna řádek", 20) == "Krátký text na řádek"
    assert shortened("Městská policie, posílí hlídky", 18) == "Městská policie…"
    assert shortened("Nejneobhospodařovávatelnější", 12) == "Nejneobhosp…"
    assert shortened(f"místnosti\n v{NBSP}provozu kraje", 22) == f"místnosti v{NBSP}provozu…"
    assert shortened(f"místnosti v{NBSP}provozu", 14) == "místnosti…"
    assert shortened("slovo " * 50, 120).removesuffix("…").split()[-1] == "slovo"
