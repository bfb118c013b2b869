"""The Danish message and severity of every problem of a whole sheet or column.

{name} is a title, {names} a list of them, {count} a number, {place} a column.
"""

from __future__ import annotations

from pipelines.intake.problems.cell_messages_da import Severity

SHEETS: dict[str, tuple[Severity, str]] = {
    "column_not_agreed": ("warning", "Kolonne {place} er ikke aftalt og er slettet ved modtagelsen.{guess}"),
    "official_read": (
        "info",
        "Læst som tabellen{table} fra {source}. Vi har taget {taken} tal. {left} er udeladt: de er om andre steder, "
        "grupper eller mål.",
    ),
    "official_not_used": (
        "error",
        "Vi genkender en tabel{table} fra {source}, men den er ikke sat op til en af vores indikatorer. Sekretariatet "
        "kan sætte den op.",
    ),
    "official_not_ours": ("warning", "»{name}« er ikke brugt. {why}"),
    "official_no_year": (
        "error",
        "Vi kan ikke se, hvilket år tallene er fra. Skriv året over tabellen, fx »Nøgletal 2025«.",
    ),
    "official_no_place": (
        "error",
        "Der er ingen tal for de steder, vi sammenligner med: {places}. Hent tabellen igen med dem.",
    ),
    "official_not_percent": (
        "error",
        "Tabellen er ikke i procent, og det skal den være. Hent den igen med andele i procent.",
    ),
    "official_no_group": ("error", "Vi mangler tallene for {names}. Hent tabellen igen med dem."),
    "official_no_total": (
        "error",
        "Tallene er delt op ({names}), og der er ikke noget tal for alle. Hent tabellen igen med »i alt«.",
    ),
    "official_without_header": (
        "error",
        "Tabellen er hentet »uden overskrift«, så vi kan ikke se, hvad tallene er. Hent den igen med overskrift, som "
        "Excel, CSV eller PX.",
    ),
    "official_destroyed": (
        "warning",
        "Excel har ødelagt tal i række {rows} (punktummer i et tal med decimaler). Hent filen igen, og læg den i "
        "mappen uden at gemme den i Excel.",
    ),
    "events_counted": (
        "warning",
        "Listen har en række for hver fraværsdag. Vi har talt den sammen for hver elev og måned. Elever uden fravær "
        "står ikke i sådan en liste, og uden dem bliver fraværet for højt. Derfor viser vi ikke tal for fravær, før vi "
        "har en liste med en række for hver elev og måned.",
    ),
    "events_lack_school_days": (
        "error",
        "Listen har en række for hver fraværsdag. Vi kan tælle den sammen, men mangler antallet af skoledage i "
        "{names}. Tilføj kolonnen Skoledage, eller skriv antallet til sekretariatet. Elever uden fravær "
        "skal også være med.",
    ),
    "events_unreadable": (
        "error",
        "Vi kan ikke tælle listen over fraværsdage sammen, for i række {rows} kan vi ikke læse CPR, dato, årsag eller "
        "antal dage. Årsagen er Sygdom, Lovligt eller Ulovligt.",
    ),
    "read_as_system": ("info", "Læst som {export} fra {system}."),
    "also_fits": (
        "warning",
        "Kolonnerne passer lige så godt til {names}. Vi har læst filen som {name}. Er det rigtigt?",
    ),
    "columns_needless": ("info", "Vi bruger ikke kolonne {names}; de er slettet ved modtagelsen."),
    "column_refused_of_system": ("info", "Kolonne {place} bruger vi ikke. {why}"),
    "column_refused": ("warning", "Kolonne {place} kan vi ikke bruge. {why}"),
    "rows_kept": ("info", "{why}"),
    "dated_near": ("info", "Listen er dateret {dated} og bruges som listen pr. {wanted}."),
    "dated_far": (
        "warning",
        "Listen er dateret {dated}, men aftalen er en liste pr. {wanted}. Listen er gemt; tal om {figures} mangler "
        "stadig listen pr. {wanted}. Send den, når I kan.",
    ),
    "column_absent": (
        "warning",
        "Listen mangler kolonnen {name}; uden den kan vi ikke opgøre {figures}. Send gerne listen igen med den.",
    ),
    "column_not_sent": (
        "info",
        "Listen har ikke kolonnen {name}; uden den kan vi ikke opgøre {figures}. Tag den gerne med næste gang.",
    ),
    "name_contradicts": (
        "error",
        "Filnavnet siger {name}, men datoerne ligger i {period}. Ret det, der er forkert, og send filen igen.",
    ),
    "total_differs": (
        "warning",
        "Rækkerne summer til {summed}, men 'I alt' er {total}. Mangler der rækker, eller er summen forkert?",
    ),
    "total_differs_small": (
        "warning",
        "Rækkerne summer ikke til det, der står i 'I alt'. Kontrollér summen.",
    ),
    "letters_lost": ("warning", "Bogstaver er gået tabt i jeres eksport. Gem som 'CSV UTF-8'."),
    "mojibake": (
        "warning",
        "Æ, ø og å var ødelagt (som Ã¸). Vi har rettet dem. Gem næste gang som 'CSV UTF-8'.",
    ),
    "nul_dropped": ("info", "Filen havde usynlige nul-tegn. Vi har set bort fra dem."),
    "stray_quote": (
        "warning",
        "Her står et anførselstegn for meget eller for lidt. Se, om rækken er læst, som I mener den.",
    ),
    "delimiter_doubt": (
        "warning",
        "Det er ikke tydeligt, hvilket tegn der skiller kolonnerne. Gem helst som Excel (.xlsx).",
    ),
    "file_in_zip_unread": (
        "warning",
        "En fil i zip-filen kunne ikke læses. Send den for sig, gemt som Excel (.xlsx) eller CSV.",
    ),
    "hidden_rows": ("warning", "Skjulte rækker er ikke indlæst. Slet dem, eller vis dem og send igen."),
    "hidden_column": ("warning", "En skjult kolonne er ikke indlæst. Slet den, eller vis den og send igen."),
    "footnote_mark": (
        "warning",
        "Et notetegn (som 44¹) er ikke læst som en del af værdien. Skriv helst noten i en kolonne for sig.",
    ),
    "one_column": (
        "warning",
        "Alt stod i én kolonne. Vi har delt det igen. Gem næste gang som Excel (.xlsx) med en kolonne til hvert felt.",
    ),
    "leavers": (
        "warning",
        "Rækker om nogen, der er meldt ud før det år, listen gælder, er ikke talt med ({rows}).",
    ),
    "leavers_counted": (
        "warning",
        "Her er nogen, der er meldt ud før den dag, listen gælder ({rows}). De er talt med. Slet dem, hvis de ikke gik "
        "på skolen den dag.",
    ),
    "leavers_sheet": ("warning", "Fanen ser ud til at vise dem, der er meldt ud, og er ikke talt med."),
    "period_from_title": ("info", "{name} har ingen kolonne. Vi har taget den fra fanens navn eller titlen."),
    "unit_from_title": ("info", "{name} har ingen kolonne. Vi har taget det fra fanens navn eller titlen."),
    "from_agreement": ("info", "{name} har ingen kolonne. Vi har brugt {text}, som er aftalt med jer."),
    "from_folder": (
        "info",
        "{name} har ingen kolonne. Vi har brugt navnet på jeres mappe ({text}) eller det navn, I har sendt før.",
    ),
    "from_file_name": ("info", "{name} har ingen kolonne. Vi har taget det fra filens navn: {text}."),
    "from_system": ("info", "{name} har ingen kolonne. Efter udtrækket er det {text} i alle rækker."),
    "from_delivery": ("info", "{name} har ingen kolonne. Vi har brugt {text} efter den dag, filen kom."),
    "other_number": (
        "info",
        "I {name} står et andet nummer end {text}, som er aftalt. Det, der står i filen, gælder.",
    ),
    "constant_contradicted": (
        "warning",
        "I {name} står noget andet end {text}, som er aftalt med jer. Det, der står i filen, gælder. Er det rigtigt?",
    ),
    "hidden_sheet": ("warning", "En skjult fane er ikke indlæst. Slet den, eller vis den og send igen."),
}
