"""Inputs whose right answer is known: written, printed or damaged here, or judged by eye and kept as digests."""
