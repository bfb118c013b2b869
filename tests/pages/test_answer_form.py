"""The form on which the secretariat answers what the columns of a refused file are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.identity.key_files import keys_of
from pipelines.intake.learned.answers import answers
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, ingest, text
from tests.pages.published_demo import Visitor, published, published_with_keys, served

HEADERS = ["Dage i sengen" if header == "Sygdom" else header for header in samples.ABSENCE]


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    return published_with_keys(tmp_path)


def test_a_column_is_answered_and_the_file_is_read_again(installation: Settings) -> None:
    keys = keys_of(installation)
    drop = samples.send(installation, keys, text(HEADERS, absence(3)))
    with served(installation) as port:
        visitor = Visitor(port)
        page = visitor.get(f"/svar/{drop.receipt_id}")
        assert "Kolonne E (Dage i sengen)" in page and '<option value="sick_days">Sygdom</option>' in page
        assert absence(3)[0][0] not in page
        thanks = visitor.send(f"/svar/{drop.receipt_id}", liste="absence", E="sick_days")
        assert visitor.status == 200 and "lagt tilbage i indbakken" in thanks
        visitor.get(f"/svar/{drop.receipt_id}")
        assert visitor.status == 404
    assert [(answer.column, answer.text) for answer in answers(installation)] == [
        ("sick_days", "Dage i sengen")
    ]
    assert ingest(installation, keys)[-1].verdict == "accepted"


def test_only_the_page_itself_may_answer(installation: Settings) -> None:
    drop = samples.send(installation, keys_of(installation), text(HEADERS, absence(3)))
    with served(installation) as port:
        visitor = Visitor(port)
        visitor.get(
            f"/svar/{drop.receipt_id}", "POST", "liste=absence&E=sick_days", Origin="http://elsewhere.example"
        )
        assert visitor.status in (400, 403)
        visitor.send(f"/svar/{drop.receipt_id}", liste="absence", E="nonsense")
        assert visitor.status == 400
    assert answers(installation) == []


def test_without_keys_there_is_no_form(tmp_path: Path) -> None:
    with served(published(tmp_path)) as port:
        visitor = Visitor(port)
        visitor.get("/svar/20260101-x")
        assert visitor.status == 404


def test_a_code_is_answered_and_taken_back(installation: Settings) -> None:
    keys = keys_of(installation)
    headers = ["Skolenavn" if header == "Institutionsnr" else header for header in samples.ABSENCE]
    drop = samples.send(installation, keys, text(headers, absence(3, school="Urban")))
    with served(installation) as port:
        visitor = Visitor(port)
        assert drop.file_name in visitor.get("/svar")
        visitor.send(f"/svar/{drop.receipt_id}", felt="school_no", tekst="Urban", kode="Havneskolen")
        assert visitor.status == 200
        (read,) = ingest(installation, keys)
        assert read.accepted
        listed = visitor.get("/svar")
        assert "»Urban« er 561002 i kolonnen Institutionsnr" in listed and "Ingen filer venter" in listed
        name = answers(installation)[0].name
        assert "bliver læst igen" in visitor.send("/svar", nummer="1", navn=name)
        assert "Der er ikke givet nogen endnu" in visitor.get("/svar")
        (again,) = ingest(installation, keys)
        assert again.verdict == "rejected"


def test_an_answer_that_has_changed_meanwhile_is_not_taken_back(installation: Settings) -> None:
    drop = samples.send(installation, keys_of(installation), text(HEADERS, absence(3)))
    with served(installation) as port:
        visitor = Visitor(port)
        visitor.send(f"/svar/{drop.receipt_id}", liste="absence", E="sick_days")
        for form in ({"nummer": "1", "navn": "another"}, {"nummer": "2"}, {"nummer": "x", "navn": ""}):
            visitor.send("/svar", **form)
            assert visitor.status == 400
    assert len(answers(installation)) == 1
