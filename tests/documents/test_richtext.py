"""Rich text: what is pasted becomes small canonical HTML, loses no words, and is safe."""

import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.documents.paper.glyphs import is_blank
from soucinnost.documents.richtext import (
    MAX_BYTES,
    RichTextError,
    blocks,
    clean_html,
    from_plain,
    is_empty,
    to_plain,
)
from tests.documents import pastes

FORMAT_TAGS = set(re.findall("[a-z0-9]+", "p br strong em u s h3 ul ol li table thead tbody tr th td"))
FORMAT_ATTRIBUTES = {"ol": {"start", "type"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


def assert_canonical(html):
    """The text is a fixed point, and nothing outside the format is in it."""
    assert clean_html(html) == html
    as_parsed = nh3.clean(html, tags=FORMAT_TAGS, attributes=FORMAT_ATTRIBUTES).replace("&nbsp;", "\u00a0")
    assert as_parsed == html


@pytest.mark.parametrize("name", ["WORD", "OUTLOOK", "GOOGLE_DOCS", "LIBREOFFICE", "WORD_WEB"])
def test_paste_keeps_lists_and_tables(name):
    cleaned = clean_html(getattr(pastes, name))
    assert cleaned == getattr(pastes, f"{name}_CLEAN")
    assert_canonical(cleaned)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("text", "<p>text</p>"),
        ("a<br class=x>b<hr style='display:none'>c", "<p>a<br>b</p><p>c</p>"),
        ("a<div>b</div>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<p></p><p>&nbsp;</p><p><br></p><ul><li></li></ul><table><tr><td> </td></tr></table>", ""),
        ("<p>a<br>b<br><br>c<br></p>", "<p>a<br>b</p><p>c</p>"),
        ("<span style='font-weight:700'>a</span>", "<p><strong>a</strong></p>"),
        ("<p onclick=x() class=y style='color:red'>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='https://www.example.org/'>example.org</a>", "<p>example.org</p>"),
        ("<p>\uf0b7\u00a0bod</p><p>\uf0a7 druhý</p>", "<ul><li>bod</li><li>druhý</li></ul>"),
        ("a\x00b\x0bc\ud800", "<p>ab c\ufffd</p>"),
        ("<ol start=4 type=a><li>x</ol>", '<ol type="a" start="4"><li>x</li></ol>'),
        ("<ol start=-3><li>x</ol>", "<ol><li>x</li></ol>"),
        ("<pre>a\n  b</pre>", "<p>a<br>b</p>"),
        ("CO<sub>2</sub> a<sup>x</sup>", "<p>CO₂ ax</p>"),
        (  # a heading cell is bold as its neighbour, so both are the head
            "<table><tr><th>Rok</th><td><b>Počet</b></td></tr><tr><td>2017</td><td>5</td></tr></table>",
            "<table><thead><tr><th>Rok</th><th>Počet</th></tr></thead>"
            "<tbody><tr><td>2017</td><td>5</td></tr></tbody></table>",
        ),
        ("<h1>Nadpis</h1><li>bez seznamu</li>", "<h3>Nadpis</h3><p>bez seznamu</p>"),
        ("<p style='display:none'>skryto</p>vidět", "<p>vidět</p>"),
        ("<ul><li><h2>Nadpis</h2></li></ul>", "<ul><li><strong>Nadpis</strong></li></ul>"),
        ("<del>staré</del> nové", "<p><s>staré</s> nové</p>"),
        ("<ul>text<li>a<p>b</p></li></ul>", "<ul><li>text</li><li><p>a</p><p>b</p></li></ul>"),
        ("&lt;b&gt; &amp;amp;", "<p>&lt;b&gt; &amp;amp;</p>"),
    ],
)
def test_small_shapes(source, expected):
    assert clean_html(source) == expected
    assert_canonical(expected)


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        (["1.", "2.", "1."], "<ol><li>0</li><li>1</li></ol><ol><li>2</li></ol>"),
        (["IV.", "V."], '<ol start="4"><li>0</li><li>1</li></ol>'),
        (["1.2.", "1.3."], '<ol start="2"><li>0</li><li>1</li></ol>'),
        (["·", "–"], "<ul><li>0</li><li>1</li></ul>"),
        (["xyz.", "abcde)"], "<ul><li>0</li><li>1</li></ul>"),
        (["(b)", "(c)"], '<ol type="a" start="2"><li>0</li><li>1</li></ol>'),
    ],
)
def test_word_markers_say_what_list_it_is(markers, expected):
    source = "".join(
        f"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{marker} &nbsp;</span>{place}</p>"
        for place, marker in enumerate(markers)
    )
    assert clean_html(source) == expected


