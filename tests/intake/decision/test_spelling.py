"""The texts of a scope are spelled as the partner's live rows spell them."""

from __future__ import annotations

import polars as pl

from pipelines.intake.decision.spelling import spelled_as_before
from pipelines.intake.decision.versions import scope_label
from pipelines.intake.validation.checked_rows import Checked
from schemas.feeds import all_feeds
from tests.intake.validation.test_validate import check

MEMBERSHIPS = all_feeds()["memberships"]


def spelled(*clubs: str, live: tuple[str, ...] = (), folder: str = "klub-if") -> list[str]:
    """The clubs of rows as they are loaded, where `live` rows of 2024 are of other clubs."""
    sent = [{"club": club, "member_no": str(number)} for number, club in enumerate(clubs)]
    labels = [scope_label([club, 2024]) for club in live]
    return loaded(spelled_as_before(check("memberships", *sent), MEMBERSHIPS, labels, folder))


def loaded(checked: Checked) -> list[str]:
    return pl.concat(checked.loaded_chunks(["club"]))["club"].to_list()


def test_a_text_that_differs_by_capitals_or_punctuation_is_spelled_as_before() -> None:
    before = "Østerbyen I.F."
    assert spelled("ØSTERBYEN IF", "østerbyen i.f.", before, live=(before,)) == [before] * 3


def test_another_text_stays_what_it_is() -> None:
    assert spelled("Havnens IF", live=("Østerbyen IF",)) == ["Havnens IF"]


def test_a_club_named_by_its_folder_is_the_one_it_has_sent_before() -> None:
    assert spelled("klub-if", live=("Østerbyen IF",)) == ["Østerbyen IF"]


def test_a_folder_with_several_clubs_names_none_of_them() -> None:
    assert spelled("klub-if", live=("Østerbyen IF", "Havnens IF")) == ["klub-if"]


def test_one_club_in_several_live_scopes_is_one() -> None:
    assert spelled("klub-if", live=("Østerbyen IF", "Østerbyen IF")) == ["Østerbyen IF"]


def test_without_live_rows_nothing_is_respelled() -> None:
    found = spelled_as_before(check("memberships", {}), MEMBERSHIPS, [], "klub-if")
    assert found.respelled == {}


def test_codes_are_never_respelled() -> None:
    absence = all_feeds()["absence"]
    found = spelled_as_before(check("absence", {}), absence, [scope_label(["561001", "2025-09-01"])], "x")
    assert found.respelled == {}
