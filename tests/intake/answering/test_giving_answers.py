"""What a header or code of a partner's own means is answered once; the file that waited is read again."""

from __future__ import annotations

import json

import pytest

from pipelines.intake.answering.giving_answers import answer_codes, answer_headers, unanswer
from pipelines.intake.archive.drop_folder import ROWS, WAITING
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.learned.answers import NoAnswer, answers
from pipelines.intake.learned.waiting_file import discard, waiting_drops
from pipelines.intake.receipt.write_receipt import receipt_of
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, codes, ingest, put, send, text

HEADERS = ["Dage i sengen" if header == "Sygdom" else header for header in samples.ABSENCE]
LATER = samples.RECEIVED + 86_400


def refused(installation: Settings, keys: Keys) -> Manifest:
    drop = send(installation, keys, text(HEADERS, absence(3)))
    assert (drop.verdict, codes(drop)[0]) == ("rejected", "missing_column")
    return drop


@pytest.mark.parametrize(
    ("column", "field"),
    [("E", "sick_days"), ("E", "Sygdom"), ("Dage i sengen", "sygdom"), ("dage  i sengen", "Sygdom")],
)
def test_a_header_is_answered_once(installation: Settings, keys: Keys, column: str, field: str) -> None:
    drop = refused(installation, keys)
    answer_headers(installation, keys, drop.receipt_id, {column: field}, "anna")
    (again,) = ingest(installation, keys)
    assert (again.verdict, again.rows.loaded, again.received_at) == ("accepted", 3, drop.received_at)
    put(installation, text(HEADERS, absence(3, month="2025M10")), modified=LATER)
    (next_month,) = ingest(installation, keys)
    assert next_month.verdict == "accepted"


def test_an_answer_is_of_one_partner_and_says_who_gave_it(installation: Settings, keys: Keys) -> None:
    drop = refused(installation, keys)
    answer_headers(installation, keys, drop.receipt_id, {"E": "Sygdom"}, "anna")
    (answer,) = answers(installation)
    assert (answer.partner, answer.who, answer.receipt) == ("oestskolen", "anna", drop.receipt_id)
    assert (answer.feed, answer.column, answer.text, answer.code) == (
        "absence",
        "sick_days",
        "Dage i sengen",
        None,
    )
    other = put(
        installation, text(HEADERS, absence(3, school="561002")), partner="havneskolen", modified=LATER
    )
    assert ingest(installation, keys)[-1].verdict == "rejected" and not other.exists()


def test_an_answer_is_changed_and_taken_back(installation: Settings, keys: Keys) -> None:
    first = refused(installation, keys)
    answer_headers(installation, keys, first.receipt_id, {"E": "Lovligt"}, "anna")
    (wrong,) = ingest(installation, keys)
    assert wrong.verdict == "rejected"
    answer_headers(installation, keys, wrong.receipt_id, {"E": "Sygdom"}, "bo")
    assert [(answer.column, answer.who) for answer in answers(installation)] == [("sick_days", "bo")]
    unanswer(installation, keys, 1)
    assert answers(installation) == []
    put(installation, text(HEADERS, absence(3, month="2025M10")), modified=LATER)
    assert ingest(installation, keys)[-1].verdict == "rejected"


def live(installation: Settings) -> list[str]:
    """The receipt ids of all drops whose rows count."""
    files = installation.raw.glob(f"absence/*/{ROWS}")
    return sorted(file.parent.name for file in files)


