"""Old minutes in the demonstration, taken in and corrected by the actions users use. The text is invented."""

from soucinnost.intake.actions import save_as_meeting, save_draft, take_in
from soucinnost.intake.draft import entries_of
from soucinnost.intake.enums import PartKind, TaskState
from soucinnost.meetings.models import Meeting
from soucinnost.operations.demo.stage import Stage

SAVED = """Tour de dvůr

Z á p i s č. 2/2016
z jednání konaného dne 21. 9. 2016 v 9.00 hodin, dvůr za tržnicí

Přítomni:
Bc. Tereza Zedníková
nprap. Jan Koláček
Bc. Monika Tichá
Omluveni:
Zdeněk Havránek

Program:
1. Kontrola úkolů
2. Informace organizací
3. Různé

1. Kontrola úkolů
Bc. Zedníková připomněla, že pasport veřejného osvětlení je hotový a leží na odboru správy majetku.

2. Informace organizací
Člověk v tísni: v terénu pracujeme se 34 rodinami, nejčastěji řešíme dluhy a bydlení.
Skupina bere na vědomí informace organizací.
Hlasování: pro 3, proti 0, zdržel se 0

3. Různé
Úkol: Připravit besedu pro seniory z okolních domů.
Zodpovídá: Koláček
Termín: 30. 11. 2016
Paní Tichá zjistí, zda by o besedu měl zájem i klub v Předmostí.

Zapsala: Bc. Tereza Zedníková dne 21. 9. 2016
"""

WAITING = """Tour de dvůr
Zápis z jednání dne 15. února 2017, od 9.00 do 10.15 hodin, dvůr u nádraží

Přítomni: Bc. Tereza Zedníková, nprap. Jan Koláček, Bc. Monika Tichá
Nepřítomni: Zdeněk Havránek

1) Zahájení
Schůzku zahájila Bc. Zedníková.

2) Beseda pro seniory
Beseda proběhla 24. listopadu, přišlo 28 lidí. Pan [redacted] nabídl sál i na jaro.
Usnesení č. 1/2017
Skupina doporučuje besedu na jaře zopakovat.
pro 3, proti 0, zdržel se 0

3) Domovníci
Nprap. Koláček předá skupině přehled oznámení z ulice u nádraží.
Úkol: Oslovit vlastníky domů u nádraží. Zodpovídá: Zedníková Termín: příští jednání

Strana 1 (celkem 1), vytiskla podatelna

Zapsala: Bc. Tereza Zedníková
"""


def old_minutes(stage: Stage) -> Meeting:
    """One file corrected and saved as a meeting, its old task finished; another waits for its correction."""
    by, group = stage.actor("zednikova"), stage.groups["dvur"]
    intake = take_in(by=by, group=group, data=SAVED.encode(), name="Zápis 2-2016.txt", at_once=True)
    draft = intake.draft | {"subject": "Řádné jednání", "place": "dvůr za tržnicí"}
    for _item, entry in entries_of(draft):
        if entry["kind"] == PartKind.TASK and entry["who"]:
            entry["state"] = TaskState.DONE.value
    stored = save_draft(by=by, intake=intake, draft=draft, base_revision=intake.revision).reading
    meeting = save_as_meeting(by=by, intake=stored, confirmed={"loose", "other_body", "same_day"})
    take_in(by=by, group=group, data=WAITING.encode(), name="Zápis únor 2017.txt", at_once=True)
    return meeting
