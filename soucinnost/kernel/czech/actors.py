"""Words that tell who may promise something and who or what may not: offices, organisations, things, prepositions.

Written by hand from general knowledge of Czech; lower-case.
"""

from __future__ import annotations

_CLAUSE_STOPS_TEXT = """
pokud když až aby jestli jestliže zda zdali který která které kteří kterou kterého jenž jež kdo co jak kdy kde
kam proč protože neboť než nežli li kdyby jakmile jelikož čím
"""
CLAUSE_STOPS = frozenset(_CLAUSE_STOPS_TEXT.split())
_THINGS_TEXT = """
projekt projekty program programy seminář semináře zákon zákony novela vyhláška nařízení konference strategie služba
služby kurz kurzy školení dotace analýza smlouva dohoda metodika setkání jednání beseda besedy přednáška přednášky
kamera kamery systém systémy částka akce výstava kampaň plán výzva opatření pravidla pravidlo zařízení aplikace
dotazník web webinář kniha brožura leták film spot workshop řízení rozpočet novinka změna změny aktivita aktivity
cíl cílem náplň provoz klient klienti klientka dítě děti žák žáci občan občané pachatel pachatelé uživatel uživatelé
soud kapacita den doba rok pololetí počet stav trend situace hřiště osvětlení linka poradna nabídka
"""
THINGS = frozenset(_THINGS_TEXT.split())
_ROLES_TEXT = """
předseda předsedkyně místopředseda místopředsedkyně tajemník tajemnice koordinátor koordinátorka manažer manažerka
garant garantka ředitel ředitelka vedoucí starosta starostka místostarosta místostarostka primátor primátorka
hejtman hejtmanka náměstek náměstkyně zástupce zástupkyně zástupci strážník strážníci preventista preventistka
asistent asistentka asistenti členové člen členka členky všichni každý oba pracovník pracovnice pracovníci referent
referentka kurátor kurátorka lektor lektorka psycholog psycholožka velitel velitelka zapisovatel zapisovatelka
policie diakonie město obec kraj magistrát úřad odbor škola školy charita nemocnice skupina komise výbor rada
zastupitelstvo ministerstvo agentura spolek nadace matka otec rodina kolegyně kolega kolegové technik správce majitel
policisté hlídky organizace
partneři domovník garanti matka otec facilitátor facilitátorka moderátor moderátorka
"""
ROLES = frozenset(_ROLES_TEXT.split())
_MANY_TEXT = """
školy rodiny hlídky matky obce kraje města organizace spolky
"""
MANY = frozenset(_MANY_TEXT.split())
ALSO_OBJECTS = MANY | frozenset({"zástupce", "policie", "nemocnice", "komise", "správce", "vedoucí"})
_CALLED_TEXT = """
pan paní pí p slečna sl kolega kolegyně
"""
CALLED = frozenset(_CALLED_TEXT.split())
_PREPOSITIONS_TEXT = """
v ve na do z ze s se o od ke k pro při po u za bez před mezi podle dle nad pod přes proti kolem
"""
PREPOSITIONS = frozenset(_PREPOSITIONS_TEXT.split())
_PASSED_TEXT = """
se si to ho ji je jim jí mu nám vám všem už již pak také též dále však tedy ještě i proto zároveň rovněž
"""
PASSED = frozenset(_PASSED_TEXT.split())
_STATES_TEXT = """
probíhat konat trvat pokračovat platit existovat sloužit začínat končit zahajovat následovat znamenat stát obsahovat
fungovat chybět zastávat patřit bydlet žít pobývat působit spadat vznikat zůstat zůstávat získat dostat dostávat muset
scházet mít být moci moct chtít potřebovat vycházet souviset navazovat ležet čekat stačit činit záležet vědět umět smět
"""
STATES = frozenset(_STATES_TEXT.split())
