"""Print what other factors of sharpening would give, for docs/decisions/0003.

    python benchmarks/train.py CORPORA --format html --folds 5 --save folds.pkl
    python benchmarks/sweep.py folds.pkl

Scores are read from the cross-validated pages, so that only the selection differs.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from cleanpage.selector import select
from cleanpage.serializer import serialize
from metrics import SnippetCounts, snippet_counts, snippet_score, word_score

FACTORS = (1.0, 1.5, 2.0, 2.5, 3.0)


def main(argv: Sequence[str] | None = None) -> int:
    """Print word F1, or snippet F1 where there is no gold text, by set and factor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", type=Path, help="what train.py --save wrote")
    arguments = parser.parse_args(argv)
    pages = pickle.loads(arguments.pages.read_bytes())
    for factor in FACTORS:
        f1s: dict[str, list[float]] = defaultdict(list)
        snippets: dict[str, list[SnippetCounts]] = defaultdict(list)
        for page, scored in pages:
            text = serialize(select(scored, sharpen=factor))
            if page.gold_text is None:
                snippets[page.set].append(snippet_counts(text, page.required, page.forbidden))
            else:
                f1s[page.set].append(word_score(text, page.gold_text).f1)
        means = {name: sum(values) / len(values) for name, values in f1s.items()}
        means |= {f"{name} (snippets)": snippet_score(counts).f1 for name, counts in snippets.items()}
        print(f"{factor:4.1f}  " + "  ".join(f"{name} {value:.4f}" for name, value in means.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
