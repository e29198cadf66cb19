"""`python -m benchmarks.crawl`: a whole crawl, made, run and killed."""

from benchmarks.crawl.runs import main

if __name__ == "__main__":
    raise SystemExit(main())
