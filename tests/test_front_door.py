"""What a newcomer installs is what the tree holds."""

from __future__ import annotations

import re
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import leadsroom

ROOT = Path(__file__).parents[1]
SHIPPED = ("leadsroom", "screens", "styles")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(built)


def files_of(package: str) -> set[str]:
    """Every file of a package in the tree, as a path from the root."""
    found = (path for path in (ROOT / package).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def pinned() -> dict[str, str]:
    """The versions in constraints.txt, by normalised name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def needed(name: str, extras: frozenset[str] = frozenset()) -> set[tuple[str, frozenset[str]]]:
    """What an installed distribution asks for here, with the extras it asks for."""
    wanted = (Requirement(line) for line in metadata.requires(name) or [])
    return {
        (canonicalize_name(want.name), frozenset(want.extras))
        for want in wanted
        if want.marker is None or any(want.marker.evaluate({"extra": extra}) for extra in extras | {""})
    }


def test_the_wheel_holds_every_file_of_the_three_packages(wheel: zipfile.ZipFile) -> None:
    """Style sheets and migrations ship: the wheel's packages are the tree's, file by file."""
    inside = {name for name in wheel.namelist() if name.split("/")[0] in SHIPPED}
    assert inside == set().union(*(files_of(package) for package in SHIPPED))


def test_the_wheel_brings_the_command(wheel: zipfile.ZipFile) -> None:
    """Installing the wheel gives the user the command `leadsroom`."""
    (entry_points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "leadsroom = leadsroom.cli:main" in wheel.read(entry_points).decode().splitlines()


def test_the_version_is_said_once(wheel: zipfile.ZipFile) -> None:
    """The wheel carries the version of the package, and the changelog's newest entry is of that version."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest is not None
    assert newest.group(1) == leadsroom.__version__
    assert f"-{leadsroom.__version__}-" in Path(wheel.filename or "").name


def test_everything_installed_is_pinned() -> None:
    """Whatever the program and its tests pull in, directly or not, has its version in constraints.txt."""
    todo = {("leadsroom", frozenset({"dev", "postgres"}))}
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        seen |= todo
        todo = set().union(*(needed(*each) for each in todo)) - seen
    # What measuring and the browser need beside that is not installed for every run: only its first layer.
    seen |= needed("leadsroom", frozenset({"bench", "browser"}))
    assert {name for name, _ in seen} - {"leadsroom"} <= pinned().keys()


def test_make_speaks_of_each_of_its_targets() -> None:
    """`make help` lists every target that a person may call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[:1]
    assert set(phony.split()) == set(re.findall(r"^([a-z-]+):.* ## ", makefile, re.MULTILINE))
