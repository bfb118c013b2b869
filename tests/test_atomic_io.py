"""Files and folders are whole whenever they can be seen, whatever happens while they are written."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from threading import Thread

import pytest

from pipelines.atomic_io import (
    fresh_folder,
    new_folder,
    remove,
    replace_file,
    replace_link,
    replaced_file,
    write_json,
    write_unlocked,
)


class Died(BaseException):
    """As KeyboardInterrupt, no Exception."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "tal.txt"
    target.write_text("old")
    with replaced_file(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert names(tmp_path) == ["tal.txt"]


def test_a_file_stays_the_old_one_where_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "tal.txt"
    target.write_text("old")
    with pytest.raises(Died), replaced_file(target) as temporary:
        temporary.write_text("half")
        raise Died
    assert (target.read_text(), names(tmp_path)) == ("old", ["tal.txt"])


def test_json_is_written_in_utf_8_with_the_folders_that_it_needs(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "navn.json"
    write_json(target, {"navn": "Ørestad"})
    assert target.read_bytes() == '{\n "navn": "Ørestad"\n}\n'.encode()
    with pytest.raises(TypeError):
        write_json(target, {"navn": object()})
    assert json.loads(target.read_text("utf-8")) == {"navn": "Ørestad"}


def test_a_folder_appears_with_all_that_is_in_it(tmp_path: Path) -> None:
    final = tmp_path / "store" / "drop"
    with new_folder(final) as temporary:
        (temporary / "a").mkdir()
        (temporary / "a" / "rows").write_text("1")
        assert not final.exists()
    assert (final / "a" / "rows").read_text() == "1"
    assert names(tmp_path / "store") == ["drop"]


def test_a_folder_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Died), new_folder(tmp_path / "drop") as temporary:
        (temporary / "half").write_text("1")
        raise Died
    assert names(tmp_path) == []


def test_what_a_crash_left_is_not_in_the_next_folder(tmp_path: Path) -> None:
    (tmp_path / ".drop.new").mkdir()
    (tmp_path / ".drop.new" / "half").write_text("1")
    with new_folder(tmp_path / "drop") as temporary:
        assert names(temporary) == []


def test_a_folder_never_takes_the_place_of_one_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "rows").write_text("first")
    with pytest.raises(OSError, match="not empty"), new_folder(tmp_path / "drop") as temporary:
        (temporary / "rows").write_text("second")
    assert (tmp_path / "drop" / "rows").read_text() == "first"
    assert names(tmp_path) == ["drop"]


def test_a_link_is_removed_and_not_what_it_points_to(tmp_path: Path) -> None:
    kept = fresh_folder(tmp_path / "kept")
    (kept / "rows").write_text("1")
    (tmp_path / "link").symlink_to(kept)
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    for name in ("link", "broken", "missing"):
        remove(tmp_path / name)
    assert (names(tmp_path), names(kept)) == (["kept"], ["rows"])


def test_a_replaced_file_is_another_name_of_its_source(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_text("new")
    target.write_text("old")
    replace_file(source, target)
    assert target.samefile(source)
    # Again, where both are names of one file already.
    replace_file(source, target)
    assert names(tmp_path) == ["source", "target"]


def test_where_there_are_no_hard_links_the_file_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*paths: Path) -> None:
        raise OSError(errno.EPERM, "no hard links")

    monkeypatch.setattr(os, "link", none)
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_text("new")
    target.write_text("old")
    replace_file(source, target)
    assert target.read_text() == "new" and not target.samefile(source)
    assert names(tmp_path) == ["source", "target"]


def test_a_link_to_a_folder_is_relative_and_replaced(tmp_path: Path) -> None:
    first, second = (fresh_folder(tmp_path / "publications" / name) for name in ("1", "2"))
    link = tmp_path / "parquet"
    for folder in (first, second):
        replace_link(folder, link)
        assert link.resolve() == folder
    assert link.readlink() == Path("publications/2")
    assert names(tmp_path) == ["parquet", "publications"]


def test_two_that_write_a_file_at_once_leave_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, replace = tmp_path / "file.json", Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            other = Thread(target=write_unlocked, args=(path, b"the other's"))
            other.start()
            other.join()
        assert path.read_bytes() == b"the other's"
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupted)
        write_unlocked(path, b"mine")
    assert [each.name for each in tmp_path.iterdir()] == ["file.json"]
    assert path.read_bytes() == b"mine"


def test_a_file_that_has_the_content_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.json"
    write_unlocked(path, b"same")
    before = path.stat()
    write_unlocked(path, b"same")
    assert path.stat().st_ino == before.st_ino
