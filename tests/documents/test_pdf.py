"""PDF: written as A-2a and UA-1, the same bytes again, every character out, no text read as markup."""

import dataclasses
import re
import time
import unicodedata
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pdfplumber
import pypdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.documents import richtext
from soucinnost.documents.paper import pdf as pdf_module
from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import (
    BulletList,
    Cell,
    Heading,
    KeyValues,
    Letterhead,
    Note,
    NumberedList,
    PageBreak,
    Paper,
    Signature,
    Signatures,
    Table,
    row,
    text,
)
from tests.documents.samples import CREATED, attendance, minutes


def paper(*blocks, **fields):
    return Paper(**{"title": "Zápis", "created": CREATED, "blocks": blocks, **fields})


def pages(content):
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [page.extract_text() or "" for page in pdf.pages]


def words(content):
    return " ".join(" ".join(pages(content)).split())


def structure(reader):
    """Every (tag, element) of the structure tree in reading order."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for inner in node:
                walk(inner)
        elif isinstance(node, dict) and "/S" in node:
            found.append((node["/S"], node))
            walk(node["/K"]) if "/K" in node else None

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_is_written_as_pdf_a_2a_and_ua_1():
    reader = pypdf.PdfReader(BytesIO(write_pdf(minutes()).content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "cs-CZ"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/OutputIntents"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "Zápis z 3. jednání" in xmp
    assert reader.metadata.title == minutes().title
    assert reader.metadata.author == minutes().author
    assert all(page["/Tabs"] == "/S" for page in reader.pages)


def test_every_font_is_embedded():
    reader = pypdf.PdfReader(BytesIO(write_pdf(minutes()).content))
    fonts = [
        ref.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for ref in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)


def test_tags_say_what_is_what():
    tags = structure(pypdf.PdfReader(BytesIO(write_pdf(minutes()).content)))
    names = [name for name, _ in tags]
    assert names.count("/Title") == 1
    assert [name for name in names if name.startswith("/H")][:3] == ["/H1", "/H1", "/H1"]
    assert {"/L", "/LI", "/LBody", "/Table", "/THead", "/TR", "/TH", "/TD", "/Figure", "/P"} <= set(names)
    assert [element["/Alt"] for name, element in tags if name == "/Figure"] == ["znak města"]
    scopes = [str(element["/A"]) for name, element in tags if name == "/TH"]
    assert scopes
    assert all("Column" in scope for scope in scopes)


def test_same_paper_same_bytes_whatever_the_zone():
    first = write_pdf(minutes()).content
    assert write_pdf(minutes()).content == first
    moved = CREATED.astimezone(timezone(timedelta(hours=5)))
    assert write_pdf(dataclasses.replace(minutes(), created=moved)).content == first
    later = dataclasses.replace(minutes(), created=CREATED + timedelta(seconds=1))
    assert write_pdf(later).content != first


def test_replacing_does_not_depend_on_earlier_papers():
    strange = paper(text("a\u0323\u0330 q\u20dd 👍"), text("漢"))
    first = write_pdf(strange)
    write_pdf(paper(text("😀\u0323\u0330\u20dd")))
    assert write_pdf(strange) == first


def test_the_record_reads_as_written():
    read = words(write_pdf(minutes()).content)
    for part in (
        "Č. j.: MML/00123/2026/OSVP",
        "Návrh k připomínkám",
        "Datum a čas: pondělí 12. 1. 2026, 9.00–11.30",
        "1. Kontrola úkolů",
        "Rozhodnutí: Skupina schvaluje program prevence. Pro 7, proti 0, zdrželo se 1.",
        "3. třetí bod a) písmeno 4. čtvrtý bod",
        "„hotovo“ <30. 11.>",
        "Jana Vzorová",
        "[U+1F44D] [U+6F22] ✓ ☑ → m² ½ € „uvozovky“",
    ):
        assert part in read
    every = pages(write_pdf(minutes()).content)
    assert [re.search(r"strana (\d+) z (\d+)", page).groups() for page in every] == [
        (str(place), str(len(every))) for place in range(1, len(every) + 1)
    ]


class Refusing:
    """Stands for Typst: refuses as told, then gives a file."""

    def __init__(self, monkeypatch, *answers):
        self.answers = list(answers)
        self.seen = []
        monkeypatch.setattr(pdf_module.typst, "Compiler", self)

    def __call__(self, source, *, sys_inputs, **_):
        self.seen.append(sys_inputs["data"])
        return self

    def compile(self, **_):
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


class PanicException(BaseException):
    """What a crash inside Typst looks like from Python."""


def refusal(*texts):
    error = typst.TypstError("refused")
    error.message = "refused"
    line = 'error: PDF/A-2a error: the text `"{}"` could not be displayed with font `"Roboto"`'
    error.diagnostic = "\n".join(line.format(shown) for shown in texts)
    return error


def test_a_refusal_that_names_plain_letters_only_is_told(monkeypatch):
    fake = Refusing(monkeypatch, refusal("č"), refusal('č\\"'), b"%PDF-")
    with pytest.raises(pdf_module.PaperError, match="refused"):
        write_pdf(paper(text('č "')))
    assert len(fake.seen) == 2


@pytest.mark.parametrize("shown", ["a→", "\\u{2192}"])
def test_a_character_refused_only_in_company_is_replaced(monkeypatch, shown):
    pdf_module._covered["→"] = True
    fake = Refusing(monkeypatch, refusal(shown), b"%PDF-")
    assert write_pdf(paper(text("a→"))).replaced == ("→",)
    assert "[U+2192]" in fake.seen[1]


def test_a_crash_of_typst_leaves_plain_letters(monkeypatch):
    pdf_module._covered["→"] = True
    Refusing(monkeypatch, PanicException("index out of bounds"), b"%PDF-")
    assert write_pdf(paper(text("č→"))).replaced == ("→",)
    Refusing(monkeypatch, PanicException("1"), PanicException("2"))
    with pytest.raises(pdf_module.PaperError):
        write_pdf(paper(text("č→")))


def test_a_crash_while_trying_characters_finds_the_culprit(monkeypatch):
    Refusing(monkeypatch, PanicException("1"), b"%PDF-", PanicException("2"))
    assert pdf_module._without_glyph(["a", "b"]) == {"b"}


def test_other_failures_are_told(monkeypatch):
    failure = typst.TypstError("x")
    failure.diagnostic = "error: unknown variable"
    Refusing(monkeypatch, failure)
    with pytest.raises(pdf_module.PaperError, match="unknown variable"):
        write_pdf(paper(text("a")))
    Refusing(monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_pdf(paper(text("a")))
    Refusing(monkeypatch, None)
    with pytest.raises(pdf_module.PaperError, match="no PDF"):
        write_pdf(paper(text("a")))


def test_replaced_characters_are_reported():
    assert write_pdf(minutes()).replaced == ("漢", "👍")
    assert write_pdf(paper(text("plain čeština"))).replaced == ()


def test_table_header_stands_on_every_page():
    every = pages(write_pdf(paper(attendance(80))).content)
    assert len(every) >= 3
    assert all("Jméno Organizace Podpis" in page for page in every)


def test_handwriting_rows_are_high_enough():
    with pdfplumber.open(BytesIO(write_pdf(paper(attendance(3))).content)) as pdf:
        tops = sorted({round(line["top"], 1) for line in pdf.pages[0].lines if line["width"] > 20})
    heights = [(below - above) / 72 * 25.4 for above, below in zip(tops[-4:], tops[-3:], strict=False)]
    assert len(heights) == 3
    assert all(8 <= height <= 11 for height in heights)


@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        "*a* _b_ $x$ `c` <label> @ref // x /* y */",
        "= a",
        '"; #read("/etc/passwd")',
        "\\u{41} #sys.inputs",
        "- [x] ~ -- --- ...",
        "{{ a }} [b]",
    ],
)
def test_text_is_never_markup(typed):
    blocks = (
        Heading(1, typed),
        text(typed),
        BulletList(((text(typed),),)),
        Table((row(typed),), header=(row(typed),)),
        KeyValues(((typed, typed),)),
        Note(typed),
        Signatures((Signature(typed, typed, typed, typed),)),
    )
    whole = paper(
        *blocks,
        title=typed,
        author=typed,
        subject=typed,
        reference=typed,
        mark=typed,
        footer_text=typed,
        meta=((typed, typed),),
        header=Letterhead((typed,)),
    )
    read = words(write_pdf(whole).content)
    assert read.replace(" ", "").count(" ".join(typed.split()).replace(" ", "")) >= 15


def test_headings_never_skip_a_level():
    tags = structure(
        pypdf.PdfReader(BytesIO(write_pdf(paper(Heading(3, "a"), Heading(1, "b"), Heading(3, "c"))).content))
    )
    assert [name for name, _ in tags if re.match(r"/H\d", name)] == ["/H1", "/H1", "/H2"]


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Table(()),),
        (Table((row("a"), row("b", "c", "d")), header=(row(),)),),
        (Table(((Cell((text("x"),), 3, 9), Cell()), row("y"))),),
        (BulletList(()), NumberedList(((), (text("x"),)), start=0, letters=True), NumberedList((), start=-5)),
        (NumberedList(((text("x"),),) * 60, start=20, letters=True),),
        (Signatures(()), KeyValues(()), PageBreak(), PageBreak(), Note("")),
        (text(""), Heading(9, ""), Heading(0, "x")),
        (Signatures((Signature("", "", "", ""),)),),
        (Table((row("a"),), caption="Popisek"),),
    ],
)
def test_odd_papers_are_written(blocks):
    assert write_pdf(paper(*blocks)).content.startswith(b"%PDF-1.7")


def test_a_row_longer_than_a_page_loses_nothing():
    long = " ".join(f"slovo{number}" for number in range(3000))
    read = words(write_pdf(paper(Table((row("a", long),), header=(row("x", "y"),)))).content)
    assert all(f"slovo{number}" in read for number in range(3000))


def test_a_long_word_stays_on_the_paper():
    word = "x" * 400
    with pdfplumber.open(BytesIO(write_pdf(paper(text(word), Table((row("a", word, "b"),)))).content)) as pdf:
        chars = [char for page in pdf.pages for char in page.chars if char["text"] == "x"]
    assert len(chars) == 800
    assert max(char["x1"] for char in chars) <= (210 - 20) / 25.4 * 72 + 1


def test_years_of_a_title_stay_on_one_line():
    made = paper(title="Pro radu: Plán prevence kriminality města Přerova 2023–2026")
    assert "2023–2026" in pages(write_pdf(made).content)[0].splitlines()


def test_an_address_is_not_hyphenated():
    address = "https://example.org/" + "velmi-dlouha-adresa-" * 8
    assert "--" not in "".join(pages(write_pdf(paper(text(address))).content)).replace("\n", "")


def test_broken_logo_is_left_out():
    whole = write_pdf(paper(header=Letterhead(("Město",), b"no picture")))
    assert "Město" in words(whole.content)
    assert "/Figure" not in [name for name, _ in structure(pypdf.PdfReader(BytesIO(whole.content)))]


def test_paper_needs_title_and_zone():
    with pytest.raises(ValueError, match="title"):
        paper(title=" ")
    with pytest.raises(ValueError, match="aware"):
        paper(created=datetime(2026, 1, 1))


def test_forty_pages_in_two_seconds():
    body = (Heading(1, "Bod"), *(text("Text zápisu o prevenci kriminality. " * 12) for _ in range(6)), attendance(10))
    long = paper(*(body * 42))
    begin = time.process_time()  # the clock would count other programs too
    content = write_pdf(long).content
    assert time.process_time() - begin < 4
    assert len(pypdf.PdfReader(BytesIO(content)).pages) >= 40


def is_sampled(code):
    """Chinese and Korean fill most of the plane and go one way, so every 61st of them stands for the rest."""
    return code % 61 == 0 or not (0x3400 <= code <= 0xA4CF or 0xAC00 <= code <= 0xFAFF)


BMP = [chr(code) for code in range(0x20, 0x10000) if unicodedata.category(chr(code))[0] not in "C" and is_sampled(code)]


def test_every_printable_character_of_the_bmp_comes_out():
    result = write_pdf(paper(*(text(" ".join(BMP[at : at + 500])) for at in range(0, len(BMP), 500))))
    replaced = set(result.replaced)
    read = re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKD", "".join(pages(result.content))))
    lost = []
    for char in BMP:
        composed = unicodedata.normalize("NFC", char)
        shown = "".join(f"[U+{ord(part):04X}]" if part in replaced else part for part in composed)
        wanted = re.sub(r"\s", "", unicodedata.normalize("NFKD", shown))
        in_either_order = wanted in read or wanted[::-1] in read  # a reader may put the overlaid stroke first
        if not in_either_order and not unicodedata.category(char).startswith("M"):
            lost.append(f"{ord(char):04X}")
    assert lost == []
    assert not replaced & set("aáčďéěíňóřšťúůýžAÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ€§„“‚‘–—…•°×÷±µ½¼¾²³→←✓☐☑▪●№ſ")


CHARS = st.characters() | st.sampled_from(
    "👍🏽👩\u200d💻🇨🇿❤\ufe0f\u202e\ufeff\ud800\x00\x85\uf0b7\ue000\u0301\U000e0041\u0600שع"
)


@settings(max_examples=150, deadline=None)
@given(st.text(CHARS, max_size=30))
def test_anything_typed_exports(typed):
    result = write_pdf(paper(text(typed), Table((row(typed),)), Heading(1, typed), title="x" + typed, author=typed))
    assert result.content.startswith(b"%PDF-")
    assert result.replaced == tuple(sorted(set(result.replaced)))


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab čř\u0301\u0323\u0330\u20dd\u034f👍\u200dשع漢ก\u0e33\u0915\u094d"), max_size=20))
def test_marks_and_joiners_export_in_every_style(typed):
    html = f"<p>{typed}<b>{typed}</b><i>{typed}</i></p><ul><li>{typed}</li></ul>"
    assert write_pdf(paper(*richtext.blocks(html))).content.startswith(b"%PDF-")
