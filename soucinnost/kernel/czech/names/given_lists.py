"""Given names as they occur in Czech towns, written by hand from general knowledge.

Calendar names, the familiar forms that people use in minutes, and the usual names of Slovaks, Ukrainians, Vietnamese,
Roma and other inhabitants. A help for recognising, never proof.
"""

MALE_CALENDAR = """
Adam Alan Albert Aleš Alexandr Alexej Alfréd Alois Ambrož Amos Andrej Antonín Armin Arnošt Artur August Augustin
Bartoloměj Bedřich Benedikt Benjamin Blahoslav Bohdan Bohumil Bohumír Bohuslav Boleslav Boris Bořek Bořivoj
Bronislav Bruno Břetislav Ctibor Ctirad Cyril Čeněk Čestmír Dalibor Dalimil Damián Daniel David Denis Dobromil
Dominik Drahomír Drahoslav Dušan Eduard Egon Emanuel Emil Erik Ervín Eugen Evžen Felix Ferdinand Filip František
Gabriel Gustav Hanuš Havel Herbert Heřman Horymír Hubert Hugo Hynek Ignác Igor Ivan Ivo Izidor Jáchym Jakub Jan
Jarmil Jaromír Jaroslav Jeroným Jindřich Jiří Jonáš Josef Julius Justin Kamil Karel Kevin Kazimír Klement Kristián
Kryštof Květoslav Ladislav Leo Leopold Leoš Libor Lubomír Lubor Lubomil Luboš Luděk Ludvík Lukáš Lumír Marcel Marek
Marian Mario Martin Matěj Matouš Matyáš Maxim Maxmilián Metoděj Michael Michal Mikuláš Milan Miloslav Miloš Miroslav
Mojmír Nikolas Norbert Oldřich Oleg Oliver Ondřej Oskar Ota Otakar Oto Otto Patrik Pavel Petr Přemysl Radan Radek
Radim Radko Radomír Radoslav Radovan Rastislav Richard Robert Robin Roland Roman Rostislav Rudolf Řehoř Samuel
Sebastian Silvestr Slavomír Slavoj Soběslav Stanislav Svatopluk Svatoslav Šimon Štefan Štěpán Tadeáš Teodor Tibor
Tobiáš Tomáš Vasil Václav Valentin Valdemar Vavřinec Vendelín Viktor Vilém Vincenc Vít Vítězslav Vladan Vladimír
Vladislav Vlastimil Vlastislav Vojtěch Vojta Vratislav Zbyněk Zbyšek Zdeněk Zdislav Zoltán Žigmund Honza Jirka Láďa
Míra Mirek Jarda Kuba Standa Tonda
"""

MALE_MORE = """
Ahmed Ali Blažej Hassan Herman Honzík Jeník Kašpar Ondra Paul Prokop Vašek Vojtíšek Zikmund Werner Gábor
Abrahám Achim Adrian Adolf Aladár Alex Alexander Alexandros Amadeus Anatol Anatolij Andreas Anton Antonio Aram Arpád
Árpád Artem Artur Arzen Attila Aurel Bálint Béla Benedek Bence Bernard Bogdan Bohuš Bojan Borislav Branislav Bronek
Cedrik Claudio Cuong Čenda Damian Dan Danek Daniil Danil Darek Dariusz Dejan Denys Dezider Dimitrij Dino Dmytro
Dmitrij Domin Dominic Dorian Dragan Duc Dung Edvard Edvin Elias Eliáš Elemír Eman Enrico Enrik Eric Erich Ernest
Evald Fabián Fedor Ferko Fero Fernando Ferenc Filemon Franta František Fráňa Gabor Gejza Georg Georgi Gerhard
Gheorghe Giang Grigorij Hai Hans Harald Hasan Heinrich Helmut Henri Henrich Henrik Henry Hieu Horst Hung Huy Chrudoš
Ibrahim Ihor Ilja Imrich István Ivoš Iľja Jakob Jaroslaw Jára Jarin Jaryn Jason Ján Janek Janko Jarek Jenda Jeňa
Jeremiáš Jimmy Joachim Joel Johan Johann Johannes John Jonatan Jorge Jóža Joža Jozef Jožka Jožo József Juraj Jurij
Jura Kája Kalman Karim Karol Khoa Kiên Koloman Konrád Konstantin Kostya Kristof Křišťan Kuno Kvido Kyrylo Lajoš Lars
László Lazar Leon Leonard Leonid Lev Linh Ljubomir Lojza Long Lubek Lubo Luca Lucas Luďa Luis Luka Luki Maksym
Manuel Marco Marcin Marcus Marián Mariusz Mário Mark Marko Markus Maroš Mártin Maťo Matúš Matej Matteo Matthias Max
Maxmilian Medard Mehmet Michail Michajlo Miki Mikoláš Míla Milen Minh Milouš Miro Míša Mirko Mišo Mohamed Móric
Mstislav Mykola Mychajlo Nam Nathan Nestor Nick Nico Nicolas Nikita Nikolaj Nikolai Nikola Noel Oleh Oleksandr
Oleksij Olaf Ondrej Orest Osvald Otmar Oto Ottomar Paulo Pavlik Pavlo Pavol Peťa Péter Peter Petko Petro Petřík
Phong Phuc Phuong Piotr Přemek Quang Quyet Rafael Raul Ráďa Radim Ralf Raymond René Remy Rhys Ríša Roberto Romeo
Ronald Ronny Rosťa Ruda Ruslan Rusty Ryszard Saša Sam Sáva Samo Sandor Sándor Sean Sergej Serhij Servác Serhiy
Slávek Slavibor Slávo Son Stanko Stano Stáňa Stefan Steffen Steve Šebestián Štefko Tadeusz Taras Teo Terenc Theodor
Thomas Thang Thanh Tien Tim Timotej Timur Tom Tomasz Toma Tomík Tommy Toník Tonik Tuan Tung Vadim Václávek Valent
Valentýn Valerij Vasyl Vasilij Venca Veleslav Věroslav Vendelin Viet Vikto Viliam Vincent Viola Vit Vitalij Vladek
Vláďa Vladimir Volodymyr Volodimir Walter Wiktor Wilhelm Willy Wolfgang Xaver Yaroslav Yuri Zbigniew Zbyšek Zděnek
Zdenko Zdenek Zoltan Žarko Živko Tadeas Tobias Matyas Tomas Denisek Dominiček Lukášek Ládík Maty Péťa Pepa Pepík
Radeček Ondřejka Marťas Davídek Míšo Jenýk Jeníček Jiřík Honzíček Vojtík Fanda Fanouš Ferda Matýsek Kryšpín
Kryštůfek
"""

