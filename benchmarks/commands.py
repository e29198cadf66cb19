"""One command for a package of benchmarks: the first word after its name says which of them is run."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent


def run(package: str, modules: Mapping[str, str], argv: Sequence[str] | None = None) -> int:
    """Run the benchmark that the first argument names, and return its exit status; 2 if there is none of that name.

    `modules` are the modules of the package `benchmarks.PACKAGE` by the names of their benchmarks; each has a `main`.
    """
    name, *rest = (sys.argv[1:] if argv is None else argv) or ["--help"]
    command = f"python -m benchmarks.{package}"
    if name not in modules:
        is_help = name in ("-h", "--help")
        lines = [] if is_help else [f"there is no benchmark {name!r}; there are"]
        lines += [f"{f'{command} {word}':48} {_title(package, module)}" for word, module in modules.items()]
        print("\n".join(lines), file=sys.stdout if is_help else sys.stderr)
        return 0 if is_help else 2
    # What `argparse` puts before its messages.
    sys.argv[0] = f"{command} {name}"
    status: int = importlib.import_module(f"benchmarks.{package}.{modules[name]}").main(rest)
    return status


def _title(package: str, module: str) -> str:
    """Return the first line of what a module says of itself; it isn't imported, as it may need what isn't installed."""
    tree = ast.parse((FOLDER / package / f"{module}.py").read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").split("\n")[0]
