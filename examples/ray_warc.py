"""Extract the pages of WARC files with Ray Data, into a folder of Parquet files for each part.

    pip install "cleanpage[ray]"
    python examples/ray_warc.py extracted/ crawl/*.warc.gz --actors 4

Run again with the same files, it goes on with the parts that are not done. See examples/README.md for a cluster.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import ray

from cleanpage.engines.archives import AS_READ
from cleanpage.engines.ray import ExtractPages, read_archives

SUCCESS = "_SUCCESS"
"""Name of the file that says that a part is done."""


def extract_part(paths: Sequence[str], actors: int = 1, deadline_s: float = 60) -> ray.data.Dataset:
    """Return the pages of some files; each file is read by one of the actors, and its pages stay there."""
    files = ray.data.from_items([{"path": path} for path in paths], override_num_blocks=len(paths))
    return files.map_batches(read_archives, batch_format="pyarrow", batch_size=1).map_batches(
        ExtractPages,
        fn_constructor_kwargs={**AS_READ, "deadline_s": deadline_s},
        batch_format="pyarrow",
        batch_size=256,
        compute=ray.data.ActorPoolStrategy(size=actors),
    )


def extract_files(
    paths: Sequence[str], output: Path, part_files: int = 100, actors: int = 1, deadline_s: float = 60
) -> None:
    """Extract part after part, and pass over those that are done."""
    for start in range(0, len(paths), part_files):
        folder = output / f"part-{start // part_files:05d}"
        if not (folder / SUCCESS).exists():
            pages = extract_part(paths[start : start + part_files], actors, deadline_s)
            pages.write_parquet(str(folder), mode=ray.data.SaveMode.OVERWRITE)
            (folder / SUCCESS).touch()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it on the cluster that RAY_ADDRESS names, or on this machine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("output", type=Path, help="folder for the results, which all nodes must see")
    parser.add_argument("files", nargs="+", help="WARC or WET files, also such as s3://crawl/may.warc.gz")
    parser.add_argument("--part-files", type=int, default=100, help="files that make a part (default: 100)")
    parser.add_argument("--actors", type=int, default=1, help="processes that extract, with a core each")
    parser.add_argument("--deadline", type=float, default=60, help="seconds for a page (default: 60)")
    asked = parser.parse_args(arguments)
    ray.init(include_dashboard=False)
    extract_files(sorted(asked.files), asked.output, asked.part_files, asked.actors, asked.deadline)
    ray.shutdown()


if __name__ == "__main__":
    main()
