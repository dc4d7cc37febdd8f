"""How scattered the code is: `python -m benchmarks.sprawl [CHECKOUT]`.

Counted are the `.py` files over 200 bytes of `leadsroom/` and `screens/` without migrations. Own imports of
a file are the distinct modules of ours that it imports anywhere in it, `from package import module` counting
the module; a module has one importer when exactly one other file imports it.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_SMALLEST = 201


def counted(root: Path) -> dict[str, Path]:
    """The files that count, by the names of their modules."""
    found = (path for top in ("leadsroom", "screens") for path in sorted((root / top).rglob("*.py")))
    files = [path for path in found if "migrations" not in path.parts and path.stat().st_size >= _SMALLEST]
    return {_module(path.relative_to(root)): path for path in files}


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported_by(source: str, ours: dict[str, Path]) -> set[str]:
    """The modules of ours that a file imports, anywhere in it."""
    return {name for node in ast.walk(ast.parse(source)) for name in _named(node, ours)}


def _named(node: ast.AST, ours: dict[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in ours)
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield from [inner] if inner in ours else [node.module] if node.module in ours else []


def measure(root: Path) -> list[tuple[str, str]]:
    """Each figure by its name, in words."""
    ours = counted(root)
    sources = {module: path.read_text(encoding="utf-8") for module, path in ours.items()}
    imports = {module: imported_by(source, ours) for module, source in sources.items()}
    importers = Counter(target for targets in imports.values() for target in targets)
    lines = sum(source.count("\n") for source in sources.values())
    folders = Counter(path.parent.relative_to(root) for path in ours.values())
    widest, most = folders.most_common(1)[0]
    alone = sum(importers[module] == 1 for module in ours)
    return [
        ("files", f"{len(ours)}"),
        ("lines", f"{lines}"),
        ("files a thousand lines", f"{len(ours) / lines * 1000:.2f}"),
        ("own imports a file", f"{statistics.mean(map(len, imports.values())):.2f}"),
        ("modules with one importer", f"{alone / len(ours):.0%}"),
        ("widest folder", f"{widest}, {most} files"),
        ("files in leadsroom/domain itself", f"{folders[Path('leadsroom/domain')]}"),
    ]


if __name__ == "__main__":
    for name, figure in measure(Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        print(f"{name:34}{figure}")