MALE_FOREIGN = """
Aaron Ahmad Aidan Aleksander Aleksandar Aleksej Alvin Andre Andrew Andrzej Andrij Andriy Anthony Armen Arthur Ashot
Ben Benjamín Bernd Bill Björn Bob Boban Bobby Borys Brandon Brian Bryan Carl Carlos Charles Chris Christian
Christopher Clark Colin Craig Dave Davit Dean Derek Dieter Dirk Djordje Donald Douglas Dylan Edgar Eddie Edmund
Edward Elton Emir Enzo Ernst Eugene Ezra Farid Florian Frank Franz Fred Frederik Fritz Gareth Gary Gene Geoffrey
George Gerald Gilbert Giovanni Giuseppe Glen Goran Gordon Graham Greg Gregory Günter Guy Haris Harold Harry Heinz
Hussein Ian Imre Jack Jacob Jaden James Jamie Jan Jasper Jean Jeff Jeffrey Jerry Jerzy Jesse Jim Joe Johnny Jon
Jonas Jonathan Jordan José Joseph Joshua Josh Jovan Juan Jürgen Justín Kareem Karl Keith Ken Kenneth Kenny Kurt Kyle
Larry Leonardo Levi Liam Logan Lorenzo Louis Luigi Luke Maciej Mahmud Malik Manfred Marcell Marcello Mario Martyn
Mason Mateusz Matt Matthew Maurice Mehdi Michael Mick Mihai Mike Milorad Mitchell Muhammad Murat Mustafa Nenad Neil
Nigel Niklas Nikolay Norman Omar Oscar Osman Otto Owen Pablo Paolo Patrick Pavlos Pedro Peter Phil Philip Pierre
Ralph Ramon Randy Raj Rashid Ricardo Rick Ricky Rob Robbie Rodrigo Roger Ron Ross Roy Russell Ryan Said Salem Salim
Samir Scott Sebastián Sergio Shane Simon Stan Stephen Steven Stojan Stuart Taylor Ted Terry Theo Tibor Tiago Timothy
Todd Tony Trevor Tristan Tyler Uwe Vasile Victor Vinko Vitaly Vladimir Wayne William Yusuf Zdravko Zlatan Zoran
"""

