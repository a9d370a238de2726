"""Proposing what to cover, and covering it."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.kernel.czech.covering import TOKEN, Kind, Proposal, cover, propose
from soucinnost.kernel.czech.names import forms_of


def covered(text, **names):
    return cover(text, propose(text, **names))


def found(text, **names):
    return [(str(one.kind), text[one.start : one.end]) for one in propose(text, **names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Paní Hlavatá odešla. Hlavaté vadí hluk, s Hlavatou jednáno.",
            "Paní [neveřejné] odešla. [neveřejné] vadí hluk, s [neveřejné] jednáno.",
        ),
        ("Přítomni: Svoboda, Holub, Policie ČR", "Přítomni: [neveřejné], [neveřejné], Policie ČR"),
        ("NOVÁKOVÁ Jana, Ing.", "[neveřejné], Ing."),
        ("J. Novák a K. N. přišli.", "[neveřejné] a [neveřejné] přišli."),
        ("Svoboda upozornil na hluk.", "[neveřejné] upozornil na hluk."),
        ("Svoboda pohybu je omezena.", "Svoboda pohybu je omezena."),
        ("Město Ostrava a Charita Ostrava v Přívoze.", "Město Ostrava a Charita Ostrava v Přívoze."),
        ("Na ul. Macharova a na náměstí Jana Palacha.", "Na ul. Macharova a na náměstí Jana Palacha."),
        ("Novákův a Janin návrh, rodina Horváthova.", "[neveřejné] a [neveřejné] návrh, rodina [neveřejné]."),
        ("Adamec, Zbyněk", "[neveřejné]"),
        ("Jan van der Berg, Nguyen Van Minh", "[neveřejné], [neveřejné]"),
        ("Bytem Lipová 12, 702 00 Ostrava, byt č. 5.", "Bytem [neveřejné]."),
        ("Magistrát, Prokešovo náměstí 8, Ostrava", "Magistrát, Prokešovo náměstí 8, Ostrava"),
        ("[REDAKCE] a xxxx i ▇▇▇", "[neveřejné] a [neveřejné] i [neveřejné]"),
        ("ID DS: abc2def, r. č. 875214/34", "ID DS: [neveřejné], r. č. [neveřejné]"),
        (
            "K případu V. z Loun: bratr mluvil s V. dvakrát.",
            "K případu [neveřejné] z Loun: bratr mluvil s [neveřejné] dvakrát.",
        ),
        ("Náhradníkem je Skoupý. Hlídá Bouda.", "Náhradníkem je [neveřejné]. Hlídá [neveřejné]."),
        (
            "Křivý neplatí. Suchého návrh padl. Malinu vystěhovali.",
            "[neveřejné] neplatí. [neveřejné] návrh padl. [neveřejné] vystěhovali.",
        ),
        ("Zprávu četl Do Van Tung.", "Zprávu četl [neveřejné]."),
        ("Viz bod A. a skupina B. a dále.", "Viz bod A. a skupina B. a dále."),
        ("Policie zjistila: Jan Kůs, Zahumny 61", "Policie zjistila: [neveřejné], [neveřejné]"),
        ("Jana Malá, kancelář 12", "[neveřejné], kancelář 12"),
        ("Bydlí v ubytovně na adrese Lipovská 44, patro.", "Bydlí v ubytovně na adrese [neveřejné], patro."),
        ("OSPOD, odbor sociálních věcí, Lipovská 44", "OSPOD, odbor sociálních věcí, Lipovská 44"),
        ("Byla přestěhována do Korytníku.", "Byla přestěhována do Korytníku."),
        (
            "Exekuce přibývají. Recidivisté se vrátili. Jelikož prší.",
            "Exekuce přibývají. Recidivisté se vrátili. Jelikož prší.",
        ),
        ("", ""),
    ],
)
def test_covers(text, expected):
    assert covered(text) == expected


def test_reasons_are_short_czech_sentences_parts():
    reasons = {one.reason for one in propose("Paní Malá, r. č. 805615/1234, tel. 777 123 456, Zapsala: Holub")}
    assert "příjmení po oslovení „paní“" in reasons
    assert {"rodné číslo", "telefon", "jméno v seznamu „Zapsala“"} <= reasons


def test_a_directory_helps_where_the_text_does_not():
    text = "Kos v parku a kosi s ním."
    assert found(text) == []
    assert found(text, known=["Ing. Petr Kos"]) == [("name", "Kos")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Starosta Jan Mlynář a pan Mlynář. Mlynářovi děkujeme, J. Mlynář.", []),
        ("Jan Mlynář a paní Mlynářová.", ["Mlynářová"]),
        ("Jan Mlynář a Petr Mlynář. Mlynář odešel.", ["Petr Mlynář", "Mlynář"]),
        ("Starosta Jan Mlynář a Petr Mlynář. Starosta Mlynář odešel.", ["Petr Mlynář"]),
        ("P. Mlynář odešel.", ["P. Mlynář"]),
    ],
)
def test_public_names_stay_unless_somebody_else_is_meant(text, left):
    assert [one for _kind, one in found(text, public=["Jan Mlynář"])] == left


def test_a_public_name_that_is_no_name_is_passed_over():
    assert covered("Pan Kůs.", public=["", "12", "x" * 300]) == "Pan [neveřejné]."


def test_decomposed_letters_and_soft_hyphens_keep_their_offsets():
    text = unicodedata.normalize("NFD", "Přišla paní Hlavatá a Dvo\u00adřák.")
    assert unicodedata.normalize("NFC", covered(text)) == "Přišla paní [neveřejné] a [neveřejné]."


def test_touching_and_overlapping_proposals_give_one_token():
    proposals = [Proposal(2, 4, Kind.NAME, ""), Proposal(0, 3, Kind.NAME, ""), Proposal(4, 5, Kind.PHONE, "")]
    assert cover("abcdefg", proposals) == TOKEN + "fg"


_PIECES = """
Novák Jana paní pan Ing. Mgr. Přítomni: Zapsala: ul. Macharova 12 777 123 456 r. č. 805615/1234 Ostrava Policie ČR , .
; – ( ) „ “ J. N. bytem Lipová Svoboda upozornil a s Doležalem Hlavaté vadí [REDAKCE] *** ID DS abc2def č. ú.
123-456/0100 von der NOVÁK
"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n", "\t", "|"])
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join))


