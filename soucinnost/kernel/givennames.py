"""Common Czech given names and their case forms.

Serves two purposes: telling a given name from a surname in a pasted list, and noticing full names in free text.
The list is written by hand from general knowledge; it is a help for a warning, never proof.
"""

from collections.abc import Iterable
from functools import cache

from soucinnost.kernel.folding import fold

_MALE = """
Adam Alan Albert Aleš Alexandr Alexej Alfréd Alois Ambrož Amos Andrej Antonín Armin Arnošt Artur August Augustin
Bartoloměj Bedřich Benedikt Benjamin Blahoslav Bohdan Bohumil Bohumír Bohuslav Boleslav Boris Bořek Bořivoj Bronislav
Bruno Břetislav Ctibor Ctirad Cyril Čeněk Čestmír Dalibor Dalimil Damián Daniel David Denis Dobromil Dominik Drahomír
Drahoslav Dušan Eduard Egon Emanuel Emil Erik Ervín Eugen Evžen Felix Ferdinand Filip František Gabriel Gustav
Hanuš Havel Herbert Heřman Horymír Hubert Hugo Hynek Ignác Igor Ivan Ivo Izidor Jáchym Jakub Jan Jarmil Jaromír
Jaroslav Jeroným Jindřich Jiří Jonáš Josef Julius Justin Kamil Karel Kevin Kazimír Klement Kristián Kryštof Květoslav
Ladislav Leo Leopold Leoš Libor Lubomír Lubor Lubomil Luboš Luděk Ludvík Lukáš Lumír Marcel Marek Marian Mario
Martin Matěj Matouš Matyáš Maxim Maxmilián Metoděj Michael Michal Mikuláš Milan Miloslav Miloš Miroslav Mojmír Nikolas
Norbert Oldřich Oleg Oliver Ondřej Oskar Ota Otakar Oto Otto Patrik Pavel Petr Přemysl Radan Radek Radim Radko Radomír
Radoslav Radovan Rastislav Richard Robert Robin Roland Roman Rostislav Rudolf Řehoř Samuel Sebastian Silvestr Slavomír
Slavoj Soběslav Stanislav Svatopluk Svatoslav Šimon Štefan Štěpán Tadeáš Teodor Tibor Tobiáš Tomáš Vasil Václav Valentin
Valdemar Vavřinec Vendelín Viktor Vilém Vincenc Vít Vítězslav Vladan Vladimír Vladislav Vlastimil Vlastislav Vojtěch
Vojta Vratislav Zbyněk Zbyšek Zdeněk Zdislav Zoltán Žigmund Honza Jirka Láďa Míra Mirek Jarda Kuba Standa Tonda
"""

_FEMALE = """
Adéla Adriana Agáta Alena Alexandra Alice Alžběta Amálie Anastázie Anděla Andrea Aneta Anežka Anna Antonie Apolena
Barbora Beáta Běla Berta Blanka Blažena Bohdana Bohumila Bohuslava Božena Brigita Bronislava Cecílie Dagmar Dana
Daniela Darina Denisa Diana Dominika Dobromila Dorota Drahomíra Drahoslava Drahuše Dušana Edita Ela Elena Eliška Ella
Ema Emílie Emma Erika Ester Eugenie Eva Evelína Evženie Filomena Františka Gabriela Gertruda Gita Hana Hedvika Helena
Heda Hermína Ilona Inka Irena Irma Ivana Iva Iveta Ivona Ivanka Izabela Jana Jarmila Jaromíra Jaroslava Jindřiška
Jindra Jiřina Jitka Johana Jolana Josefa Josefína Judita Julie Justýna Kamila Karin Karla Karolína Kateřina Klára
Klaudie Kristina Kristýna Květa Květoslava Květuše Lada Ladislava Laura Lea Lenka Leona Leontýna Libuše Liběna Lída
Linda Lýdie Lubomíra Lucie Ludmila Ludvika Magda Magdaléna Mahulena Marcela Marie Mariana Marika Markéta Marta Martina
Matylda Michaela Michala Milada Milena Miloslava Miluše Miriam Miroslava Monika Naděžda Natálie Nataša Nela Nikol
Nikola Nina Nora Oldřiška Olga Olivie Otilie Patricie Pavla Pavlína Petra Radana Radka Radmila Radomíra
Radoslava Regina Renata Renáta Romana Rozálie Rut Růžena Sabina Sandra Sára Silvie Simona Slávka Sofie Soňa Stanislava
Stela Stella Svatava Svatoslava Svetlana Světlana Šárka Šarlota Štefanie Štěpánka Tamara Taťána Tereza
Terezie Valerie Vanda Vendula Veronika Věra Viktorie Vilma Viola Vladimíra Vladislava Vlasta Xenie Zdenka Zdeňka
Zdislava Zita Zlata Zora Zuzana Žaneta Žofie Jiřka Táňa Naďa Máša Bára Katka Maruška Věruška
"""

