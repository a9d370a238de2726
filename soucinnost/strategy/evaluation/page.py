"""The report as one HTML file that opens anywhere: its look inside, notes at its end, charts as SVG."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.strategy.evaluation.html import Look, html_of
from soucinnost.strategy.evaluation.nodes import Report, Title, note_texts, numbered

_STYLE = """
:root{color-scheme:light dark;--ink:#14191b;--mute:#545f64;--hair:#d4dadb;--accent:#075a65;--warn:#865000;
--field:#737e83;--paper:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebea;--mute:#a1acaf;--hair:#30393b;--accent:#7ac6d1;--warn:#efb862;
--field:#7f8b8f;--paper:#111516}}
body{font:1rem/1.5 Charter,Cambria,"Noto Serif",Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem;
color:var(--ink);background:var(--paper);overflow-wrap:break-word}
h1,h2,h3,h4,th,caption,figcaption,dt,nav,svg{font-family:Roboto,"Segoe UI",system-ui,sans-serif;line-height:1.25}
h1{font-size:1.7rem}h2{font-size:1.3rem;margin-top:2.5rem}h3{font-size:1.1rem;margin-top:2rem}
h4{font-size:1rem;margin-bottom:.3rem}
a{color:var(--accent)}sup{font:.7em/0 system-ui,sans-serif}sup a{text-decoration:none}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.9rem}
caption{text-align:left;color:var(--mute);font-size:.85rem;padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-top:1px solid var(--hair);
overflow-wrap:anywhere}
.num{text-align:right}dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}
dt{color:var(--mute);font-size:.9rem}dd{margin:0}
nav ul,nav li{list-style:none;padding:0}nav li li{padding-left:1.2rem}
figure{margin:1rem 0}figcaption{color:var(--mute);font-size:.85rem;padding-bottom:.3rem}
ol{padding-left:2.4rem;font-size:.85rem}li{margin:.2rem 0}
@media (max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{padding-bottom:.4rem}
thead{position:absolute;clip-path:inset(50%)}tr{display:block;border-top:1px solid var(--hair);padding:.4rem 0}
td{display:block;border:0;padding:.1rem 0;text-align:left}
td[data-l]::before{content:attr(data-l) ": ";color:var(--mute)}}
@media print{body{max-width:none;margin:0}a{color:inherit}}
"""


@in_czech
def html_file(report: Report, *, mark: str = "", site: str = "", claim_path: str = "") -> bytes:
    """The report as UTF-8 HTML. Each number leads to its note; where ``site`` and ``claim_path`` („/…/%s/“) are known,
    the note leads on to the page of the claim.
    """
    notes = numbered(report.parts)
    anchors = frozenset(part.anchor for part in report.parts if isinstance(part, Title))
    look = Look(notes, lambda uid: f"#udaj-{notes[uid]}", anchors=anchors)
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in report.facts)
    shown = f"<p><b>{escape(mark)}</b></p>" if mark else ""
    html = (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(report.title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>{shown}<h1>{escape(report.title)}</h1><dl>{facts}</dl>\n"
        f"{_contents(report)}\n<main>{html_of(report.parts, look)}</main>\n{_notes(report, notes, site, claim_path)}"
        "</body></html>\n"
    )
    return html.encode("utf-8", "replace")


def _contents(report: Report) -> str:
    titles = [part for part in report.parts if isinstance(part, Title) and part.level < 3]
    if len(titles) < 2:
        return ""
    items: list[str] = []
    for one in titles:
        link = f'<a href="#{escape(one.anchor)}">{escape(one.text)}</a>'
        items.append(f"<li>{link}</li>" if one.level == 1 else f'<li class="in"><ul><li>{link}</li></ul></li>')
    name = _("Obsah")
    return f'<nav aria-label="{name}"><h2>{name}</h2><ul>{"".join(items)}</ul></nav>'


def _notes(report: Report, notes: dict[str, int], site: str, claim_path: str) -> str:
    if not notes:
        return ""
    items = []
    for (uid, number), told in zip(notes.items(), note_texts(report, notes), strict=True):
        text = escape(told or _("zdroj neuveden"))
        more = ""
        if site and claim_path:
            more = f' <a href="{escape(site + claim_path % uid)}">{_("Otevřít údaj")}</a>'
        items.append(f'<li id="udaj-{number}" value="{number}">{text}{more}</li>')
    return f'<section><h2 id="poznamky">{_("Poznámky: odkud jsou údaje")}</h2><ol>{"".join(items)}</ol></section>\n'