FEMALE_FOREIGN = """
Abigail Adele Agnes Aida Aisha Alison Alissa Alyona Amina Amira Amy Anastasiia Angie Ann Anne Annie Antonia Arina
Ashley Aurora Ava Ayşe Barbara Bella Beth Bianca Brenda Bridget Britney Camilla Carla Carol Caroline Cassandra
Catherine Cathy Celine Charlotte Chiara Christina Christine Cindy Claire Clara Claudia Connie Cynthia Daisy Dalila
Danielle Daryna Dasha Dawn Deborah Delia Demi Diane Dorothy Edith Elaine Elif Elise Ellen Emily Erica Esther Eve
Evelyn Faith Federica Fiona Florence Francesca Frida Gabriele Gemma Georgina Ginger Gina Gloria Grace Greta Gudrun
Gwen Hailey Hannah Heather Heidi Helen Holly Hope Imelda Inga Inge Ioana Isabel Isabella Ivanna Jacqueline Jade Jane
Janet Janine Jasmine Jean Jenny Jill Joan Joanna Jolie Josephine Joyce Judy June Kamila Karen Karine Karolin Kate
Katherine Kathleen Katie Kaya Kelly Kendra Kerry Kimberly Kira Kirsten Kseniya Lana Larysa Latifa Laila Leila Lesia
Lesya Lilia Lilly Lily Lisa Liudmila Liza Lori Louise Lucy Lydia Lyuba Madeleine Madison Maggie Malgorzata
Małgorzata Mara Margaret Mariana Mariella Marilyn Marissa Mariya Marlena Maryam Maya Megan Mei Melina Melinda Melisa
Meryem Mia Michelle Milica Mina Miranda Molly Nadia Nadiya Nancy Naomi Nasťa Nastja Natascha Natalya Nicole Nika
Nikoletta Nour Odette Olesia Olesya Ophelia Pam Paola Patty Penelope Phoebe Priscila Rachel Raisa Ramona Rebecca
Rosa Rosalie Rose Roxanne Sabrina Sally Samira Saskia Selena Serena Sharon Sheila Shirley Sierra Snezana Solomiya
Sonya Sophia Sophie Stacy Stephanie Sue Susan Susanne Suzanne Sylvie Tanja Tanya Tara Tess Tessa Theresa Tiffany
Tracy Ursula Valentine Valeriia Vanda Veronica Vicky Victoria Violet Vira Virginia Wanda Wendy Whitney Yasmin
Yasmina Yaroslava Yvette Zahra Zarina Zhanna Ziva Zoya Zuzanna
"""

FEMALE_CALENDAR = """
Adéla Adriana Agáta Alena Alexandra Alice Alžběta Amálie Anastázie Anděla Andrea Aneta Anežka Anna Antonie Apolena
Barbora Beáta Běla Berta Blanka Blažena Bohdana Bohumila Bohuslava Božena Brigita Bronislava Cecílie Dagmar Dana
Daniela Darina Denisa Diana Dominika Dobromila Dorota Drahomíra Drahoslava Drahuše Dušana Edita Ela Elena Eliška
Ella Ema Emílie Emma Erika Ester Eugenie Eva Evelína Evženie Filomena Františka Gabriela Gertruda Gita Hana Hedvika
Helena Heda Hermína Ilona Inka Irena Irma Ivana Iva Iveta Ivona Ivanka Izabela Jana Jarmila Jaromíra Jaroslava
Jindřiška Jindra Jiřina Jitka Johana Jolana Josefa Josefína Judita Julie Justýna Kamila Karin Karla Karolína
Kateřina Klára Klaudie Kristina Kristýna Květa Květoslava Květuše Lada Ladislava Laura Lea Lenka Leona Leontýna
Libuše Liběna Lída Linda Lýdie Lubomíra Lucie Ludmila Ludvika Magda Magdaléna Mahulena Marcela Marie Mariana Marika
Markéta Marta Martina Matylda Michaela Michala Milada Milena Miloslava Miluše Miriam Miroslava Monika Naděžda
Natálie Nataša Nela Nikol Nikola Nina Nora Oldřiška Olga Olivie Otilie Patricie Pavla Pavlína Petra Radana Radka
Radmila Radomíra Radoslava Regina Renata Renáta Romana Rozálie Rut Růžena Sabina Sandra Sára Silvie Simona Slávka
Sofie Soňa Stanislava Stela Stella Svatava Svatoslava Svetlana Světlana Šárka Šarlota Štefanie Štěpánka Tamara
Taťána Tereza Terezie Valerie Vanda Vendula Veronika Věra Viktorie Vilma Viola Vladimíra Vladislava Vlasta Xenie
Zdenka Zdeňka Zdislava Zita Zlata Zora Zuzana Žaneta Žofie Jiřka Táňa Naďa Máša Bára Katka Maruška Věruška
"""