@given(_TEXTS)
@settings(max_examples=200, deadline=None)
def test_proposals_are_in_order_apart_and_inside_and_the_rest_of_the_text_stays(text):
    proposals = propose(text)
    position, kept = 0, []
    for one in proposals:
        assert position <= one.start < one.end <= len(text)
        kept.append(text[position : one.start])
        position = one.end
    kept.append(text[position:])
    assert [one.start for one in proposals] == sorted(one.start for one in proposals)
    joined = cover(text, proposals)
    for part in kept:
        assert part in joined
    assert len(joined) <= sum(map(len, kept)) + len(TOKEN) * len(proposals)


_SURNAMES_TEXT = """
Hlavatý Zeman Doležal Blažek Kavka Tichý Janů Šíp Krejčí Havel Čech Němec Vítek Kůs Hrdlička Svoboda Petrů Bureš Kubín
Nguyen Szabó Vopršal Kutlvašr Bžoch Ovesný Purkyně Ševčenko Rossi Nagy Bartoň Skočdopole Wagner Král Vaněk Hudec Dvorský
"""
_SURNAMES = st.sampled_from(_SURNAMES_TEXT.split())


@given(_SURNAMES, st.sampled_from(["Jan", "Petr", "Jana", "Lenka"]), st.data())
@settings(max_examples=150, deadline=None)
def test_covered_text_holds_no_form_of_the_covered_name(surname, name, data):
    forms = sorted(forms_of(name, surname).surname)
    form = data.draw(st.sampled_from(forms))
    text = f"Zapsal(a): {name} {surname}\nMluvilo se s {form} o bytech a {form} nepřišel. Zprávu dostane {form}."
    left = covered(text)
    assert form not in left.replace(TOKEN, "") and surname not in left


def test_time_grows_with_the_length_only():
    """Processor time, not the clock: other programs may run beside."""
    propose("Jan Novák")
    for piece in (
        "Jana Nováková 777 123 456 ",
        "A. ",
        "Aa ",
        "1 ",
        "č. ú. 1",
        "bytem Na ",
        "„",
        "Přítomni:\n",
        "Aa 1/1, ",
        "DS ",
        "Aa-",
        "***",
    ):
        begun = time.process_time()
        propose(piece * (50_000 // len(piece)))
        assert time.process_time() - begun < 6, piece