def test_word_list_without_drawn_marker_follows_the_list_rule():
    style = "<style>@list l0:level1 {mso-level-number-format:bullet;} @list l1:level1 {mso-level-start-at:1;}</style>"
    source = style + "<p style='mso-list:l0 level1 lfo1'>a</p><p style='mso-list:l1 level1 lfo2'>b</p>"
    assert clean_html(source) == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_numbered_heading_keeps_its_number():
    source = "<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span> </span></span>Úkoly</h1>"
    assert clean_html(source) == "<h3>2. Úkoly</h3>"


def test_table_spans_are_clipped_and_gaps_filled():
    source = (
        "<table><thead><tr><th rowspan=5>A<th>B</thead><tr><td rowspan=2>a<td colspan=2>b"
        "<tr><td rowspan=7>c<tr><td>d</table>"
    )
    cleaned = clean_html(source)
    assert cleaned == (
        "<table><thead><tr><th>A</th><th>B</th><th></th></tr></thead><tbody>"
        '<tr><td rowspan="2">a</td><td colspan="2">b</td></tr><tr><td rowspan="2">c</td><td></td></tr>'
        "<tr><td>d</td><td></td></tr></tbody></table>"
    )
    assert_canonical(cleaned)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<table><caption>Popisek</caption><tr><th>A<th>B<tr><th>c<td><b>d</b> e</table>",
            "<p>Popisek</p><table><thead><tr><th>A</th><th>B</th></tr></thead>"
            "<tbody><tr><td><strong>c</strong></td><td><strong>d</strong> e</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th>A<th>B<tr><th>C<th>D</table>",
            "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
            "<tbody><tr><td><strong>C</strong></td><td><strong>D</strong></td></tr></tbody></table>",
        ),
        (
            "<table><tfoot><tr><td>z<td>z</tfoot><tr><td><b>a</b><i><b>c</b></i><td><b>b</b><ul><li>x</ul><tr><td>1<td>2</table>",
            "<table><tbody><tr><td><strong>a</strong><strong><em>c</em></strong></td><td><strong>b</strong>"
            "<ul><li>x</li></ul></td></tr><tr><td>1</td><td>2</td></tr><tr><td>z</td><td>z</td></tr></tbody></table>",
        ),
        (
            "<table><thead><tr><th><b>a</b>b<th><ul><li>x</ul></thead><tr><td>1<td>2</table>",
            "<table><thead><tr><th>ab</th><th><ul><li>x</li></ul></th></tr></thead>"
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td><b>a</b><td><td><tr><td>1<td>2<td>3</table>",
            "<table><tbody><tr><td><strong>a</strong></td><td></td><td></td></tr>"
            "<tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>",
        ),
    ],
)
def test_which_rows_are_headers(source, expected):
    assert clean_html(source) == expected
    assert_canonical(expected)


def test_layout_tables_of_mails_become_text():
    source = "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    assert clean_html(source) == "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    source = "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>"
    assert clean_html(source) == "<table><tbody><tr><td>a | b</td><td>c</td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<div>" * 200 + "x", "vnořených"),
        ("a" * (MAX_BYTES + 1), "příliš dlouhý"),
        ("<table>" + "<tr><td>x" * 20_001 + "</table>", "20000 buněk"),
        ("a" * 5_000_001, "příliš dlouhý"),
        ("<table><tr>" + "<td>x" * 61 + "</table>", "60 sloupců"),
        ("<table><tr><td colspan=100000>x<td>y</table>", "60 sloupců"),
    ],
)
def test_limits_have_a_czech_message(source, message):
    with pytest.raises(RichTextError, match=message):
        clean_html(source)


