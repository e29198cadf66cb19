"""`python -m benchmarks.speed`: time and memory of an extraction."""

from benchmarks.speed.timing import main

if __name__ == "__main__":
    raise SystemExit(main())
