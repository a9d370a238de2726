"""Sentences that sound like a promise, and those that only look so. A third is phrased as people speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.czech.promises import find_promises
from soucinnost.kernel.czech.sentences import sentence_spans

WRITTEN = [
    (
        "Informace zjistí paní Nohová a předá je na dalším jednání pracovní skupiny.",
        "paní Nohová",
        "na dalším jednání pracovní skupiny",
    ),
    ("Dotazníky bude zajišťovat přímo paní Horká.", "paní Horká", ""),
    ("OSPOD předá škole kontakt na kurátorku.", "OSPOD", ""),
    ("Městská policie posílí hlídky v parku do konce června.", "Městská policie", "do konce června"),
    ("Mgr. Lukášková osloví ředitele škol do 15. 3. 2019.", "Mgr. Lukášková", "do 15. 3. 2019"),
    ("Tajemnice rozešle zápis členům do 14 dnů.", "Tajemnice", "do 14 dnů"),
    ("Podklady připraví Ing. Kropáč.", "Ing. Kropáč", ""),
    ("Koordinátor svolá schůzku terénních pracovníků.", "Koordinátor", ""),
    ("Kpt. Hladík prověří možnost společných hlídek.", "Kpt. Hladík", ""),
    ("Charita doplní údaje do katalogu služeb.", "Charita", ""),
    ("Předsedkyně požádá radu města o stanovisko.", "Předsedkyně", ""),
    ("Probační a mediační služba dodá statistiku za pololetí.", "Probační a mediační služba", ""),
    ("Zápis bude zaslán členům do pátku.", "", "do pátku"),
    ("Je třeba oslovit všechny školy ve městě.", "", ""),
    ("Do příštího jednání je nutné zajistit lektora.", "", "Do příštího jednání"),
    ("Starosta přislíbil, že dá opravit osvětlení.", "Starosta", ""),
    ("Paní Zelená slíbila častější úklid podchodu.", "Paní Zelená", ""),
    ("Členové skupiny projednají návrh ve svých organizacích.", "Členové skupiny", ""),
    ("Odbor majetku bude zajišťovat zpracování posudků.", "Odbor majetku", ""),
    ("Asistenti budou docházet do školy každé pondělí.", "Asistenti", ""),
    ("Novou smlouvu vyhotoví Bc. Krásná v lednu 2020.", "Bc. Krásná", "v lednu 2020"),
    ("Zpracování přehledu si vezme na starost kolegyně Malá.", "kolegyně Malá", ""),
    ("Výbor ukládá tajemnici vyžádat chybějící doklady.", "Výbor", ""),
]
SPOKEN = [
    ("Já to zjistím a příště vám dám vědět.", "příště"),
    ("Ruda to zjistí u městské policie.", ""),
    ("Tak já napíšu na kraj.", ""),
    ("Jana se zeptá holek z klubu a pošle nám to mailem.", ""),
    ("Musíme oslovit rodiče, jinak nikdo nepřijde.", ""),
    ("Honza přiveze letáky příště.", "příště"),
    ("Zavoláme tam zítra a domluvíme schůzku.", "zítra"),
    ("No, Petra to nějak dá dohromady do středy.", "do středy"),
    ("Klíče vyzvedne Marek.", ""),
    ("My s Evou obejdeme ubytovny ještě tento týden.", "ještě tento týden"),
    ("Paní magistra dá vědět, jakmile rozhodne rada.", ""),
    ("Pošlu vám odkaz na dotazník.", ""),
]
FACTS = [
    "V lednu proběhne seminář o dluzích.",
    "Evaluace bude probíhat pomocí dotazníků.",
    "Setkání se uskuteční 5. května v knihovně.",
    "Kdo zajistí občerstvení?",
    "Paní Hradilíková ověřila u hygieny, že lůžka jsou možná.",
    "Jesle budou zavřeny od 11. do 29. července.",
    "Projekt zajistí dvacet míst pro děti.",
    "Zákon stanoví, že obec zřizuje komisi.",
    "Vyhláška určí místa, kde je pití zakázáno.",
    "Pokud policie zjistí pachatele, bude případ předán soudu.",
    "Nemocnice propouští pacienty jen v pracovní dny dopoledne.",
    "V lednu se bude zahajovat druhý běh.",
    "Pracovníci mohou zajistit i právní poradenství.",
    "Agentura bude i nadále zastávat informativní roli.",
    "Kulatý stůl se přesouvá na podzim.",
    "Balíčky dostane 37 občanů nad 75 let.",
    "Druhý plán má být hotov na podzim.",
    "Koordinátorka zaslala pozvánky všem členům.",
    "Při mrazu otevírá noclehárna i nad kapacitu.",
    "Město zajistilo náhradní prostory.",
    "Asistenti pomáhají dětem s přípravou do školy.",
    "Nový systém předá data do registru sám.",
    "Kamery zkontrolovala odborná firma.",
    "Bylo třeba zajistit náhradní ubytování.",
    "Cílem je oslovit co nejvíce rodin.",
]
ASIDES = [
    "To bylo minule, teď je klid.",
    "A kdo to zaplatí?",
    "Nevím, jestli to stihneme.",
    "Kdyby to šlo, bylo by to fajn.",
    "Lidi se bojí chodit večer přes park.",
    "Loni jsme to udělali taky tak.",
]


def test_the_examples_are_enough() -> None:
    spoken = len(SPOKEN) + len(ASIDES)
    everything = len(WRITTEN) + len(FACTS) + spoken
    assert everything >= 60
    assert spoken * 4 >= everything


@pytest.mark.parametrize(("text", "who", "due"), WRITTEN)
def test_written_promises(text: str, who: str, due: str) -> None:
    [promise] = find_promises(text)
    assert text[promise.start : promise.end] == text
    if who:
        assert promise.who == who
    assert promise.due == due
    assert promise.what


@pytest.mark.parametrize(("text", "due"), SPOKEN)
def test_spoken_promises(text: str, due: str) -> None:
    [promise] = find_promises(text)
    assert promise.due == due


@pytest.mark.parametrize("text", [*FACTS, *ASIDES])
def test_statements_of_fact(text: str) -> None:
    assert find_promises(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Je třeba oslovit školy v obvodu.", ""),
        ("Musíme oslovit školy.", ""),
        ("Osloví se školy.", ""),
        ("Zajistí se kontakt na vedení nemocnice.", ""),
        ("Svolá se schůzka s ředitelkou školy.", ""),
        ("Je nutné pozvat zástupce policie.", ""),
        ("Mgr. Petrů svolá schůzku s ředitelkou školy.", "Mgr. Petrů"),
        ("Schůzku svolá ředitelka školy.", "ředitelka školy"),
        ("Lektora zajistí policie.", "policie"),
        ("Kraje dodají připomínky k metodice.", "Kraje"),
        ("Člověk v tísni zajistí doprovod dětí do školy.", "Člověk v tísni"),
        ("Seznam připraví koordinátorka.", "koordinátorka"),
    ],
)
def test_an_object_is_not_who_promises(text: str, who: str) -> None:
    assert [promise.who for promise in find_promises(text)] == [who]


def test_without_diacritics() -> None:
    [promise] = find_promises("Kohoutek projedna opravu se starostkou. Stav cesty se zhorsil.")
    assert promise.who == "Kohoutek"


def test_each_sentence_is_found_at_its_place() -> None:
    text = "Jednání zahájil Ing. Kos. Mgr. Malá zašle zápis do 3. 4. 2020. Akce proběhne v květnu.\nPČR dodá data."
    assert [text[one.start : one.end] for one in find_promises(text)] == [
        "Mgr. Malá zašle zápis do 3. 4. 2020.", "PČR dodá data.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ing. arch. Kos přišel v 9.00 hod. na ul. Dlouhou č. 5. Pak odešel.", 2),
        ("Schůzka je 7. 12. 2017. Další bude příště.", 2),
        ("Přítomno 8 členů z 9. Komise je usnášeníschopná.", 2),
        ("Řádek jedna\nřádek dál pokračuje. Konec!", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(list(sentence_spans(text))) == count


@given(st.text(alphabet="aáPní .?!\n,zjistědo3bude", max_size=200))
def test_any_text_gives_spans_inside_it_in_order(text: str) -> None:
    found = find_promises(text)
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
