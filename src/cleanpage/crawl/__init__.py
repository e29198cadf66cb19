"""Many pages: archives in, files of results out, worked on in processes that can be stopped.

    source → records → pool → outcomes → outputs, with a journal beside it that a later run goes on from.

    files       the inputs that a command line names, the files of results, and the journal
    archives    WARC, WET, JSONL, Parquet and mail: records, whatever is damaged
    pool        processes that are stopped when a task takes too long or too much memory
    rows        a page as an object of JSON, or as a row of a table
    run         the run itself: what is rendered, counted and said

Each package is a door of its own. Nothing here is imported with `import cleanpage`; archives ask for packages of an
extra when one is opened.
"""
