"""The pages that benchmarks run on: labelled corpora, and the fixtures."""
