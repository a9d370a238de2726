"""Characters that are hard to tell apart in source text, by name."""

NBSP = "\N{NO-BREAK SPACE}"
NARROW_NBSP = "\N{NARROW NO-BREAK SPACE}"
THIN_SPACE = "\N{THIN SPACE}"
EN_DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
OPENING_QUOTE = "\N{DOUBLE LOW-9 QUOTATION MARK}"
CLOSING_QUOTE = "\N{LEFT DOUBLE QUOTATION MARK}"

UPPER = "".join(filter(str.isupper, map(chr, range(0x41, 0x250))))
"""Latin capitals with and without diacritics, for character classes of regular expressions."""
LOWER = "".join(filter(str.islower, map(chr, range(0x61, 0x250))))
"""Latin small letters with and without diacritics."""

NOT_STATED = "neuvedeno"
"""What stands where a value is missing; never 0 and never an empty place (house rule)."""