MALE_NAMES = tuple(dict.fromkeys(_MALE.split()))
FEMALE_NAMES = tuple(dict.fromkeys(_FEMALE.split()))

_DROPS_E = ("Karel", "Pavel", "Havel")
_SOFT = "šžčřcjďťň"
_SOFTENED = {"k": "c", "g": "z", "h": "z", "r": "ř"}


def _male_forms(name: str) -> tuple[str, ...]:
    if name.endswith("í"):
        return tuple(name + ending for ending in ("ho", "mu", "m"))
    if name.endswith("a"):
        return tuple(name[:-1] + ending for ending in ("y", "i", "ovi", "u", "o", "ou", "é"))
    if name.endswith("o"):
        return tuple(name[:-1] + ending for ending in ("a", "ovi", "u", "em"))
    stem = name
    if name in _DROPS_E or name.endswith("ek"):
        stem = name[:-2] + name[-1]
    elif name.endswith("něk"):
        stem = name[:-3] + "ňk"
    if stem[-1] in _SOFT:
        return tuple(stem + ending for ending in ("e", "i", "ovi", "em"))
    vocative = stem[:-1] + "ře" if stem.endswith("r") else stem + "e"
    return (*(stem + ending for ending in ("a", "ovi", "u", "em", "ové")), vocative)


def _female_forms(name: str) -> tuple[str, ...]:
    if name.endswith("e"):
        return name[:-1] + "i", name[:-1] + "í"
    if not name.endswith("a"):
        return name + "y", name + "u", name + "ou"
    stem = name[:-1]
    dative = stem[:-1] + _SOFTENED[stem[-1]] + "e" if stem[-1] in _SOFTENED else stem + "ě"
    return (*(stem + ending for ending in ("y", "i", "e", "u", "o", "ou")), dative)


@cache
def known_names() -> frozenset[str]:
    """Return the given names in the nominative, lower-case, as written and without diacritics."""
    return _with_folded((*MALE_NAMES, *FEMALE_NAMES))


@cache
def known_forms() -> frozenset[str]:
    """Return the given names in every case that the common endings give, lower-case, also without diacritics."""
    forms = {*MALE_NAMES, *FEMALE_NAMES}
    for name in MALE_NAMES:
        forms.update(_male_forms(name))
    for name in FEMALE_NAMES:
        forms.update(_female_forms(name))
    return _with_folded(forms)


def _with_folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(variant for word in words for variant in (word.lower(), fold(word)))


def is_given_name(word: str) -> bool:
    """Return whether ``word`` is a common given name in the nominative.

    Letter case does not matter; a word typed wholly without diacritics is recognised too, but „Zlatá“ is not „Zlata“.
    """
    return word.lower() in known_names()


def is_given_name_form(word: str) -> bool:
    """Return whether ``word`` is a common given name in any case: Jana, Jany, Janou (see :func:`is_given_name`)."""
    return word.lower() in known_forms()
