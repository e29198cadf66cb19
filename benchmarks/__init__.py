"""Benchmarks, a package for each question; README.md says which command answers which, and where its figures stand."""
