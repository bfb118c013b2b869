"""Word the first sentence of a receipt, and the steps that the sender takes next."""

from __future__ import annotations

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.inbox.listing import RETUR
from pipelines.text.danish import counted, number, rows

VERDICTS = {
    "accepted": "Godkendt",
    "accepted_with_warnings": "Godkendt med bemærkninger",
    "held": "Afventer sekretariatet",
    "rejected": "Afvist",
    "duplicate": "Allerede modtaget",
}
_NOT_AGREED = {"not_agreed", "agreement_ended", "unknown_partner"}
_AGAIN = "Gem filen, og læg den i jeres egen mappe igen. Navnet er lige meget."


def headline(manifest: Manifest) -> str:
    """Return the sentences that a receipt begins with: the verdict, and that hidden rows were not read."""
    hidden = sum(problem.count for problem in manifest.problems if problem.code == "hidden_rows")
    unread = f" {counted(hidden, 'skjult række', 'skjulte rækker')} er ikke læst." if hidden else ""
    return _verdict(manifest) + unread


def _verdict(manifest: Manifest) -> str:
    count = manifest.rows
    if manifest.verdict == "accepted":
        whole = "den ene række" if count.loaded == 1 else f"alle {rows(count.loaded)}"
        return f"Tak. Vi har modtaget jeres fil, og {whole} er med."
    if manifest.verdict == "accepted_with_warnings":
        return _with_warnings(manifest)
    if manifest.verdict == "held":
        waiting = f"Vi har modtaget jeres fil med {rows(count.read)}, men venter med at bruge den."
        return waiting + (f" {rows(count.quarantined)} skal rettes." if count.quarantined else "")
    if manifest.verdict == "duplicate":
        return "Vi havde filen i forvejen. I behøver ikke gøre noget."
    return _rejected(manifest)


def _rejected(manifest: Manifest) -> str:
    if _is_empty(manifest):
        return "Vi har modtaget jeres fil, men den er ikke udfyldt endnu."
    if _is_read_again(manifest):
        return "Jeres fil bliver læst igen. I får en ny kvittering."
    if manifest.rows.read > 1:
        return f"Vi kan ikke bruge filen endnu. Ingen af de {rows(manifest.rows.read)} er med."
    return "Vi kan ikke bruge filen, som den er."


def _is_empty(manifest: Manifest) -> bool:
    return any(problem.code == "no_rows" for problem in manifest.problems)


def _is_read_again(manifest: Manifest) -> bool:
    return any(problem.code == "answer_taken_back" for problem in manifest.problems)


def _with_warnings(manifest: Manifest) -> str:
    bad, read, loaded = manifest.rows.quarantined, manifest.rows.read, manifest.rows.loaded
    if bad:
        pronoun = "den" if bad == 1 else "de"
        return f"Tak for jeres fil. {number(bad)} af {rows(read)} skal rettes, før {pronoun} kan tælle med."
    look = [problem for problem in manifest.problems if problem.severity != "info"]
    # Hidden rows are one place, however many they are.
    places = sum(1 if problem.code == "hidden_rows" else problem.count for problem in look)
    every = "De synlige" if any(problem.code == "hidden_rows" for problem in look) else "Alle"
    whole = "Den ene række" if loaded == 1 else f"{every} {rows(loaded)}"
    return f"Tak. {whole} er med. Se venligst på {counted(places, 'sted', 'steder')}."


def steps(manifest: Manifest, marked: str | None = None) -> list[str]:
    """Return what the sender does next; `marked` is the name of the marked workbook where there is one."""
    if manifest.verdict == "duplicate":
        return []
    if manifest.verdict == "accepted":
        wished = (
            "Tag gerne det, der mangler, med på listen næste gang." if _lacks_a_column(manifest) else None
        )
        return [wished or "I behøver ikke gøre mere nu."]
    if manifest.verdict == "held":
        return _held_steps(manifest, marked)
    return _own_steps(manifest) or [_correction(manifest, marked), _AGAIN, _after_sending(manifest)]


def _lacks_a_column(manifest: Manifest) -> bool:
    return any(problem.code == "column_not_sent" for problem in manifest.problems)


def _own_steps(manifest: Manifest) -> list[str]:
    """Return the steps of files in which there is nothing to mend."""
    codes = {problem.code for problem in manifest.problems}
    if codes & _NOT_AGREED:
        return [
            "Se, om filen ligger i den rigtige mappe.",
            "Gør den det, så skriv til sekretariatet: aftalen skal være på plads først.",
            "Læg filen i mappen igen, når de har svaret.",
        ]
    if _is_read_again(manifest):
        return ["I behøver ikke gøre noget."]
    if "our_error" in codes:
        return ["I behøver ikke gøre noget. Sekretariatet har fået besked og skriver til jer."]
    return ["Skriv jeres rækker på listen, lige under overskriften.", _AGAIN] if _is_empty(manifest) else []


def _held_steps(manifest: Manifest, marked: str | None) -> list[str]:
    """Return the steps of a file that waits; faults are mended whatever the answer is."""
    waiting = [
        "Se, om filen er den rigtige, og om alle rækker er med.",
        "Er den rigtig, så vent: sekretariatet skriver til jer og lader den komme med.",
        "Er den ikke rigtig, så læg en ny fil i jeres mappe. I får en ny kvittering med det samme.",
    ]
    faults = manifest.rows.quarantined
    if not faults:
        return waiting
    pronoun = "den" if faults == 1 else "de"
    mend = f"{rows(faults)} skal også rettes, før {pronoun} kan tælle med. {_correction(manifest, marked)} {_AGAIN}"
    return [*waiting, mend]


def _correction(manifest: Manifest, marked: str | None) -> str:
    if marked:
        return (
            f"Åbn »{marked}« i mappen {RETUR}. Cellerne er markeret, og hver af dem har en note. "
            "Ret dem dér eller i jeres egen fil."
        )
    return "Ret det, der står herunder, i jeres egen fil."


def _after_sending(manifest: Manifest) -> str:
    if manifest.awaits_answer:
        return (
            "I får en ny kvittering med det samme. Er det bare jeres eget ord for en kolonne eller en kode, så skriv "
            "til sekretariatet i stedet: filen ligger låst hos os og kan læses igen, uden at I sender den."
        )
    if not manifest.rows.loaded:
        return "I får en ny kvittering med det samme. Indtil da tæller filen ikke med."
    if manifest.rows.quarantined:
        return "I får en ny kvittering med det samme. De godkendte rækker er allerede med."
    if any(problem.code == "hidden_rows" for problem in manifest.problems):
        return "I får en ny kvittering med det samme. Skal de skjulte rækker ikke med, behøver I ikke gøre noget."
    return "Er alt, som det skal være, behøver I ikke gøre noget. Rækkerne er allerede med."
