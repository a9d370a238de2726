"""Personal data in free text: found where it is, not where it is not."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cz import rc

from soucinnost.kernel.fullnames import find_full_names
from soucinnost.kernel.personaldata import Kind, find_personal_data


def found(text):
    return [(finding.kind.value, finding.text) for finding in find_personal_data(text)]


def names(text):
    return [finding.text for finding in find_full_names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RČ 710319/2745.", ("birth_number", "710319/2745")),
        ("(7103192745)", ("birth_number", "7103192745")),
        ("710319 / 2745", ("birth_number", "710319 / 2745")),
        ("530312/123", ("birth_number", "530312/123")),
        ("volat 596 123 456", ("phone", "596 123 456")),
        ("777123456", ("phone", "777123456")),
        ("530312123", ("phone", "530312123")),
        ("777-123-456,", ("phone", "777-123-456")),
        ("596 12 34 56", ("phone", "596 12 34 56")),
        ("+420 777\u00a0123\u00a0456", ("phone", "+420 777\u00a0123\u00a0456")),
        ("00420777123456", ("phone", "00420777123456")),
        ("+421 905 123 456", ("phone", "+421 905 123 456")),
        ("piš na jan.novak@example.cz.", ("email", "jan.novak@example.cz")),
        ("jana (at) example.cz", ("email", "jana (at) example.cz")),
        ("nar. 1. 2. 1985", ("birth_date", "nar. 1. 2. 1985")),
        ("narozená dne 1.2.1985", ("birth_date", "narozená dne 1.2.1985")),
        ("narozen 5. března 1990", ("birth_date", "narozen 5. března 1990")),
        ("Datum narození: 1985-02-01", ("birth_date", "Datum narození: 1985-02-01")),
        ("narozeného v roce 1985", ("birth_date", "narozeného v roce 1985")),
        ("účet 34278-0727558021/0100", ("bank_account", "34278-0727558021/0100")),
        ("2000145399/0800", ("bank_account", "2000145399/0800")),
        ("CZ65 0800 0000 1920 0014 5399", ("bank_account", "CZ65 0800 0000 1920 0014 5399")),
        ("vozidlo 1AB 2345", ("car_plate", "1AB 2345")),
        ("3T56789", ("car_plate", "3T56789")),
        ("EL 123 AB", ("car_plate", "EL 123 AB")),
        ("SPZ OSA 12-34", ("car_plate", "OSA 12-34")),
        ("RZ: 5t1 2345", ("car_plate", "5t1 2345")),
    ],
)
def test_finds(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "710319/2746",
        "č. j. 12/2017 a 19/2010",
        "250 000 000 Kč",
        "234 567 890 osob",
        "12 345 678 901",
        "500 000 000",
        "linka 800 123 456 a 116 111",
        "IČO 25596641",
        "702 00 Ostrava",
        "7. 12. 2017",
        "2000145398/0800",
        "CZ65 0800 0000 1920 0014 5398",
        "provoz PS 16-19",
        "příště @ náměstí",
        "narození dětí 2",
        "2017–2020, 15 %, 26 účastníků",
    ],
)
def test_does_not_find(text):
    assert found(text) == []


def test_kinds_do_not_overlap_and_stand_in_order():
    text = "jan@x.cz nar. 1. 2. 1985, 710319/2745, tel. 777123456; 1AB 2345"
    findings = find_personal_data(text)
    assert [finding.kind for finding in findings] == (
        [Kind.EMAIL, Kind.BIRTH_DATE, Kind.BIRTH_NUMBER, Kind.PHONE, Kind.CAR_PLATE]
    )
    assert found("777123456@example.cz") == [("email", "777123456@example.cz")]


@given(st.dates(date(1960, 1, 1), date(2049, 12, 31)), st.integers(0, 999))
def test_every_valid_birth_number_is_found(day, serial):
    stem = f"{day:%y%m%d}{serial:03}"
    number = stem + str(int(stem) % 11 % 10)
    assert rc.is_valid(number)
    assert found(f"dítě {number[:6]}/{number[6:]} bydlí") == [("birth_number", f"{number[:6]}/{number[6:]}")]
    assert found(f"dítě {number} bydlí") == [("birth_number", number)]


@given(st.text() | st.text("0123456789 /-+.@aA", max_size=60))
def test_places_are_right(text):
    findings = find_personal_data(text) + find_full_names(text)
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)
    ends = [finding.end for finding in find_personal_data(text)]
    starts = [finding.start for finding in find_personal_data(text)]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Přišla Jana Nováková.", ["Jana Nováková"]),
        ("s Petrem Novákem a Lence Dvořákové", ["Petrem Novákem", "Lence Dvořákové"]),
        ("se Zdeňkem Malým", ["Zdeňkem Malým"]),
        ("Jan Pavel Novák", ["Jan Pavel Novák"]),
        ("Jana\u00a0Nová-Malá", ["Jana\u00a0Nová-Malá"]),
        ("Nováková Jana", ["Nováková Jana"]),
        ("NOVÁK Jiří", ["NOVÁK Jiří"]),
        ("vedl to Novák Jiří ze spolku", ["Novák Jiří"]),
        ("• Malý Karel, tajemník\n2) Velký Petr\n", ["Malý Karel", "Velký Petr"]),
        ("Dále Petr informoval. Poté Jana odešla.", []),
        ("Paní Jana odešla, ul. Petra Bezruče, náměstí Jana Palacha", []),
        ("Včera Město Praha a včera čekala", []),
        ("v Praze Karel", ["Praze Karel"]),
        ("Jana", []),
        ("Jana a Petr", []),
        ("Jana, Petr", []),
        ("Jana Praha", []),
        ("Dluží J. Kopecký.", ["J. Kopecký"]),
        ("Přišla Filoména Kopecká", ["Filoména Kopecká"]),
        ("Jan van der Kamp a Nguyen Thi Lan", ["Jan van der Kamp", "Nguyen Thi Lan"]),
        ("Počet klientů Armády spásy, Nízkoprahový klub Teen, Městská policie Vsetín", []),
        ("", []),
    ],
)
def test_full_names(text, expected):
    assert names(text) == expected


def test_long_text_is_quick():
    for piece in ("Jana Nováková 777 123 456 ", "1", "1 ", "a.b@", "Aa ", "+1", "1/", "SPZ ", "nar. "):
        text = piece * (60_000 // len(piece))
        start = time.process_time()
        find_personal_data(text)
        find_full_names(text)
        assert time.process_time() - start < 3, piece


@pytest.mark.parametrize("text", ["r. č. 805615/1234", "RČ: 8056151234", "rodné číslo 805615 / 1234"])
def test_a_mistyped_birth_number_is_noticed_where_it_is_called_one(text: str) -> None:
    assert [found.kind for found in find_personal_data(f"Pachatel {text}.")] == [Kind.BIRTH_NUMBER]
    assert find_personal_data("Č. j. 805615/1234.") == []
