"""Folders that a cloud synchronises are known by their names, and by what stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadsroom.store.file.synchronised import synchronised_by
from leadsroom.store.store import open_store


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Dropbox/chapter", "Dropbox"),
        ("Dropbox (Harborview LLC)", "Dropbox"),
        ("OneDrive - Harborview/leads", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-somebody/My Drive", "Google Drive"),
        ("Nextcloud2/leads", "Nextcloud"),
        ("boxing club", None),
        ("dropbox-backup", None),
        ("Documents/leads", None),
    ],
)
def test_by_name(tmp_path: Path, folder: str, name: str | None) -> None:
    """The whole name of a folder above the file says it; a part of a name does not."""
    assert synchronised_by(tmp_path / folder / "leadsroom.db") == name


@pytest.mark.parametrize(("mark", "name"), [(".stfolder", "Syncthing"), (".sync", "Resilio Sync")])
def test_by_content(tmp_path: Path, mark: str, name: str) -> None:
    """However the folder is called."""
    (tmp_path / mark).mkdir()
    assert synchronised_by(tmp_path / "leads" / "leadsroom.db") == name


def test_it_is_remarked_once(tmp_path: Path) -> None:
    """When the database is made there, and not when it is opened again."""
    place = str(tmp_path / "Dropbox" / "leadsroom.db")
    for remarks in (1, 0):
        store = open_store(place)
        assert len(store.remarks) == remarks
        assert all("Dropbox" in remark and "--db" in remark for remark in store.remarks)
        store.close()
