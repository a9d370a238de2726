"""Czech names of months and weekdays, and the folded forms in which people type them."""

MONTHS_GENITIVE = (
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
)

WEEKDAYS = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")

_MONTH_WORDS = (
    "ledna leden lednu led",
    "unora unor unoru uno",
    "brezna brezen breznu bre",
    "dubna duben dubnu dub",
    "kvetna kveten kvetnu kve",
    "cervna cerven cervnu cvn",
    "cervence cervenec cervenci cvc",
    "srpna srpen srpnu srp",
    "zari zar",
    "rijna rijen rijnu rij",
    "listopadu listopad lis",
    "prosince prosinec prosinci pro",
)

MONTH_BY_WORD = {word: number for number, words in enumerate(_MONTH_WORDS, start=1) for word in words.split()}
"""Folded word (see kernel.folding) to the number of the month, 1 to 12."""

_WEEKDAY_WORDS = (
    "pondeli pondelka pondelek po",
    "utery uterka uterek ut",
    "streda stredu stredy stredou st",
    "ctvrtek ctvrtka ctvrtku ct",
    "patek patku patka pa",
    "sobota sobotu soboty so",
    "nedele nedeli ne",
)

WEEKDAY_BY_WORD = {word: number for number, words in enumerate(_WEEKDAY_WORDS) for word in words.split()}
"""Folded word to the number of the weekday, Monday 0 to Sunday 6."""

COUNT_BY_WORD = {
    "jeden": 1,
    "jednu": 1,
    "dva": 2,
    "dve": 2,
    "tri": 3,
    "ctyri": 4,
    "pet": 5,
    "sest": 6,
    "sedm": 7,
    "osm": 8,
    "devet": 9,
    "deset": 10,
    "ctrnact": 14,
    "dvacet": 20,
    "tricet": 30,
}
