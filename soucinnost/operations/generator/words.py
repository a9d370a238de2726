"""Invented names and sentences, drawn with a seed."""

import random

from soucinnost.kernel.ids import ALPHABET, UID_LENGTH

GIVEN = (
    "Adam", "Alena", "Božena", "Cyril", "Dana", "Eva", "František", "Gabriela", "Hana", "Ivan", "Jarmila", "Kamil",
    "Lenka", "Miloš", "Naděžda", "Oldřich", "Pavla", "Radek", "Šárka", "Tomáš", "Vendula", "Zdeněk",
)  # fmt: skip
ROOTS = ("Břez", "Dub", "Hor", "Javor", "Klen", "Lip", "Mlýn", "Olš", "Pol", "Rybn", "Říč", "Strán", "Vlč", "Žabov")
ENDS = ("ice", "ov", "any", "ná", "ín", "ovice", "nov", "ec")
WORK = (
    "Zjistit počet zájemců o kurz v obvodu", "Připravit podklady k žádosti o dotaci", "Domluvit společnou pochůzku",
    "Oslovit školy s nabídkou besed", "Předložit vyhodnocení asistentů", "Svolat schůzku s ředitelem školy",
    "Doplnit kontakty do adresáře", "Navrhnout umístění svítidel u podchodu", "Zaslat přehled poskytnutých služeb",
)  # fmt: skip
TALK = (
    "Situace v lokalitě je klidná, hlídky docházejí pravidelně.", "Přibylo stížností na hluk v okolí nádraží.",
    "Terénní pracovníci jsou v kontaktu s rodinami.", "Projekt pokračuje podle plánu, zbývá závěrečná zpráva.",
    "Škola hlásí více zameškaných hodin, řeší to s rodiči.", "Nabídka volnočasových aktivit je naplněná.",
)  # fmt: skip
COUNTED = (("aktivních klientů", "osob"), ("dokončených případů", "případů"))
ITEMS = ("Kontrola úkolů", "Zprávy členů", "Situace v lokalitách", "Projekty a dotace", "Vzdělávání", "Různé")


class Dice(random.Random):
    """A random source that also makes our identifiers and words."""

    def uid(self) -> str:
        """An identifier as :func:`soucinnost.kernel.ids.new_uid` makes it."""
        return "".join(self.choices(ALPHABET, k=UID_LENGTH))

    def place(self) -> str:
        """A name of a municipality that exists nowhere on purpose."""
        return self.choice(ROOTS) + self.choice(ENDS)

    def surname(self) -> str:
        """A surname."""
        return self.choice(ROOTS) + self.choice(("ák", "ek", "ský", "ka"))

    def talk(self, sentences: int) -> str:
        """A paragraph of minutes as cleaned HTML."""
        return "<p>" + " ".join(self.choices(TALK, k=sentences)) + "</p>"
