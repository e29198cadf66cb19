"""cleanpage inside the engines that large sets are worked on with: datatrove, Ray Data and Spark.

    pages     one dump in, one row with `rows.COLUMNS` out; whatever the page holds, nothing is raised
    batches   batches of Arrow in and out: what Ray and Spark have in common
    archives  the records of WARC, WET and the like as such batches
    datatrove, ray, spark   the part that fits each engine

`docs/engines.md` says which to take when. Nothing here is imported with `import cleanpage`. `datatrove` and
`datatrove_reader` import datatrove; the others need only pyarrow, and neither Ray nor pyspark.
"""
