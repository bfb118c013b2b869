"""The Danish message and severity of every problem of a cell or row.

A message says what to write, not which rule failed. `{title}` is the column's title in the contract. The messages of
a feed's own checks are in the feed's file.
"""

from __future__ import annotations

from typing import Literal

Severity = Literal["info", "warning", "error"]

# Cells. An error quarantines the row; in an optional column it only empties the cell, as a warning.
CELLS: dict[str, tuple[Severity, str]] = {
    "missing": ("error", "{title} mangler. Udfyld cellen."),
    "cpr_scientific": (
        "error",
        "CPR er ødelagt af Excel (som 1,01E+08). Formatér kolonnen som Tekst, og eksportér igen.",
    ),
    "cpr_birth_date_only": ("error", "Her står kun en fødselsdato. Skriv alle ti cifre i CPR-nummeret."),
    "cpr_invalid": ("error", "Det er ikke et gyldigt CPR-nummer. Ret det til ti cifre."),
    "date_unreadable": ("error", "Vi kan ikke læse datoen i {title}. Skriv den som 31-12-2025."),
    "month_unreadable": ("error", "Vi kan ikke læse måneden i {title}. Skriv den som 2025M09 eller 09-2025."),
    "school_year_unreadable": ("error", "Vi kan ikke læse skoleåret. Skriv det som 2025/26."),
    "number_unreadable": ("error", "Vi kan ikke læse tallet i {title}. {how}"),
    "integer_unreadable": ("error", "{title} skal være et helt tal. {how}"),
    "yes_no_unreadable": ("error", "Skriv Ja eller Nej i {title}."),
    "gender_unreadable": ("error", "Skriv K, M eller Andet i {title}."),
    "gender_numbered": (
        "error",
        "Vi ved ikke, hvilket køn 0 og 1 betyder i {title}. Skriv K eller M, eller aftal det med sekretariatet.",
    ),
    "year_unreadable": ("error", "Vi kan ikke læse årstallet i {title}. Skriv det som 2025."),
    "period_rolling": (
        "error",
        "Perioden er et rullende år (QMAT). Hent tallet for et år, et kvartal eller en måned.",
    ),
    "period_week": (
        "error",
        "En uge kan ligge i to måneder. Skriv året, skoleåret, kvartalet eller måneden.",
    ),
    "period_unreadable": ("error", "Vi kan ikke læse {title}. Skriv 2025, 2025/26, 2025K3 eller 2025M09."),
    "cvr_invalid": ("error", "Det er ikke et gyldigt CVR-nummer. Kontrollér de otte cifre."),
    "excel_error": ("error", "Cellen indeholder en Excel-fejl (som #I/T). Ret formlen, eller skriv værdien."),
    "formula_uncalculated": (
        "error",
        "Formlen er gemt uden et resultat. Åbn filen i Excel, gem den, og send den igen.",
    ),
    "unreadable": ("error", "Vi kan ikke læse {title}. Se efter en tastefejl."),
    "not_allowed": ("error", "Værdien i {title} kan ikke være rigtig. {how}"),
    "age_implausible": (
        "error",
        "Alderen efter CPR passer ikke til denne liste. Kontrollér CPR-nummer og dato.",
    ),
    "in_future": ("error", "{title} ligger efter den dag, filen kom. Ret datoen."),
    "end_before_start": ("error", "Slutdatoen ligger før startdatoen. Ret en af dem."),
    "key_conflict": (
        "error",
        "Flere rækker handler om det samme, men siger noget forskelligt. Behold den rigtige.",
    ),
    "stray_scope": (
        "error",
        "Rækken står alene med sin værdi i {title}, og der har vi mange rækker fra jer i forvejen. De bliver stående. "
        "Se efter en tastefejl.",
    ),
    "row_too_wide": ("error", "Rækken har flere celler end overskriften. Se efter et skilletegn for meget."),
    "row_too_short": (
        "error",
        "Rækken har færre celler end de andre. Se, om den er skåret over, eller om der mangler et skilletegn.",
    ),
    "other_table": (
        "error",
        "Rækken står under en overskrift, der mangler en kolonne. Brug de samme kolonner som i den første tabel.",
    ),
    "row_shifted": (
        "error",
        "Rækken har en celle for meget, så tallene kan stå i forkerte kolonner. "
        "Se efter et skilletegn for meget, eller et komma i et tal.",
    ),
    "unknown_code": (
        "warning",
        "Vi kender ikke koden i {title}. {how} Lader I den stå, tæller den som ukendt.",
    ),
    "too_many_unknown": (
        "error",
        "Over 5 % af rækkerne har en kode i {title}, som vi ikke kender. {how} "
        "Mangler der en kode, så skriv til sekretariatet.",
    ),
    "class_ruined": (
        "error",
        "Excel har lavet {title} om til et tal. Formatér kolonnen som Tekst, og skriv igen.",
    ),
    "class_repaired": (
        "warning",
        "Excel havde lavet {title} om (7-9 til 07-sep). Vi har læst den som klassen.",
    ),
    "day_first_guessed": ("warning", "Er 03/04/2025 den 3. april? Vi læser dagen først i {title}."),
    "spells_overlap": ("warning", "To forløb om det samme overlapper hinanden. Se, om en slutdato mangler."),
    "code_out_of_date": ("warning", "Koden i {title} gjaldt ikke på den dag. Er det den rigtige?"),
    "unknown_reference": ("warning", "Vi kender ikke det nummer, der står i {title}. Rækken er med."),
    "thousands_guessed": ("warning", "Vi læser 1.234 som 1234 (tusindpunktum) i {title}. Stemmer det?"),
    "decimals_guessed": ("warning", "Vi læser 1,234 som 1,234 (decimalkomma) i {title}. Stemmer det?"),
    "start_in_future": ("warning", "{title} ligger efter den dag, filen kom. Er det rigtigt?"),
    "cpr_check_digit": ("warning", "CPR-nummeret ligner en tastefejl. Kontrollér det."),
    "cpr_in_text": (
        "warning",
        "Her står noget, der ligner et CPR-nummer. Vi har slettet det ved modtagelsen.",
    ),
    "mark_left_out": (
        "warning",
        "Et notetegn (som 44¹) er ikke læst som en del af tallet i {title}. Skriv helst noten i en kolonne for sig.",
    ),
    "cpr_padded": ("info", "CPR havde mistet det første nul. Vi har sat det på igen."),
    "month_as_school_year": ("info", "En måned i {title} (2025/06) er læst som det skoleår, den ligger i."),
    "thousands": ("info", "Punktum er læst som tusindtalsskille i {title}."),
    "comma_thousands": ("info", "Komma er læst som tusindtalsskille i {title}."),
    "decimal_point": ("info", "Punktum er læst som komma i {title}."),
    "danish_day": ("info", "Et klokkeslæt i {title} er midnat i Danmark. Vi har læst det som dagen efter."),
    "missing_blank": ("info", "En streg er læst som en tom celle i {title}."),
    "missing_not_applicable": (
        "info",
        "Et punktum er læst som »kan ikke forekomme« i {title}, ikke som nul.",
    ),
    "missing_withheld": ("info", "To punktummer og »<5« er læst som »fortroligt« i {title}, ikke som nul."),
    "missing_not_available": ("info", "Tre punktummer er læst som »findes ikke« i {title}, ikke som nul."),
    "missing_provisional": ("info", "En stjerne er læst som »foreløbigt« i {title}, ikke som nul."),
    "fraction_as_percent": ("info", "Brøker som 0,875 er læst som procent (87,5) i {title}."),
    "percent_mixed": ("error", "Kolonnen {title} blander procent og brøker. Skriv alle tal på samme måde."),
    "duplicate_row": ("info", "Rækken står der mere end én gang. Den er talt med én gang."),
    "total_row": ("info", "Rækken er en sum og er ikke læst som data."),
    "footnote": ("info", "Rækken er en note og er ikke læst som data."),
    "not_published": (
        "info",
        "Tallet er ikke offentliggjort (..). Rækken er ikke et nul og er ikke læst som data.",
    ),
    "other_place": ("info", "Stedet er ikke et af dem, vi sammenligner med. Rækken er ikke læst som data."),
    "nothing_filled": ("info", "Rækken har ingen udfyldte felter og er ikke læst som data."),
    "other_kind_of_row": ("info", "Rækken handler om noget andet og er ikke læst som data."),
    "repeated_header": ("info", "Overskriften står igen her og er ikke læst som data."),
}
