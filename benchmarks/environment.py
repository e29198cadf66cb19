"""Say where and with what something was measured: versions, Python, machine, commit."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE_PACKAGES = ("selectolax", "regex", "charset-normalizer")


def describe(packages: Iterable[str] = ()) -> str:
    """Return a line each for the versions of the core and of these packages, the machine and the commit."""
    names = dict.fromkeys([*CORE_PACKAGES, *packages])
    versions = ", ".join(f"{name} {version}" for name in names if (version := version_of(name)))
    return "\n".join(
        (
            f"versions  {versions}",
            f"python    {platform.python_implementation()} {platform.python_version()}",
            f"machine   {platform.system()} {platform.machine()}, {os.cpu_count()} × {_processor()}",
            f"commit    {commit()}",
        )
    )


def version_of(package: str) -> str:
    """Return the installed version of a package; "" if there is none."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def commit() -> str:
    """Return the short hash of the commit, "+" after it if files differ; "unknown" outside Git."""
    head = _git("rev-parse", "--short", "HEAD")
    if not head:
        return "unknown"
    return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "processor unknown"