def test_what_rested_on_an_answer_is_read_again_when_it_is_taken_back(
    installation: Settings, keys: Keys
) -> None:
    drop = refused(installation, keys)
    answer_headers(installation, keys, drop.receipt_id, {"E": "Sygdom"}, "anna")
    (read,) = ingest(installation, keys)
    assert len(read.rests_on) == 1 and len(live(installation)) == 1
    taken, gone = unanswer(installation, keys, 1)
    assert (taken.column, gone, live(installation)) == ("sick_days", [], [])
    (again,) = ingest(installation, keys)
    assert (again.verdict, again.received_at) == ("rejected", drop.received_at)
    assert [waits.receipt_id for waits in waiting_drops(installation)] == [again.receipt_id]
    receipt = json.loads(receipt_of(installation, read).read_text("utf-8"))
    assert (receipt["verdict"], [p["code"] for p in receipt["problems"]]) == (
        "rejected",
        ["answer_taken_back"],
    )
    answer_headers(installation, keys, again.receipt_id, {"E": "Sygdom"}, "bo")
    (learned,) = ingest(installation, keys)
    assert (learned.verdict, len(live(installation))) == ("accepted", 1)


def test_files_that_never_needed_the_answer_stay_when_it_is_taken_back(
    installation: Settings, keys: Keys
) -> None:
    drop = refused(installation, keys)
    answer_headers(installation, keys, drop.receipt_id, {"E": "Sygdom"}, "anna")
    ingest(installation, keys)
    put(installation, text(samples.ABSENCE, absence(3, month="2025M10")), modified=LATER)
    (plain,) = ingest(installation, keys)
    unanswer(installation, keys, 1)
    assert plain.rests_on == [] and (installation.raw / plain.folder / ROWS).exists()
    assert not (installation.raw / plain.folder / WAITING).exists()


def test_a_replaced_file_does_not_count_again_when_the_newer_one_is_withdrawn(
    installation: Settings, keys: Keys
) -> None:
    drop = refused(installation, keys)
    answer_headers(installation, keys, drop.receipt_id, {"E": "Sygdom"}, "anna")
    ingest(installation, keys)
    corrected = absence(3)
    corrected[0][4] = "3"
    put(installation, text(HEADERS, corrected), modified=LATER)
    (newer,) = ingest(installation, keys)
    assert newer.accepted
    unanswer(installation, keys, 1)
    assert live(installation) == []
    first, second = ingest(installation, keys)
    assert (first.received_at, second.received_at) == (drop.received_at, newer.received_at)
    answer_headers(installation, keys, first.receipt_id, {"E": "Sygdom"}, "bo")
    assert [read.verdict for read in ingest(installation, keys)] == ["accepted", "accepted"]


def test_another_answer_on_the_same_header_reads_the_files_again(installation: Settings, keys: Keys) -> None:
    """Two columns were taken for each other; the second file shows it."""
    headers = ["Dage A" if h == "Sygdom" else "Dage B" if h == "Ulovligt" else h for h in samples.ABSENCE]
    drop = send(installation, keys, text(headers, absence(3)))
    answer_headers(installation, keys, drop.receipt_id, {"Dage A": "Ulovligt", "Dage B": "Sygdom"}, "anna")
    (wrong,) = ingest(installation, keys)
    assert wrong.accepted
    put(
        installation,
        text([*headers[:4], "Dage C", *headers[5:]], absence(3, month="2025M10")),
        modified=LATER,
    )
    (asks,) = ingest(installation, keys)
    told = {"Dage A": "Sygdom", "Dage B": "Ulovligt", "Dage C": "Sygdom"}
    answer_headers(installation, keys, asks.receipt_id, told, "bo")
    right, _ = ingest(installation, keys)
    rows = samples.rows(installation, right)
    assert right.received_at == wrong.received_at
    assert rows["sick_days"].to_list() == [float(row[4].replace(",", ".")) for row in absence(3)]


def test_a_file_that_is_gone_counts_as_before(installation: Settings, keys: Keys) -> None:
    drop = refused(installation, keys)
    answer_headers(installation, keys, drop.receipt_id, {"E": "Sygdom"}, "anna")
    (read,) = ingest(installation, keys)
    discard(installation, read)
    _, gone = unanswer(installation, keys, 1)
    assert [drop.receipt_id for drop in gone] == [read.receipt_id] and len(live(installation)) == 1


