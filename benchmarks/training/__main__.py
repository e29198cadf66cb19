"""`python -m benchmarks.training`: train the weights, or cross-validate them."""

from benchmarks.training.train import main

if __name__ == "__main__":
    raise SystemExit(main())
