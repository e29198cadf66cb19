"""Extract the pages of WARC files with Spark, into a folder of Parquet files for each part.

    pip install "cleanpage[spark]"        # and Java 17
    python examples/spark_warc.py extracted/ crawl/*.warc.gz
    spark-submit --master yarn examples/spark_warc.py hdfs:///extracted /mnt/crawl/*.warc.gz

Run again with the same files, it goes on with the parts that are not done. See examples/README.md for a cluster.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from cleanpage.engines.archives import AS_READ
from cleanpage.engines.spark import SCHEMA, extract_batches, read_archives

SUCCESS = "_SUCCESS"
"""Name of the file with which Spark says that a folder is complete."""


def extract_part(spark: SparkSession, paths: Sequence[str], deadline_s: float = 60) -> DataFrame:
    """Return the pages of some files; each file is a task, and its pages stay in the process that reads them."""
    read, extract = read_archives(), extract_batches(**AS_READ, deadline_s=deadline_s)

    def read_and_extract(batches: Iterator[Any]) -> Iterator[Any]:
        return extract(read(batches))

    files = spark.sparkContext.parallelize([(path,) for path in paths], len(paths)).toDF("path string")
    return files.mapInArrow(read_and_extract, SCHEMA)


def extract_files(
    spark: SparkSession, paths: Sequence[str], output: str, part_files: int = 100, deadline_s: float = 60
) -> None:
    """Extract part after part, and pass over those that are done."""
    for start in range(0, len(paths), part_files):
        folder = f"{output}/part-{start // part_files:05d}"
        if not _exists(spark, f"{folder}/{SUCCESS}"):
            pages = extract_part(spark, paths[start : start + part_files], deadline_s)
            pages.write.mode("overwrite").parquet(folder)


def _exists(spark: Any, path: str) -> bool:
    """Return whether there is a file, on whichever file system Spark writes to."""
    place = spark._jvm.org.apache.hadoop.fs.Path(path)
    return bool(place.getFileSystem(spark._jsc.hadoopConfiguration()).exists(place))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it where spark-submit says, or on this machine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("output", help="folder for the results, also such as hdfs:///extracted")
    parser.add_argument(
        "files", nargs="+", help="WARC or WET files that all executors see, also s3://crawl/may.warc.gz"
    )
    parser.add_argument("--part-files", type=int, default=1000, help="files that make a part (default: 1000)")
    parser.add_argument("--deadline", type=float, default=60, help="seconds for a page (default: 60)")
    asked = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("cleanpage").getOrCreate()
    extract_files(spark, sorted(asked.files), asked.output, asked.part_files, asked.deadline)
    spark.stop()


if __name__ == "__main__":
    main()
