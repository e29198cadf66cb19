"""Extract the pages of a folder of WARC files with datatrove, into a Parquet file for each task.

    pip install "cleanpage[datatrove]"
    python examples/datatrove_warc.py crawl/ extracted/ --tasks 8 --workers 4

Run again, it goes on with the tasks that are not done. See examples/README.md for a cluster.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.writers import ParquetWriter

from cleanpage.crawl.rows import arrow_schema
from cleanpage.engines.datatrove import CleanpageStep
from cleanpage.engines.datatrove_reader import CleanpageReader, row_of_document


def pipeline(folder: str, output: str, *, glob: str | None = None, deadline_s: float = 60) -> list[Any]:
    """Return the steps; each task reads every so-manieth file of the folder."""
    return [
        CleanpageReader(folder, glob_pattern=glob),
        CleanpageStep(keep_all=True, all_metadata=True, deadline_s=deadline_s),
        ParquetWriter(f"{output}/pages", adapter=row_of_document, schema=arrow_schema()),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it on this machine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", help="folder with WARC or WET files, also one like s3://crawl/may")
    parser.add_argument("output", help="folder for the results and for datatrove's logs")
    parser.add_argument("--glob", help='which files of the folder, for instance "*.warc.gz" (default: all)')
    parser.add_argument("--tasks", type=int, default=1, help="parts of the work, at most one for each file")
    parser.add_argument("--workers", type=int, default=1, help="tasks at the same time")
    parser.add_argument("--deadline", type=float, default=60, help="seconds for a page (default: 60)")
    asked = parser.parse_args(arguments)
    LocalPipelineExecutor(
        pipeline(asked.folder, asked.output, glob=asked.glob, deadline_s=asked.deadline),
        tasks=asked.tasks,
        workers=asked.workers,
        logging_dir=f"{asked.output}/logs",
    ).run()


if __name__ == "__main__":
    main()
