"""Reading old minutes: files become readings that a person corrects beside the original and saves as past meetings.

Průchod stránkami (napsaný dřív než modely):

1. **Skupina → „Starší zápisy“.** Odkaz je u jednání na stránce skupiny a vidí ho předseda a zapisovatel. Stránka má
   nadpis „Starší zápisy“ a pole na soubory (vybrat, nebo přetáhnout; najednou jich může být víc). Prázdná říká:
   „Sem patří zápisy z doby před Součinností. Vyberte soubory DOCX, PDF nebo TXT.“
2. **Nahrání.** Z každého souboru je *čtení*: text po řádcích a to, co se z něj vyčetlo. Malé soubory se přečtou hned,
   velké na pozadí („Čte se, můžete odejít“). Čtení je v databázi a soubor je přílohou skupiny, zavřený prohlížeč nic
   neztratí. Co přečíst nejde, stránka řekne u jména souboru a proč. Naskenované PDF bez textu, soubor s heslem a starý
   DOC zůstanou jako příloha a základ jednání se napíše ručně. Týž soubor podruhé vede k tomu prvnímu.
3. **Oprava vedle originálu.** Vlevo očíslované řádky originálu, u každého kam patří; nezařazené jsou vyznačené. Vpravo
   formulář: název, datum, hodiny, místo, číslo; účast (kdo, jak, která osoba z adresáře); body a v nich text,
   rozhodnutí s hlasy, úkoly s řešitelem, termínem a stavem, zprávy organizací; návrhy úkolů, které se stanou úkolem
   jen po kliknutí; podpisy. Klepnutí do pole ukáže jeho řádky. „Vložit označené řádky sem“ zařadí, co zůstalo stranou;
   řádek jde také nechat nezařazený. Ukládá se samo; bez JavaScriptu tlačítkem. Kdo uloží starší znění, dostane obě.
4. **Souhrn.** „Než se uloží“: co bude v jednání, které úkoly vzniknou, koho založí do adresáře, kolik řádků zůstalo
   nezařazených (uloží se jako bod „Nezařazené řádky“, neztratí se žádný). Ptá se: den v budoucnosti nebo neexistující
   neuloží, jednání téhož dne, záhlaví jiného orgánu a nezařazené řádky chtějí potvrdit.
5. **„Uložit jako jednání“.** Vznikne hotové jednání s poznámkou, odkud je, s původním souborem. Nikomu nic neodejde.
   Najde se hledáním a stojí v historii skupiny.
6. **„Zahodit čtení“** kdykoli předtím, s důvodem; smaže text i soubor. Nedokončené čtení se po lhůtě vyřadí samo.
"""
