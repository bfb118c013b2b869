"""The notes sheet of the workbook, in Danish."""

from __future__ import annotations

from babel.dates import format_datetime

from pipelines.report.about import About, Tables
from pipelines.report.figure_text import LOCALE
from pipelines.text.danish import DENMARK, number
from pipelines.text.hidden_da import HIDDEN_GUIDE, HIDDEN_MEANS

_NOTES = (
    ("Skjult", f"Ordet »skjult« ved en tom celle: {HIDDEN_MEANS} {HIDDEN_GUIDE}"),
    ("Mangler data", "Perioden kan ikke regnes ud, fordi noget ikke er leveret. Det er heller ikke 0."),
    ("Foreløbigt", "Tallet kan stadig ændre sig, fordi perioden ikke er endelig."),
    (
        "Værdi",
        "Enheden pct er 0-100; en score er, som den er. Læg aldrig procenter sammen: Brug tæller og nævner.",
    ),
    ("Grænser", "95 %-interval (Wilson). Tomt, hvor tallet ikke er en andel af personer."),
    ("Alle", "»Alle« betyder, at der ikke er delt op. Vælg »Alle« i de kolonner, I ikke vil dele op efter."),
    (
        "Dækning",
        "Hvor stor en del af tallet der er leveret, skønnet efter sidste gang, de manglende leverede.",
    ),
    ("Tre år samlet", "Tællere og nævnere for tre år lagt sammen, hvor alle tre kan vises."),
    ("Status", "Ordene er forklaret bagest i report.html."),
)


def notes(about: About, tables: Tables) -> list[tuple[str, str]]:
    """Return title and text of each note; the first identifies the publication."""
    at = format_datetime(about.published_at, "d. MMMM y 'kl.' HH.mm", tzinfo=DENMARK, locale=LOCALE)
    freeze = f", fastfrosset som {about.freeze}" if about.freeze else ""
    hidden = tables["indicators"].filter(status="suppressed").height
    count = f"{number(hidden)} af {number(tables['indicators'].height)} tal er skjult."
    return [("Udgivelse", f"{about.publication}, udgivet {at}{freeze}. {count}"), *_NOTES]
