"""Ordinary words that the dictionary lacks and that begin sentences of minutes and e-mails, from general knowledge.

A surname may be the same word: a cue, the verb or another place of the text covers it all the same.
"""

from soucinnost.kernel.czech.wordsets import word_set

ADVERBS = word_set(
    """
jelikož zpravidla nadále dosud doposud veskrze málokdy kdekoli kdykoli takřka celkově souhrnně namátkou pakliže zdali
přestože byť ledaže jakož zevnitř zvenku vpravo vlevo dvakrát třikrát několikrát mnohokrát zpočátku napřesrok tamtéž
pročež ergo fakticky elektronicky dálkově neprodleně včas záhy vzápětí obdobně načež vně opodál napříč odsud tudy
jinudy jinde předem zvlášť navíc ručně zpátky vzájemně navzájem zapotřebí zčásti jednotlivě napotřetí tudíž
"""
)
"""Adverbs and conjunctions, none of which inflects."""

NOUNS = word_set(
    """
administrátor aktér aktivistka alarm alimenty alkotester anonym apel autodíl azylant azylantka azylák babysitting
benzinka bezpečák bodyguard bossing bytovka cyklohlídka cyklotrasa deepfake delikvence delikvent delikventka demontáž
detence detox doktorát doména eskorta exces exekuce exkrement externista extremista fanzóna favoritka fejk formulář
garsonka grooming gymnazista hasičárna hlídačka hoax hooligans hotspot chatař chatařka indicie influencer informátor
infocentrum infostánek instruktor instruktorka instruktáž interview jídlonoš jmenovka kamerka katalyzátor koloběžkář
kolonka kolárna kombajn komunitář konopí kontaktník korespondence krimi kriminálka kyberprostor laik leták letáček
linkář logolink luxfera majáček maringotka matrikář mažoretka migrant migrantka mikrobus mládežník mobbing nástěnka
neplatič neplatička nonprofit nonstop občasník obchůzkář obrubník obsílka ochotník odklon odtah ohlašovna oddělovač
panelák paneláček pediatrička pejskař pejskařka penzista persona petent peticionář phishing pilotáž podjezd pochůzka
pochůzkář pověřenec předškolák převaděč prezenčka projektor prvňák deváťák průhled přestupkář psychiatrička rampa
realizátor realizátorka recidivista recidivistka redakce respondent retardér revizor revizorka rodičák rušič řešitel
řešitelka řidičák samoživitel samoživitelka selekce seznamka sexting skejťák skejtpark skútr sloupec speciálka
spisovna spolubydlící spot squat squatter stalker stalking stánkař statistička statistik stacionář středník středoškolák
svítidlo svoz synergie sběrna školák školačka štace štítek táborák táborník taxislužba teenager termovize terén
terénista toxik toxikoman toxikomanka trafo trhovec trolejbus tržnice turnus účel uživatel uživatelka vandal vandalka
večerka vězeňkyně videospot vishing vratka vyhledávač vymahač výdejna výhružka výlep vyloučený výskyt výslech
vysokoškolák vzdělavatel wifina youtuber zabezpečovačka zahrádkář zahrádkářka záhlaví záložka záškolák zavináč zimoviště
zlodějíček zpětvzetí zvukař žhář žumpa čerpačka černoodběr čtvrtletník údržbář útěkář letáčky
"""
)
"""Nouns in the nominative; their case forms come from the rules of declension."""

ADJECTIVES = word_set(
    """
blokový bytový dohledový druhostupňový kybernetický nízkoprahový návazný panoramatický pěstounský podnapilý
příspěvkový spisový strážnický tísňový výlukový výslechový zeměpisný
"""
)
