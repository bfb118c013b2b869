"""The configuration of a place is read from its folder, and errors in it are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.code_lists import code_list
from schemas.configuration import PACKAGED, ConfigurationInvalid, configuration_file, own_files
from schemas.place import genitive, place

EXAMPLE = (PACKAGED / "place.yml").read_text(encoding="utf-8")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path))
    return tmp_path


def test_without_a_folder_the_packaged_files_count() -> None:
    assert configuration_file("place.yml") == PACKAGED / "place.yml"
    assert (place().neighbourhood, place().municipality, place().few) == ("Østerbyen", "Esbjerg", 30)
    assert own_files() == []


def test_a_file_of_the_folder_counts_and_others_are_packaged(config: Path) -> None:
    (config / "place.yml").write_text(EXAMPLE.replace("few: 30", "few: 12"), encoding="utf-8")
    assert place().few == 12
    assert own_files() == [config / "place.yml"]
    assert configuration_file("code_lists/areas.csv") == PACKAGED / "code_lists" / "areas.csv"


def test_a_code_list_of_the_folder_counts(config: Path) -> None:
    (config / "code_lists").mkdir()
    (config / "code_lists" / "areas.csv").write_text(
        "code,label_da,valid_from,valid_to,group\nX,Xby,,,neighbourhood\n", encoding="utf-8"
    )
    assert code_list("areas").codes == {"X": "Xby"}
    assert code_list("areas").in_group("neighbourhood") == ["X"]


def test_the_folder_lies_beside_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDVIND_DATA", str(tmp_path / "data"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "place.yml").write_text(EXAMPLE, encoding="utf-8")
    assert configuration_file("place.yml") == tmp_path / "config" / "place.yml"


def test_a_named_folder_must_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path / "konfig"))
    with pytest.raises(ConfigurationInvalid, match="konfig"):
        configuration_file("place.yml")


def test_a_code_list_that_nothing_reads_is_an_error(config: Path) -> None:
    (config / "code_lists").mkdir()
    (config / "code_lists" / "area.csv").write_text("code\n", encoding="utf-8")
    with pytest.raises(ConfigurationInvalid, match="area"):
        own_files()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("few: 30", "", ": few mangler"),
        ("few: 30", "few: 30\nfever: 1", "linje 15: fever er ikke en nøgle"),
        ("few: 30", "few: mange", "few har en værdi, der ikke kan bruges"),
        ("few: 30", "few: true", "few har en værdi, der ikke kan bruges"),
        ("few: 30", "few: 0", "few har en værdi, der ikke kan bruges"),
        ("alliance: MedVind i Østerbyen", "alliance: 7", "alliance har en værdi, der ikke kan bruges"),
        ("alliance: MedVind i Østerbyen", "alliance: ''", "alliance har en værdi, der ikke kan bruges"),
        ("few: 30", "few: [", "kan ikke læses som YAML"),
    ],
)
def test_a_mistake_is_named_with_its_key(config: Path, old: str, new: str, message: str) -> None:
    (config / "place.yml").write_text(EXAMPLE.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigurationInvalid, match=message):
        place()


def test_an_empty_file_is_an_error(config: Path) -> None:
    (config / "place.yml").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationInvalid, match="alliance mangler"):
        place()


def test_names_are_put_in_place_of_placeholders() -> None:
    text = "{neighbourhood_genitive} børn {in_neighbourhood}: {working_hours} timer; {municipality}; {other}"
    assert place().fill(text) == "Østerbyens børn i Østerbyen: 18 timer; Esbjerg; {other}"


@pytest.mark.parametrize(
    ("name", "of"), [("Østerbyen", "Østerbyens"), ("Vollsmose", "Vollsmoses"), ("Aarhus", "Aarhus'")]
)
def test_the_genitive_is_danish(name: str, of: str) -> None:
    assert genitive(name) == of
