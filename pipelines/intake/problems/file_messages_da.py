"""The Danish message and severity of every problem of a whole file.

{name} is a title, {names} a list of them, {count} a number, {place} a column.
"""

from __future__ import annotations

from pipelines.intake.problems.cell_messages_da import Severity

FILES: dict[str, tuple[Severity, str]] = {
    "nothing_in_file": (
        "error",
        "Der står ikke noget i filen. Se, om det er den rigtige, gem den igen, og læg den i mappen.",
    ),
    "empty_file": ("error", "Filen er tom (0 bytes). Gem den igen, og læg den i mappen."),
    "file_too_large": ("error", "Filen er større end 2 GB. Del den op i flere."),
    "too_large_unpacked": ("error", "Filen fylder for meget, når den pakkes ud. Del den op i flere."),
    "too_many_rows": ("error", "Filen har flere end 20 mio. rækker. Del den op i flere."),
    "too_many_columns": ("error", "Filen har flere end 500 kolonner. Slet de tomme, og gem igen."),
    "too_many_sheets": ("error", "Filen har flere end 200 faner. Gem dem, vi skal have, i en ny fil."),
    "too_slow": (
        "error",
        "Filen kræver for meget arbejde at læse. Gem kun tabellen i en ny fil, og læg den i mappen.",
    ),
    "cell_too_long": (
        "error",
        "En celle har flere tegn, end Excel kan have i én. Filen er nok gået i stykker: eksportér den igen.",
    ),
    "line_too_long": (
        "error",
        "En linje er meget længere, end en række kan være. Mangler der linjeskift? Eksportér filen igen.",
    ),
    "too_heavy": (
        "error",
        "Filen fylder for meget, når den åbnes. Der kan stå noget i en celle langt nede eller ude til højre: "
        "slet tomme rækker og kolonner, gem igen som .xlsx, eller del filen i flere.",
    ),
    "protected": (
        "error",
        "Filen er beskyttet med adgangskode. Fjern beskyttelsen, eller aftal en sikker kanal med sekretariatet.",
    ),
    "broken_table": ("error", "Filen er beskadiget eller skåret over. Hent den igen, og læg den i mappen."),
    "broken_workbook": ("error", "Filen er beskadiget. Åbn den i Excel, gem den igen, og læg den i mappen."),
    "not_a_table": ("error", "Det er ikke en tabel. Gem som Excel (.xlsx) eller CSV, og læg den i mappen."),
    "unknown_partner": ("error", "Mappen hører ikke til en kendt partner. Skriv til sekretariatet."),
    "not_recognised": (
        "error",
        "Vi kan ikke genkende listen i filen.{nearest} Vi venter {names} fra jer. "
        "Overskrifterne skal stå i én række øverst i arket, stavet som i skabelonen.",
    ),
    "not_agreed": ("error", "Filen ligner {name}, som ikke er aftalt med jer. Skriv til sekretariatet."),
    "agreement_ended": ("error", "Aftalen om {name} er udløbet. Skriv til sekretariatet."),
    "cpr_not_agreed": (
        "error",
        "Her står noget, der ligner et CPR-nummer. {name} er aftalt uden CPR-numre. Slet dem, og send filen igen.",
    ),
    "missing_column": (
        "error",
        "Kolonnen {name} mangler.{guess} Tilføj den, eller ret overskriften, og send filen igen.",
    ),
    "double_column": ("error", "To kolonner er begge {name} og siger noget forskelligt. Slet den ene."),
    "unknown_codes": (
        "warning",
        "I {title} står koder, vi ikke kender: {codes}. Ret dem, eller skriv til sekretariatet.",
    ),
    "unknown_indicator": (
        "warning",
        "I {title} står noget, der ikke er en af vores indikatorer. Rækken er gemt, men vises ingen steder. Brug "
        "navnet, som det står i rapporten.",
    ),
    "unknown_areas": (
        "warning",
        "I {title} står områder, vi ikke kender: {codes}. De personer er ikke med i noget tal for {place}, før "
        "områderne er rettet, eller sekretariatet kender dem.",
    ),
    "our_error": (
        "error",
        "Noget gik galt hos os, da filen skulle læses. I skal ikke gøre noget: sekretariatet ser på den.",
    ),
    "refused_by_secretariat": (
        "error",
        "Sekretariatet har set på filen og bruger den ikke. Det, I har sendt før, tæller stadig. Send en ny fil, når "
        "den er rettet, eller skriv til sekretariatet.",
    ),
    "answer_taken_back": (
        "error",
        "Sekretariatet har rettet, hvad en overskrift eller en kode hos jer betyder. I skal ikke sende filen igen.",
    ),
    "no_usable_rows": ("error", "Der er ingen rækker, vi kan bruge i filen."),
    "no_rows": (
        "error",
        "Listen er ikke udfyldt endnu: der står ingen rækker under overskriften. "
        "Skriv jeres rækker lige under den, gem filen, og læg den i mappen igen.",
    ),
    "shrunk": (
        "warning",
        "Filen har {count} % færre rækker end sidst. Sekretariatet spørger jer, om det passer.",
    ),
    "unit_gone": (
        "warning",
        "En skole eller institution fra sidste gang mangler i filen: {names}. Passer det?",
    ),
    "cut_off": (
        "warning",
        "Filen ser ud til at være skåret over: den slutter midt i en række. Send den igen, hvis der mangler noget.",
    ),
    "sign_in_doubt": (
        "warning",
        "Vi kan ikke se, om 1.234 eller 1,234 er et helt tal eller et tal med decimaler. "
        "Sekretariatet spørger jer. Skriv helst tallene uden skilletegn for tusinder.",
    ),
    "leap": (
        "warning",
        "{names} er omkring tusind gange så stort eller lille som sidst. Sekretariatet spørger jer, om det passer.",
    ),
    "part_or_new": (
        "warning",
        "Filen har næsten ingen af de rækker, vi har i forvejen om det samme. "
        "Er det en del af den samme liste, eller erstatter den?",
    ),
    "part_added": (
        "info",
        "Filen er læst som en del af den samme liste som den, I har sendt før. Begge tæller med.",
    ),
    "older_than_live": (
        "warning",
        "Filen er ældre end den, vi har. Skal den bruges i stedet? Sekretariatet spørger jer.",
    ),
    "unit_of_another": (
        "warning",
        "Filen handler om {names}, som en anden partner plejer at sende. Er det rigtigt? Sekretariatet spørger jer.",
    ),
    "persons_erased": (
        "info",
        "Rækker om personer, der er slettet hos os, er udeladt: {number}. I skal ikke gøre noget.",
    ),
    "duplicate": ("info", "Filen er allerede modtaget {date} (kvittering {receipt})."),
}
