"""Read the imports of a package, and say which of them break its order."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

NAME: Final = "cleanpage"

FLOORS: Final = (
    # What knows nothing of pages.
    ("version", "errors", "data"),
    ("options", "blocks"),
    ("limits", "features", "words"),
    # The stages, in the order in which a page goes through them.
    ("decode",),
    ("tokenize",),
    ("measure",),
    ("score",),
    ("select",),
    # What is said of a page that was selected.
    ("explain", "metadata"),
    ("formats",),
    ("page",),
    ("pipeline",),
    # Many pages.
    ("crawl",),
    ("batch",),
    ("engines",),
    ("__init__",),
    ("cli",),
    ("__main__",),
)
"""Modules and packages from the ground up: each imports only what stands on a floor below its own."""

SHELVES: Final[Mapping[str, str]] = {
    "words": "each module is a dictionary by itself, and no stage asks all of them",
    "engines": "each module is for one engine, whose package the others must not ask for",
}
"""Packages whose modules are imported from outside by their own names, and why. Of all others, and of their packages,
only what `__init__` exports is: whoever imports an inner module from outside depends on how a stage does its work."""

MAX_TOP_MODULES: Final = 12
MAX_LINES: Final = 450
MAX_MODULES: Final = 15
"""Modules on the top level of the package; lines of a module; modules of a package, those of its packages apart."""


class Import(NamedTuple):
    """A module that another one imports: at its top, for types alone, or when a function is called."""

    user: str
    """Dotted, without the package's own name; "__init__" for its face."""
    owner: str


def module_names(root: Path) -> list[str]:
    """Return the modules below a package's folder; a package is one by the name of its folder."""
    return sorted(_dotted(path.relative_to(root)) for path in root.rglob("*.py"))


def read_imports(root: Path) -> list[Import]:
    """Return the imports between the modules of a package."""
    names = set(module_names(root))
    found = set()
    for path in root.rglob("*.py"):
        user = _dotted(path.relative_to(root))
        for target in _targets(ast.parse(path.read_text(encoding="utf-8"))):
            # `from package import name` is of a module, if there is one of that name.
            owner = target if target in names else target.rpartition(".")[0] or "__init__"
            if owner != user:
                found.add(Import(user, owner))
    return sorted(found)


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _targets(tree: ast.Module) -> Iterator[str]:
    """Yield each thing that is imported from the package, dotted, without its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not read"
            module = f"{node.module}."
            if module.startswith(f"{NAME}."):
                yield from ((module + alias.name).removeprefix(f"{NAME}.") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (it.name.removeprefix(f"{NAME}.") for it in node.names if it.name.startswith(f"{NAME}."))


def arrows_back(imports: Sequence[Import]) -> list[str]:
    """Return the imports of what does not stand on a lower floor."""
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    return [
        f"{user} -> {owner}"
        for user, owner in imports
        if _top(user) != _top(owner) and floor[_top(user)] <= floor[_top(owner)]
    ]


def reaches_inside(imports: Sequence[Import], packages: set[str]) -> list[str]:
    """Return the imports of an inner module of another package."""
    return [
        f"{user} -> {owner}" for user, owner in imports if _top(user) != _top(owner) and not _is_door(owner, packages)
    ]


def _is_door(module: str, packages: set[str]) -> bool:
    room, _, _ = module.rpartition(".")
    return module in packages or not room or room in SHELVES


def circles(imports: Sequence[Import]) -> list[str]:
    """Return the modules that import each other in a circle, a circle on each line."""
    below: dict[str, set[str]] = {}
    for user, owner in imports:
        below.setdefault(user, set()).add(owner)
    reached = {module: _reached(module, below) for module in below}
    rings = {
        tuple(sorted({module, *(other for other in reached[module] if module in reached.get(other, ()))}))
        for module in below
        if module in reached[module]
    }
    return [" <-> ".join(ring) for ring in sorted(rings)]


def _reached(start: str, below: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [*below.get(start, ())]
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo += below.get(module, ())
    return found


def packages_of(root: Path) -> set[str]:
    """Return the packages below a package's folder, dotted."""
    return {_dotted(path.relative_to(root)) for path in root.rglob("__init__.py")} - {"__init__"}


def too_large(root: Path) -> list[str]:
    """Return the modules with too many lines, and the packages with too many modules."""
    found = []
    for folder in [root, *(path.parent for path in sorted(root.rglob("__init__.py")) if path.parent != root)]:
        modules = sorted(folder.glob("*.py"))
        most = MAX_TOP_MODULES if folder == root else MAX_MODULES
        if len(modules) > most:
            found.append(f"{folder.name}: {len(modules)} modules, more than {most}")
        for path in modules:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > MAX_LINES:
                found.append(f"{path.relative_to(root)}: {lines} lines, more than {MAX_LINES}")
    return found


def _top(module: str) -> str:
    return module.partition(".")[0]
