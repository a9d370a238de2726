"""Collect messages into ``locale/``: ``python -m tools.messages``.

Messages are written in Czech in the sources (docs/adr/0001). The Czech catalogue is generated: each message is itself
with Czech typography, only plurals are written by hand. The English one is written by hand. What is missing is listed
and the command fails, so nothing empty is committed.
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from soucinnost.kernel.typography import typo_message  # noqa: E402

LANGUAGES = ("cs", "en")
PLURALS = {
    "cs": (
        "nplurals=4; plural=(n == 1 && n % 1 == 0) ? 0 : (n >= 2 && n <= 4 && n % 1 == 0) ? 1: (n % 1 != 0 ) ? 2 : 3;"
    ),
    "en": "nplurals=2; plural=(n != 1);",
}


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def collect() -> None:
    """Run Django's makemessages over the product (not the tests)."""
    arguments = [sys.executable, "manage.py", "makemessages", "--no-wrap", "--no-location", "--no-obsolete", "-v0"]
    for language in LANGUAGES:
        catalogue_path(language).parent.mkdir(parents=True, exist_ok=True)
        arguments += ["-l", language]
    for folder in (".venv", "tests", "data", "build", "shots", "docs", "tools"):
        arguments += ["-i", folder]
    subprocess.run(arguments, cwd=ROOT, check=True, env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"})


def finish(language: str) -> list[str]:
    """Fill what can be filled, drop guesses, save in a stable order; return messages that still miss a translation."""
    path = catalogue_path(language)
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Language": language,
        "MIME-Version": "1.0", "Plural-Forms": PLURALS[language],
    }
    for entry in catalogue:
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        if language == "cs" and not entry.msgid_plural:
            entry.msgstr = typo_message(entry.msgid)
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save(str(path))
    return [entry.msgid for entry in catalogue if not entry.translated()]


def main() -> None:
    """Collect, fill, and say what is left to translate."""
    collect()
    left = {language: finish(language) for language in LANGUAGES}
    for language, messages in left.items():
        for message in messages:
            print(f"{language}: {message}")
    if any(left.values()):
        sys.exit("Some messages have no translation yet.")


if __name__ == "__main__":
    main()