def test_one_answer_reads_every_file_that_waits_for_it(installation: Settings, keys: Keys) -> None:
    first = refused(installation, keys)
    put(installation, text(HEADERS, absence(3, month="2025M10")), modified=LATER)
    ingest(installation, keys)
    answer_headers(installation, keys, first.receipt_id, {"E": "Sygdom"}, "anna")
    assert [read.verdict for read in ingest(installation, keys)] == ["accepted", "accepted"]
    assert waiting_drops(installation) == []


def test_a_code_is_answered_once(installation: Settings, keys: Keys) -> None:
    headers = ["Skolenavn" if header == "Institutionsnr" else header for header in samples.ABSENCE]
    drop = send(installation, keys, text(headers, absence(3, school="Urban")), "havneskolen")
    assert (drop.verdict, codes(drop)[0]) == ("rejected", "too_many_unknown")
    answer_codes(installation, keys, drop.receipt_id, "Institutionsnr", {"Urban": "Havneskolen"}, "anna")
    (again,) = ingest(installation, keys)
    assert (again.verdict, set(samples.rows(installation, again)["school_no"])) == ("accepted", {"561002"})


def test_a_list_that_was_not_recognised(installation: Settings, keys: Keys) -> None:
    rows = [["0101074000", "STX", "01-08-2024"]]
    drop = send(installation, keys, text(("Elev", "Linje", "Mødt første gang"), rows), "gymnasium")
    assert codes(drop)[0] == "not_recognised"
    told = {"A": "cpr", "B": "Uddannelse", "C": "Startdato"}
    answer_headers(installation, keys, drop.receipt_id, told, "anna")
    assert ingest(installation, keys)[-1].verdict == "accepted"


@pytest.mark.parametrize(
    ("told", "said"),
    [({"E": "Sygefravær i alt"}, "har ikke feltet"), ({"Z": "Sygdom"}, "har ingen overskrift")],
)
def test_an_answer_that_says_nothing_is_refused(
    installation: Settings, keys: Keys, told: dict[str, str], said: str
) -> None:
    drop = refused(installation, keys)
    with pytest.raises(NoAnswer, match=said):
        answer_headers(installation, keys, drop.receipt_id, told, "anna")
    assert [waits.receipt_id for waits in waiting_drops(installation)] == [drop.receipt_id]


def test_a_number_that_nobody_has_explained_is_answered_once(installation: Settings, keys: Keys) -> None:
    headers = ("cpr", "indmeldt", "studiestart", "forventet_slut", "coesaformaal")
    row = ["0112068880", "01-08-2024", "05-08-2024", "30-06-2026", "8001"]
    drop = send(installation, keys, text(headers, [row]), "erhvervsskole")
    assert codes(drop)[0] == "too_many_unknown"
    answer_codes(installation, keys, drop.receipt_id, "Uddannelse", {"8001": "stx"}, "anna")
    (again,) = ingest(installation, keys)
    assert samples.rows(installation, again)["education_type"].to_list() == ["STX"]
    assert "read_as_system" in codes(again)


def test_a_file_that_waits_for_something_else_stays(installation: Settings, keys: Keys) -> None:
    header = send(installation, keys, text(HEADERS, absence(3)), "havneskolen")
    put(
        installation, text(samples.ABSENCE, absence(3, school="Urban")), partner="havneskolen", modified=LATER
    )
    (code,) = ingest(installation, keys)
    answer_codes(installation, keys, code.receipt_id, "Institutionsnr", {"Urban": "Havneskolen"}, "anna")
    assert [waits.receipt_id for waits in waiting_drops(installation)] == [header.receipt_id]


def test_the_same_answer_of_another_partner_stays(installation: Settings, keys: Keys) -> None:
    for partner, school in (("oestskolen", "561001"), ("havneskolen", "561002")):
        drop = send(installation, keys, text(HEADERS, absence(3, school=school)), partner)
        answer_headers(installation, keys, drop.receipt_id, {"E": "Sygdom"}, "anna")
        ingest(installation, keys)
    unanswer(installation, keys, 1)
    (again,) = ingest(installation, keys)
    assert (again.partner, len(live(installation))) == ("oestskolen", 1)