FEMALE_MORE = """
Adelaida Adelka Agnieszka Agneša Agnesa Albína Alenka Alesia Alexa Alina Aloisie Alojzie Alona Alžbeta Amanda Amélie
Ana Anastasia Anastasija Anastázia Anděla Andělka Andrejka Andreja Anet Anetka Angela Angelika Anička Anita Anina
Anka Anna-Marie Annamária Anastasie Antonína Aranka Arleta Astrid Audrey Aurélie Barča Baruška Bea Beatrice Beatrix
Beátka Bedřiška Bernadeta Bětka Betina Betty Bibiana Blaženka Bohunka Bohumilka Božka Brigid Carmen Cristina
Celestýna Cilka Chantal Charlota Chi Dáda Dagmara Daja Dája Danka Danuše Danuta Darja Dáša Daria Daryna Dáňa Debora
Deniska Desana Diana Dita Ditka Dobromila Dominique Dora Doris Doubravka Drahuška Dulcinea Eleonora Elfrída
Elisabeth Eliza Elizabeta Elizabet Elizaveta Elka Elsa Elvíra Elza Emilka Emilie Emilia Enrika Erna Ernestina
Esmeralda Estela Etela Eulálie Evička Evka Evelin Fatima Flora Františka Frída Gabina Gábina Gabi Gabika Galina
Gerta Giang Giulia Gizela Gita Gréta Grethe Halina Halka Halyna Hanička Hanka Haňa Háta Hedva Helča Helenka Helga
Henrieta Herta Hilda Hien Hoa Huong Chloe Ida Ilja Ilka Ilse Ilonka Ingrid Inna Ira Irenka Irina Iris Iryna Iruška
Isabela Iulia Ivča Iveta Ivetka Ivica Ivuška Iza Izolda Jája Janča Janka Janička Jarka Jaruška Jasmína Jaryna Jasna
Jelena Jennifer Jenovéfa Jessica Jindřiška Jiřa Jiřinka Jitunka Jituška Joana Johanka Jolanta Jolanka Jozefína Julia
Juliana Juliána Júlia Justina Kája Kamča Karmen Karolina Káťa Katarína Katarina Kateryna Kathy Katrin Katka Kačka
Kačenka Káča Khrystyna Kim Klárka Klaudia Konstancie Kornélie Kristyna Kristýnka Krista Krystyna Kseniia Ksenia
Květka Květuška Larisa Lara Lan Laďka Lenča Leni Leontina Leticie Lia Liba Libuška Lidie Lidka Liduška Lili Lilian
Lilija Liliana Liljana Lina Linh Liudmyla Ljuba Ljubov Ljudmila Loreta Luba Lubka Lucia Lucka Luciana Luďka Ludmilka
Luisa Lujza Luna Lyudmila Lyubov Lydie Maja Mája Malvína Manuela Marcelka Margita Margareta Margaréta Margot Mária
Maria Mariia Marija Marína Marina Mariola Marion Marlen Marjana Markétka Marlene Martinka Máři Mařenka Mary Maryna
Matěna Maud Maxima Mei Melánie Melissa Mercedes Michalka Mia Mila Milanka Milenka Milka Miluška Mína Mira Míša Mirka
Mirča Míla Monča Mona Muriel Nadja Nadiia Naděje Nadine Naomi Natalia Natália Natalie Nataliia Natalija Natalka Naty
Nathalie Nelly Nga Ngoc Nguyet Nikolka Nikoleta Nina Noemi Nikča Oksana Oktávie Olena Olha Olinka Oľga Olivia
Olympie Ondřejka Otýlie Ornela Pamela Patricia Paula Paulína Pavlínka Pavlinka Péťa Perla Petruška Petronela
Petronila Phuong Polina Radmilka Radunka Ráchel Rachel Ráďa Rebeka Regína Renča Renatka Rita Roberta Romanka Romča
Rosana Rosita Roxana Rozárie Rozalie Rozálka Růža Růženka Ružena Ruth Ruženka Sabinka Salome Samanta Sandy Sára Saša
Sarah Saskie Selma Serafína Silva Silvia Simča Simonka Slavěna Slavomíra Slavka Sněžana Sofia Sofija Solomija Soňka
Sonja Sonia Stáňa Stanka Stázka Stefanie Štefka Štefánia Štefania Štěpa Stefania Svitlana Sylva Sylvie Sylvia
Šárinka Šári Taisija Táňa Taša Tatjana Tatiana Taťana Taťjana Tatyana Tekla Teodora Terka Terina Terezka Teréz Thao
Thea Thi Thu Thuy Tina Toňka Trang Trinh Ulrika Uljana Uršula Vali Valentina Valentýna Valburga Valérie Valerija
Vanessa Vaneska Vánda Vendy Vendulka Vera Verča Verka Verunka Vesna Vierka Viera Věrka Viki Viktoria Viktorija
Viliana Viktória Vilemína Vilhelmína Vilemina Violeta Virginie Vita Vivien Vlaďka Vlastička Vlastimila Volha Xénia
Yana Yen Yeva Yulia Yuliia Yvona Yveta Yvetta Yvonne Zdena Zdeni Zdenička Zdeňka Zdeňule Zdenuška Zina Zinaida
Zlatka Zlatica Zlatuše Zoe Zoja Zorka Zuzka Zuzanka Zuzana Žanda Žanet Želmíra Živa Žofka Žofinka
"""
