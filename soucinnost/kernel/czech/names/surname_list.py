"""Surnames usual in Czechia, in the men's nominative, written by hand from general knowledge.

Chiefly those that are also common words (Svoboda, Holub, Malý) or look like something else: what stands in no
dictionary needs no list to be noticed. A help for recognising, never proof.
"""

from soucinnost.kernel.czech.wordsets import word_set

SURNAMES = word_set(
    """
Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák Němec Marek Pospíšil Pokorný Hájek Jelínek Král
Růžička Beneš Fiala Sedláček Doležal Zeman Nguyen Kolář Krejčí Navrátil Čermák Urban Vaněk Blažek Kříž Kratochvíl
Kovář Kopecký Bartoš Vlček Musil Šimek Polák Konečný Malý Čech Staněk Kadlec Štěpánek Holub Soukup Dostál Šťastný
Mareš Moravec Sýkora Tichý Valenta Vávra Matoušek Bláha Říha Ševčík Bureš Hruška Mašek Pavlík Dušek Hrubý Havlíček
Janda Mach Müller Liška Beran Bednář Toman Vítek Doubek Kaplan Kos Kubát Hlaváček Beránek Bílek Bárta Macháček
Janoušek Sedlák Kalina Tůma Smutný Kašpar Vacek Janeček Suchý Havel Strnad Kozák Šafařík Brož Pešek Zapletal Vondra
Vondráček Kraus Ježek Adamec Holý Havránek Hudec Bartoň Řezníček Slavík Gregor Žák Skála Kubíček Tomeš Cibulka
Jiránek Mikeš Kroupa Šindelář Štěrba Chládek Zelenka Zelený Hanák Motyčka Michálek Vrba Rybář Franc Stejskal Macek
Bouška Pánek Hrdlička Hejda Kuchař Lang Vojtěch Zima Smola Frýdl Jareš Hošek Šebesta Straka Žižka Drábek Kohout
Kostka Mička Palán Kubeš Vrána Jonáš Srb Kouba Rous Ptáček Neuman Švec Jaroš Peterka Koubek Petr Plachý Červenka
Kolman Kalous Šustr Kačer Vlk Medek Pohl Hora Kobza Pinkas Šrámek Lukeš Vodička Fišer Vrbka Formánek Pražák Kovařík
Pecha Šulc Pech Jirásek Kafka Rada Vašek Chalupa Slanina Štefan Krátký Synek Koudelka Kučírek Slezák Dušan Kubík
Dlouhý Vrabec Brabec Turek Balog Horváth Danko Daniš Lakatoš Gábor Bihári Oláh Rácz Ferenc Kotlár Kováč Demeter Giňa
Grundza Gabčo Kandráč Tokár Pompa Pokuta Bandy Cina Conka Červeňák Duna Facuna Goroľ Holomek Fabián Mirga Mižigár
Polhoš Pusztai Rafael Sivák Šarközi Stojka Tancoš Tulej Varga Žiga Zupko Lacko Ščuka Dzurko Kurej Ďuďa Hajdú Krištof
Míka Rusnák Hamza Šipoš Szabó Tóth Nagy Molnár Kiss Bartók Fekete Farkas Simon Takács Papp Hlavatý Kulhavý Slepý
Hluchý Křivý Rovný Kudrnatý Vlasatý Zubatý Nosek Hlava Ruka Noha Palec Prst Ucho Oko Brada Vlas Pupek Bílý Žlutý
Modrý Rudý Šedý Sivý Hnědý Červený Krásný Hezký Škaredý Mladý Starý Nový Velký Široký Úzký Hluboký Vysoký Nízký
Tlustý Tenký Tvrdý Měkký Ostrý Tupý Sladký Kyselý Hořký Slaný Teplý Studený Horký Mokrý Lepší Horší Lačný Hladový
Sytý Žíznivý Bohatý Chudý Chytrý Moudrý Hloupý Dobrý Zlý Hodný Milý Drahý Levný Svatý Poctivý Věrný Pravý Levý Přímý
Nejedlý Nezbeda Nezval Neruda Nečas Nesvadba Nevrlý Neduha Nedvěd Nebeský Zedník Truhlář Tesař Kovanda Pekař Řezník
Mlynář Švejda Krejčík Ševc Hrnčíř Sklenář Bečvář Bednařík Koželuh Provazník Zámečník Klempíř Kominík Zahradník
Myslivec Hajný Lovec Pastýř Ovčák Pasák Vozka Forman Kočí Krčmář Šenkýř Hospodský Sládek Vinař Cukrář Uhlíř Dřevař
Dudek Holoubek Kavka Krkavec Sojka Stehlík Čížek Vrabčák Datel Kukačka Sova Orel Sokol Jestřáb Čáp Volavka Labuť
Kachna Husa Krocan Slepička Kohoutek Páv Bažant Koroptev Křepelka Zajíc Zajíček Králík Krtek Myška Myš Potkan
Jezevec Liškař Medvěd Vlach Kůň Koníček Hříbek Hřebec Kobyla Býk Volek Tele Jalovec Kozel Koza Kozlík Ovečka Skopec
Prase Pes Pejsek Kocour Kočka Kotě Štika Kapr Candát Sumec Okoun Pstruh Úhoř Rak Žába Had Čmelák Komár Moucha Včelka
Brouk Chroust Blecha Veš Mravenec Pavouk Červ Mravec Motýl Dub Doubrava Buk Bříza Lípa Javor Jasan Jedlička Smrk
Smrček Borovička Borovec Olše Vrbický Topol Kaštan Ořech Oříšek Jablko Jabůrek Švestka Třešňák Višeň Malina Jahoda
Ostružina Borůvka Angrešt Rybíz Kopřiva Bodlák Pelyněk Heřmánek Petržel Mrkvička Cibule Česnek Kapusta Zelí Řepa
Ředkvička Hrách Hrášek Fazole Čočka Mák Růže Fialka Tulipán Konvalinka Pšenička Žitný Oves Ječmen Sláma Seno Tráva
Trávníček Lesák Lesný Háj Hájíček Louka Loučka Pole Potok Potůček Řeka Rybníček Rybník Kámen Kamínek Skalický Vrch
Vršek Kopec Kopeček Důl Dolák Jáma Lom Mráz Mrázek Sníh Led Ledvina Déšť Bouře Hrom Blesk Vítr Větrovec Mlha Rosa
Jarý Jaro Léto Podzim Zimák Pondělí Pondělíček Úterý Středa Čtvrtek Pátek Sobota Neděle Svátek Vánoční Půlpán
Půlkrab Večeřa Večeře Oběd Snídaně Chleba Chléb Houska Rohlík Koláč Koláček Buchta Kobliha Knedlík Polívka Omáčka
Kaše Máslo Sádlo Špek Škvařil Tvarůžek Syrový Sýr Syrovátka Smetana Pivo Pivoňka Pivec Víno Vinický Medovník Cukr
Pepř Sůl Koření Kostelník Kostelecký Farář Biskup Papež Kněz Mnich Opat Prior Jeptiška Zvoník Zvonek Zvon Hrob
Hrobař Kníže Hrabě Baron Vévoda Císař Rytíř Šlechta Pán Sluha Knecht Voják Vojáček Hejtman Rychtář Soudek Soudný Kat
Drábík Dráb Hlídka Strážný Střelec Bubeník Trubač Pištělák Houdek Hudeček Muzikant Šumař Tanečník Zpěvák Zpěváček
Kašpárek Klaun Šašek Mudra Myslík Pamětník Šibal Šíma Šíp Šípek Luk Meč Mečíř Kopí Štít Sekera Sekyra Kladivo Kleště
Hřebík Hřebíček Pila Pilař Nebozez Vrták Kosa Srp Hrábě Vidlička Nůž Nožička Lžička Hrnec Hrneček Kotel Kotek Džbán
Pohár Sklenička Láhev Věrtel Koruna Tolar Zlatý Stříbrný Krejcar Groš Peníz Dukát Kapsa Kalhota Kabát Kabátek Košile
Košťál Klobouk Čepička Bota Boháč Botka Střevíček Punčochář Rukavička Šátek Knoflík Jehla Jehlička Nit Klíč Klíček
Zámek Dveře Vrata Okno Komín Komínek Střecha Sloup Chalupník Chaloupka Domek Stodola Stodůlka Mlýn Mlýnek Kolo
Kolečko Vozáb Vůz Vozár Sáňka Lodička Loďka Most Mostek Mládek Mlčoch Brzobohatý Skočdopole Stojespal Nejezchleba
Rádsetoulal Vyskočil Zdražil Zaorálek Zavřel Zatloukal Zbořil Odstrčil Osolsobě Doskočil Dohnal Dočekal Dokulil
Dorazil Hořejší Dolejší Dolní Horní Prostřední Přední Zadní Přikryl Pokora Pokorák Pospěch Kvapil Kutil Chvátal
Vrzal Skopal Skoupil Stuchlík Sedmík Sedmidubský Osmík Tříska Čtvrtník Pětník Prášek Prach Bláto Hlína Písek Písařík
Písař Malíř Malířský Tiskař Knihař Kniha Kantor Učitel Školník Žáček Bakalář Doktor Lékař Ranhojič Mistr Tovaryš
Nádeník Robot Dělník Rolník Sedlář Láska Lásko Radost Žal Smích Smutek Strach Hněv Hrůza Bída Nouze Čert Ďábel Anděl
Bůh Rašek Roubal Rosol Rosůlek Kyncl Kvasnička Kvasnica Tvrdík Tichota Ticháček Tichánek Čermáček Čerňák Bělohlávek
Bělohoubek Bělík Bílík Blatný Blažej Borek Bor Boura Brázda Brousek Brychta Brynda Břicháček Budík Burda Burian
Buřič Cihlář Cihla Coufal Cvrček Červinka Čapek Čáslavský Čtrnáct Dančák Daněk David Denk Diviš Dobeš Dobiáš
Dobrovolný Drahoš Drozd Druhý První Třetí Duda Duchoň Duch Dvorský Dvorník Exner Fajt Faltus Fanta Faltýnek Fencl
Filip Fojtík Fojt Fousek Frolík Fuchs Fuks Gajdoš Gajda Galuška Hanzlík Hanuš Hanousek Hanzal Hartman Hasil Havelka
Havlík Havrda Heger Hejl Hejna Hejtmánek Herman Heřman Hladík Hladký Hlaváč Hlinka Hnát Hodek Hoffmann Hofman Holan
Holeček Holas Homola Honzík Horáček Horčička Hofmeister Hrabák Hrabal Hrabovský Hradec Hradecký Hradil Hrazdíra
Hrbek Hrdý Hron Hrozek Hrstka Hruban Hubáček Hubka Humpál Hušek Chaloupek Charvát Chmelař Chmel Chmelík Chocholouš
Chrastina Chvojka Chytil Ivan Jakeš Jakl Jakoubek Jakub Jakubec Janák Janata Janáček Janča Janík Jansa Janský Janů
Jánský Jeřábek Jeřáb Jech Jelen Jemelka Jeník Jež Jíra Jílek Jindra Jirák Jirka Jiskra Jílka Jirout Jiříček Jůza
Juřica Jurečka Juránek Kadeřábek Kadlček Kaňka Kaňok Kamenický Kameník Kaňa Kapoun Karas Karásek Karban Karel Karlík
Kasal Kasík Kavan Kazda Kazík Keller Kesl Klapka Klečka Klein Klement Klíma Klimeš Klouda Klusáček Kment Kmoch Knap
Knotek Kocián Kočár Kodet Kohn Kohák Kolařík Kolek Komárek Kondr Konvalina Konvička Kopáček Kopal Korbel Kordík
Kořínek Kotas Kotrba Kotrč Kott Koukal Kouřil Kousal Koutný Koutek Kovačík Kratochvil Kreml Křeček Křen Křenek
Křepela Křivánek Křížek Kubec Kubelka Kubica Kubín Kubiš Kudláček Kudrna Kukla Kulík Kulka Kunc Kuneš Kupec Kupka
Kurka Kutěj Kutílek Kužel Kvapilík Kvasil Kvěch Kvítek Kyselka Kytka Kyzlink Ladman Lachman Lacina Landa Langer
Látal Lebeda Lédl Lenc Lexa Lhota Lhoták Lhotský Lebduška Linhart Lisý Lorenc Loskot Loukota Ludvík Lukáč Lukáš Lusk
Macura Mader Machala Machač Machálek Majer Malát Malec Maleček Malík Mališ Maňas Marcel Mareček Mareda Martinec
Martinek Martínek Martin Maršálek Maršík Maryška Maša Masař Mašín Matějka Matějček Matěj Mates Matouš Matula Matys
Matyáš Maxa Mazal Mazánek Mazur Mejzlík Melichar Menšík Merta Mezera Míček Mičánek Mikulášek Mikula Mikulka Minařík
Míšek Mojžíš Morávek Morava Mouček Možný Mrkvica Mucha Musílek Mužík Nademlejnský Nachtigal Najman Navara Nekola
Nerad Netolický Neumann Nitsche Noga Nohejl Novosad Novotník Obdržálek Obr Odehnal Ondráček Ondra Ondrášek Ondruš
Opletal Opočenský Opršal Orság Otáhal Otava Otčenášek Pachta Palacký Palata Palička Panský Papoušek Pařízek Pásek
Paseka Pařil Pata Patočka Paul Paulík Pauk Pavelec Pavelka Pavlas Pavlát Pavlíček Pavel Pavlů Pelc Pelikán Peroutka
Peška Petráček Petrák Petrášek Petrů Petržela Pícha Pilát Pilný Pithart Píša Pivoda Pleskot Plašil Plíva Plocek
Podhorský Podlaha Pojar Polách Poláček Polášek Popelka Popelář Pošta Pošík Potměšil Pražan Preisler Prchal Prokeš
Prokop Průcha Průša Přibyl Příhoda Ptáčník Pudil Půta Pytlík Rambousek Rataj Reiter Rejman Remeš Rez Richter Rokos
Rosenberg Roubíček Rozsypal Rudolf Rus Růžek Rybka Řeháček Řehák Řehoř Řepka Řezáč Sadil Sadílek Samek Sázavský
Seidl Seifert Sekanina Semerád Severa Schejbal Schneider Schmidt Schwarz Sixta Skalník Skoumal Skřivánek Skuhrovec
Slaba Slabý Slavíček Slováček Slovák Smejkal Smékal Smetánka Smolík Smrčka Smrž Sobek Sobotka Sodoma Sochor Somr
Souček Soukal Spáčil Spěváček Srna Srnec Staňa Stárek Stárka Stehno Stibor Stloukal Strachota Strouhal Stránský
Strádal Strejček Studnička Stuchlý Suk Suchánek Suchomel Sukup Sup Svačina Světlík Sviták Svozil Sychra Šafránek
Šafář Šáda Šach Šalda Šanda Šebek Šebela Šedivý Šesták Šetka Šidlo Šídlo Šich Šilhan Šilhavý Šimánek Šimáček Šimon
Šimůnek Šimonek Škoda Škarka Škop Škrabal Šlapák Šlégr Šmejkal Šmíd Šnajdr Šolc Šotola Šperl Špaček Špička Šrom
Štancl Štastný Štěpán Štefánek Štícha Štěch Štrobl Šubrt Šuba Šula Šulák Švarc Švehla Švihlík Švanda Švejk Táborský
Talaš Tejkal Tesárek Tomášek Tomáš Tománek Tomek Topinka Trnka Trojan Tvrdoň Týc Uher Uhlář Uhřík Uhlír Ulrich
Urbánek Urbanec Vácha Váchal Václavek Václavík Vágner Vála Válek Valeš Vališ Valouch Vančura Vaněček Vaníček Vaňous
Vaňura Vašák Vašíček Váňa Vávrů Vebr Vejvoda Veleba Verner Veselka Větrovský Vích Vika Vinš Vít Vízner Vladyka
Vlasák Vlášek Vojta Vojtek Vojtíšek Volák Volf Volný Volšík Vomáčka Vondrák Vondrouš Vorel Vorlíček Votava Votruba
Vrábel Vrbata Vrátný Vyhnálek Vychodil Vydra Výborný Vymazal Vysloužil Wagner Weber Weiss Werner Winkler Wolf
Zábranský Zach Zachoval Zajac Záruba Závodný Zavadil Zbranek Zbuzek Zdeněk Zedníček Zejda Zelinka Zemánek Zeyer
Zezula Zich Zika Zikmund Zlámal Zlatník Znojemský Zoubek Zoula Zouhar Zralý Zubr Zvěřina Zvolánek Žalud Žďárský
Železný Žemlička Ženíšek Žilka Žídek Žid Živný Žlab Žoček
"""
)

FOREIGN_SURNAMES = word_set(
    """
Nguyen Tran Le Pham Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Trinh Dinh Mai Dao Doan Luong Truong Cao Nguyễn
Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Kovalenko Ševčenko Bondarenko Tkačenko Kravčenko Oliynyk Melnyk
Moroz Ivanov Petrov Smirnov Popov Kowalski Nowak Wiśniewski Schmidt Schulz Fischer Meyer Becker Wagner Smith Johnson
Brown Williams Khan Ali Ahmed Hassan Singh Kim Lee Li Wang Zhang Chen
"""
)
