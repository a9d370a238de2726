"""Why a file cannot be taken or read, in the language of whoever asks.

``documents`` words its reasons in Czech, with numbers and names in them. Here stands for each code a sentence that can
be translated. What is kept with a reading is the Czech sentence of its code; pages translate it when they show it.
"""

from django.utils.translation import get_language, gettext, gettext_noop

from soucinnost.documents.reading import ReadingError
from soucinnost.documents.uploads import UploadRefused

REASONS = {
    "empty": gettext_noop("Soubor je prázdný, není v něm žádný text."),
    "too_large": gettext_noop("Soubor je příliš velký. Rozdělte ho na menší."),
    "mismatch": gettext_noop("Soubor je něco jiného, než říká jeho přípona. Otevřete ho a uložte znovu."),
    "password": gettext_noop("Soubor je zamčený heslem. Uložte ho bez hesla a zkuste to znovu."),
    "bomb": gettext_noop("Soubor se po rozbalení nebezpečně zvětšuje, proto ho nelze přiložit."),
    "corrupt": gettext_noop("Soubor je poškozený. Otevřete ho, uložte znovu a zkuste to ještě jednou."),
    "macros": gettext_noop("Dokument obsahuje makra. Uložte ho bez maker."),
    "executable": gettext_noop("Soubor je spustitelný program nebo skript a nelze ho přiložit."),
    "active": gettext_noop("Webové stránky, XML a obrázky SVG nelze přiložit. Uložte obsah jako PDF nebo DOCX."),
    "archive": gettext_noop("Archivy (ZIP, RAR, 7z…) nelze přiložit. Přiložte soubory jednotlivě."),
    "nested": gettext_noop("Soubor v sobě nese další archiv. Přiložte ho samostatně."),
    "unknown": gettext_noop("Tento druh souboru nelze přiložit. Uložte ho jako DOCX, PDF nebo TXT."),
    "unsupported": gettext_noop("Číst lze DOCX, PDF a TXT. Uložte soubor jako DOCX."),
    "no_text": gettext_noop(
        "Soubor neobsahuje text, nejspíš jde o naskenované strany. Aby šel přečíst, proveďte rozpoznání textu (OCR) "
        "nebo ho přepište."
    ),
    "pixels": gettext_noop("Obrázek má příliš mnoho bodů. Zmenšete ho a zkuste to znovu."),
}
GIVEN_UP = gettext_noop("Čtení se ani napotřetí nepodařilo dokončit.")
GONE = gettext_noop("Soubor na disku serveru chybí nebo je poškozený.")


def told(error: ReadingError | UploadRefused) -> str:
    """The sentence for a refusal that is said at once: in Czech with all it knows, else by its code."""
    if (get_language() or "cs").startswith("cs"):
        return error.message_cs
    return gettext(REASONS[error.code]) if error.code in REASONS else error.message_cs


def kept(error: ReadingError) -> str:
    """The Czech sentence that is kept with a reading; pages show it translated."""
    return REASONS.get(error.code, error.message_cs)[:500]
