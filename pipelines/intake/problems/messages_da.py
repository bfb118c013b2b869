"""The Danish message and severity of every problem.

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

# Whole files, sheets and columns. {name} is a title, {names} a list of them, {count} a number, {place} a column.
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
