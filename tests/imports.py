"""Read the imports of a package, and say which of them break its order.

An import counts wherever it stands: at the top of a module, for types alone, or in a function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

NAME: Final = "cleanpage"

LAYERS: Final = (
    # What knows nothing of pages.
    ("version", "errors", "data", "selectors"),
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
"""Modules and packages from the ground up: each imports only what stands in a layer below its own."""

SHELVES: Final[Mapping[str, str]] = {
    "words": "each module is a dictionary by itself, and no stage asks all of them",
    "engines": "each module is for one engine, whose package the others must not ask for",
}
"""Packages whose modules are imported from outside by their own names, and why. Of every other package only what its
`__init__` exports is: whoever imports an inner module depends on how the package does its work."""

BY_NAME: Final[Mapping[str, str]] = {
    "crawl.pool.pool": "a worker is a new interpreter, which is told what to import in its command line"
}
"""Modules that import others by a string, and why."""

MAX_TOP_MODULES: Final = 12
MAX_LINES: Final = 450
MAX_MODULES: Final = 15
"""Modules on the top level of the package; lines of a module; modules of a package, those of its packages apart."""


class Import(NamedTuple):
    """A name that a module takes from another one."""

    user: str
    """Dotted, without the package's own name; "__init__" for its face."""
    owner: str
    name: str
    """What is taken; empty for the module itself."""


class Package:
    """The modules of a package and their imports."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = {_dotted(path.relative_to(root)): path for path in sorted(root.rglob("*.py"))}
        self.packages = {name for name, path in self.files.items() if path.name == "__init__.py"} - {"__init__"}
        self._trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in self.files.items()}
        self.exports = {name: _exports(self._trees[name]) for name in self.packages}
        self.imports = sorted(
            {found for name, tree in self._trees.items() for found in self._read(name, tree) if found.owner != name}
        )

    def _read(self, user: str, tree: ast.Module) -> Iterator[Import]:
        modules: dict[str, str] = {}
        """Names in a module that stand for modules of the package."""
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{user}: relative imports are not read"
                if node.module == NAME or (node.module or "").startswith(f"{NAME}."):
                    for alias in node.names:
                        found = self._resolve(user, f"{node.module}.{alias.name}")
                        if not found.name:
                            modules[alias.asname or alias.name] = found.owner
                        yield found
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name == NAME or alias.name.startswith(f"{NAME}."):
                        modules[alias.asname or NAME] = "" if alias.asname is None else _inner(alias.name)
                        yield self._resolve(user, alias.name)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                yield from self._reached_by_dots(user, node, modules)

    def _resolve(self, user: str, dotted: str) -> Import:
        """Return what `package.module.name` is: a module, or a name in one."""
        inner = _inner(dotted)
        if inner in self.files:
            return Import(user, inner, "")
        owner, _, name = inner.rpartition(".")
        return Import(user, owner or "__init__", "" if inner == "__init__" else name)

    def _reached_by_dots(self, user: str, node: ast.Attribute, modules: Mapping[str, str]) -> Iterator[Import]:
        """Yield the module that is reached by attributes of another: `select.selector`, after `import select`."""
        dots = [node.attr]
        value = node.value
        while isinstance(value, ast.Attribute):
            dots.append(value.attr)
            value = value.value
        if isinstance(value, ast.Name) and value.id in modules:
            inner = ".".join(filter(None, [modules[value.id], *reversed(dots)]))
            if inner in self.files:
                yield Import(user, inner, "")

    def arrows_back(self) -> list[str]:
        """Return the imports of what does not stand in a lower layer."""
        layer = {name: number for number, names in enumerate(LAYERS) for name in names}
        return _shown(
            found
            for found in self.imports
            if _top(found.user) != _top(found.owner) and layer[_top(found.user)] <= layer[_top(found.owner)]
        )

    def reaches_inside(self) -> list[str]:
        """Return the imports of an inner module of another package, or of what its `__init__` doesn't export."""
        return _shown(found for found in self.imports if not self._is_open(found))

    def _is_open(self, found: Import) -> bool:
        user = found.user if found.user in self.packages else found.user.rpartition(".")[0]
        room, _, _ = found.owner.rpartition(".")
        if found.owner in self.packages:
            is_above = f"{found.user}.".startswith(f"{found.owner}.")
            return is_above or not found.name or found.name in self.exports[found.owner]
        # A package within another one sees what is around it.
        is_own = not room or f"{user}.".startswith(f"{room}.")
        return (is_own or room in SHELVES) and not (found.name.startswith("_") and not found.name.startswith("__"))

    def circles(self) -> list[str]:
        """Return the modules that import each other in a circle, a circle on each line."""
        below: dict[str, set[str]] = {}
        for found in self.imports:
            below.setdefault(found.user, set()).add(found.owner)
        reached = {module: _reached(module, below) for module in below}
        rings = {
            tuple(sorted({module, *(other for other in reached[module] if module in reached.get(other, ()))}))
            for module in below
            if module in reached[module]
        }
        return [" <-> ".join(ring) for ring in sorted(rings)]

    def imported_by_name(self) -> list[str]:
        """Return the modules that import something by a string, which is not among the imports."""
        return [
            name
            for name in self.files
            if name not in BY_NAME
            and any(
                word in ast.unparse(self._trees[name]) for word in ("import importlib", "__import__", "sys.modules")
            )
        ]

    def too_large(self) -> list[str]:
        """Return the modules with too many lines, and the folders with too many modules."""
        found = []
        for folder in sorted({path.parent for path in self.files.values()}):
            modules = sorted(folder.glob("*.py"))
            most = MAX_TOP_MODULES if folder == self.root else MAX_MODULES
            if len(modules) > most:
                found.append(f"{folder.name}: {len(modules)} modules, more than {most}")
            for path in modules:
                lines = len(path.read_text(encoding="utf-8").splitlines())
                if lines > MAX_LINES:
                    found.append(f"{path.relative_to(self.root)}: {lines} lines, more than {MAX_LINES}")
        return found


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _inner(dotted: str) -> str:
    """Return a dotted name without the package's own; "__init__" for the package."""
    return "__init__" if dotted == NAME else dotted.removeprefix(f"{NAME}.")


def _exports(tree: ast.Module) -> set[str]:
    """Return what a package's `__all__` names, and the functions that it defines."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            found.add(node.name)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            found.update(ast.literal_eval(node.value))
    return found


def _reached(start: str, below: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [*below.get(start, ())]
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo += below.get(module, ())
    return found


def _shown(imports: Iterator[Import] | Sequence[Import]) -> list[str]:
    return sorted({f"{user} -> {owner}{f': {name}' if name else ''}" for user, owner, name in imports})


def _top(module: str) -> str:
    return module.partition(".")[0]