def test_deep_lists_stop_at_nine_levels_without_losing_items():
    source = "".join(f"<ul><li>w{level}" for level in range(14))
    cleaned = clean_html(source)
    assert cleaned.count("<ul>") == 9
    assert re.findall(r"w\d+", cleaned) == [f"w{level}" for level in range(14)]
    assert_canonical(cleaned)


def test_plain_text():
    html = clean_html(
        "<h3>N</h3><p>a<br>b</p><ol start=2><li>x<ul><li>y</ul><li>z</ol><table><tr><td>1<td>2<tr><td>3</table>"
    )
    assert to_plain(html) == "N\n\na\nb\n\n2. x\n  – y\n3. z\n\n1\t2\n3\t"
    assert to_plain('<ol type="a" start="26"><li>x</li><li>y</li></ol>') == "z) x\naa) y"
    assert from_plain("Ahoj <b>\nradek\n\n- jedna\n- dvě\n1) x\n2) y\n7. 12. 2017 sraz") == (
        "<p>Ahoj &lt;b&gt;<br>radek</p><ul><li>jedna</li><li>dvě</li></ul><ol><li>x</li><li>y</li></ol>"
        "<p>7. 12. 2017 sraz</p>"
    )
    assert from_plain("5. a\n6. b") == '<ol start="5"><li>a</li><li>b</li></ol>'
    assert from_plain(" \n\u00a0\n") == ""


def test_is_empty():
    assert is_empty("<p>&nbsp;\u200b</p><ul><li><br></ul>")
    assert not is_empty("<p>.</p>")


WORDS = st.text("abčř1. –\u00a0\uf0b7<&>\n👍", min_size=1, max_size=12)
ESCAPED = WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
TAGS = re.findall("[a-z0-9]+", "p div b strong i em u s span h1 h3 ul ol li table tr td th thead tbody blockquote a")
STYLES = ["", " style='mso-list:l0 level2 lfo1'", " style='font-weight:bold'", " colspan=2 rowspan=3", " start=7"]
HTML = st.recursive(
    ESCAPED | st.just("<br>"),
    lambda inner: st.builds(
        lambda tag, style, parts: f"<{tag}{style}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(STYLES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def seen(text):
    """Every visible character, in the order of reading; bullets of a symbol font are marks, not text."""
    return sorted(char for char in text if not is_blank(char) and char not in "\uf0b7•|–")


@settings(max_examples=300, deadline=None)
@given(HTML)
def test_no_visible_character_is_lost_and_cleaning_is_idempotent(source):
    cleaned = clean_html(source)
    assert_canonical(cleaned)
    shown = re.sub(r"<[^>]*>", "", source).replace("&lt;", "<").replace("&amp;", "&")
    kept = re.sub(r"<[^>]*>", "", cleaned).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert seen(kept) == seen(shown)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_goes_in_and_comes_out(text):
    html = from_plain(text)
    assert clean_html(html) == html
    assert is_empty(html) == (not to_plain(html).strip())
    assert clean_html(clean_html(text)) == clean_html(text)


@settings(max_examples=100, deadline=None)
@given(HTML)
def test_tables_are_rectangles(source):
    def widths(found):
        for block in found:
            rows = [*getattr(block, "header", ()), *getattr(block, "rows", ())]
            if rows:
                yield rows

    for rows in widths(blocks(source)):
        covered = {}
        for index, cells in enumerate(rows):
            column = 0
            for cell in cells:
                while (index, column) in covered:
                    column += 1
                for down in range(cell.rowspan):
                    for across in range(cell.colspan):
                        assert (index + down, column + across) not in covered
                        covered[index + down, column + across] = True
        assert len(covered) == len(rows) * (1 + max(column for _, column in covered))
