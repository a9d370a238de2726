"""Words whose forms no rule gives and the dictionary lacks or has under another word. Small letters."""

IRREGULAR: dict[str, str] = {
    "člověk": "člověka člověku člověkovi člověče člověkem lidé lidi lidí lidem lidech lidmi",
    "dítě": "dítěte dítěti dítětem děti dětí dětem dětech dětmi",
    "rok": "roku roce rokem roky roků rokům rocích let letům letech lety léta",
    "přítel": "přítele příteli přítelem přítelovi přátelé přátele přátel přátelům přátelích přáteli",
    "kněz": "kněze knězi knězem kněží kněžím kněžích kněžími",
    "den": "dne dni dnu dnem dny dnů dní dnům dnech",
    "týden": "týdne týdnu týdnem týdny týdnů týdnům týdnech",
    "přítelkyně": "přítelkyň přítelkyní přítelkyni",
    "hrabě": "hraběte hraběti hrabětem hrabata",
    "kníže": "knížete knížeti knížetem knížata",
    "dát": "dán dána dáno dáni dány",
    "říci": "řeknu řekneš řekne řekneme řeknete řeknou řečen řečena řečeno řečeni řečeny",
    "dobrý": "lepší lepšího lepšímu lepším lepších lepšími nejlepší nejlepšího nejlepšímu nejlepším nejlepších",
    "špatný": "horší horšího horšímu horším horších horšími nejhorší nejhoršího nejhorším nejhorších",
    "velký": "větší většího většímu větším větších většími největší největšího největším největších",
    "malý": "menší menšího menšímu menším menších menšími nejmenší nejmenšího nejmenším nejmenších",
}

# What the dictionary says and is not so: (form, lemma).
NO_FORM: frozenset[tuple[str, str]] = frozenset({("lepší", "lepšit"), ("kosa", "kos")})
