from __future__ import annotations

import pytest

from pipelines.publication import show_publication
from pipelines.publication.publish import Basis, publish
from pipelines.settings import Settings

BASIS = Basis({}, {})


def test_parquet_and_data_docs_link_to_the_newest_publication(settings: Settings) -> None:
    publish(settings, BASIS)
    newest = publish(settings, BASIS)
    assert (settings.marts / "parquet").resolve() == newest.folder / "parquet"
    assert (settings.marts / "data_docs" / "index.html").resolve().parent == newest.folder / "data_docs"
    assert not (settings.marts / "parquet").readlink().is_absolute()


@pytest.mark.usefixtures("without_audit")
def test_only_the_newest_publications_are_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show_publication, "KEPT", 3)
    made = [publish(settings, BASIS).id for _ in range(5)]
    assert sorted(path.name for path in settings.publications.iterdir()) == made[-3:]


@pytest.mark.usefixtures("without_audit")
def test_the_current_publication_is_kept_also_when_later_ids_exist(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(show_publication, "KEPT", 2)
    for year in (2998, 2999):
        (settings.publications / f"{year}0101-000000-0000").mkdir(parents=True)
    publication = publish(settings, BASIS)
    assert sorted(path.name[:4] for path in settings.publications.iterdir()) == [publication.id[:4], "2999"]
    assert (settings.marts / "parquet" / "indicators.parquet").exists()
