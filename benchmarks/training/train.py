"""Train the weights of the scorer, or cross-validate them.

    python -m benchmarks.training CORPORA --format html --out src/cleanpage/data/html.json
    python -m benchmarks.training CORPORA --format html --folds 5

CORPORA is a folder of labelled `.jsonl.xz` files. Blocks are labelled by alignment with the gold
text (`labels`). The statistics of class-name tokens leave out the page's own site, those of the
words of text dumps a fifth of the sites (`line_table`), and folds are made by site, so that nothing is
measured on a site that was seen. The same files, versions and seed give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from benchmarks.pages.corpus import LabelledPage, read_corpus
from benchmarks.quality.floors import fold_failures
from benchmarks.quality.report import print_scores
from benchmarks.training.labels import align
from benchmarks.training.line_table import OTHER_LANGUAGES, PARTS, LineTable, Page
from cleanpage.blocks import Document, Format, Measured, Scored
from cleanpage.decode import decode
from cleanpage.features import NAMES, PAGE_NAMES
from cleanpage.formats import serialize
from cleanpage.measure import measure
from cleanpage.score import compile_trees, parse_weights
from cleanpage.score.weights import VERSION
from cleanpage.select import select
from cleanpage.tokenize import tokenize
from cleanpage.words.lexicon import name_tokens

ROUNDS: dict[Format, int] = {"html": 140, "text": 120}
"""How many trees. More help little: 250 of 31 leaves gain .002 for twice the time."""
SETS: dict[Format, tuple[str, ...]] = {
    "html": ("wcxb-dev", "andy-dev", "fundus-dev", "cleanportaleval-dev", "trafeval-dev"),
    "text": ("textdump-wcxb-dev", "textdump-andy-dev", "textdump-fundus-dev"),
}
EXITS: dict[Format, list[tuple[int, float, float]]] = {
    "html": [(18, -1.75, -2.97), (40, -2.25, -1.62), (75, -2.25, -0.72)],
    "text": [(18, -2.0, -2.16), (30, -2.25, -1.35), (60, -2.25, -0.5)],
}
"""After how many trees, under which log-odds and with which offset in their place the rest is not asked: of the
blocks that leave so, about one in a thousand would have ended above a score of .2."""
PARAMETERS: dict[str, Any] = {
    "objective": "cross_entropy",  # labels are shares of words, not 0 and 1
    "num_leaves": 20,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 127,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbosity": -1,
}
FORMAT_PARAMETERS: dict[Format, dict[str, Any]] = {
    # Nested ifs run at the speed of their depth. The seeds are no better than others: they move word F1 by .003.
    "html": {"learning_rate": 0.1, "max_depth": 7, "seed": 1},
    "text": {"learning_rate": 0.17, "max_depth": 6, "seed": 20240426},
}
MIN_TOKEN_SITES = 4
"""Sites that must use a name token before it counts."""
TOKEN_PRIOR = 0.5
"""Pages' worth of content and of boilerplate that every token is taken to have been seen with."""
MIN_TOKEN_LOG_ODDS = 0.15
"""Log-odds under which a token is left out of the table: it tells nothing and costs bytes."""
MAX_TOKENS = 4000
LINE_VARIANT = "wet"
"""The variant of the text dumps that the words of lines are learned from: all variants have the same words."""
MAX_PAGES_PER_SITE = 3
"""Pages' worth that one site adds to a token's counts, however many it has."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page, cut and labelled; labels are None where the gold can't be aligned."""

    page: LabelledPage
    document: Document
    labels: list[float] | None


def read_examples(corpora: Path, format: Format) -> list[Example]:
    """Return the pages of the sets of a format, cut into blocks and labelled."""
    examples = []
    for name in SETS[format]:
        for page in read_corpus(corpora / f"{name}.jsonl.xz"):
            document = tokenize(decode(page.dump), format)
            texts = [block.text for block in document.blocks]
            if page.line_labels is not None:
                labels: list[float] | None = _labels_by_lines(page, document)
            else:
                labels = align(texts, page.gold_text) if page.gold_text else None
            examples.append(Example(page, document, labels))
        print(f"{name}: {len(examples)} pages so far", file=sys.stderr)
    return examples


def _labels_by_lines(page: LabelledPage, document: Document) -> list[float]:
    """Return the share of the words of each block's lines that are labelled as main content."""
    sizes = [len(line.split()) for line in decode(page.dump).text.split("\n")]
    labels = []
    for block in document.blocks:
        lines = range(block.line - 1, block.line - 1 + block.lines)
        content = sum(sizes[line] for line in lines if page.line_labels and page.line_labels[line])
        labels.append(content / sum(sizes[line] for line in lines))
    return labels


def _number(text: str) -> int:
    """Return a number that is the same for the same text on any machine."""
    return int(hashlib.md5(text.encode()).hexdigest(), 16)


def fold_of(domain: str, folds: int) -> int:
    """Return the fold of a site: the same for all of its pages in all sets, on any machine."""
    return _number(domain) % folds


Counts = dict[str, list[float]]
"""Token to [share of its pages' content, share of their boilerplate, number of sites]."""


class TokenTable:
    """Counts of name tokens, in all and by site, that log-odds can be made from without one site."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._sites: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
        for example in examples:
            if example.labels is not None and example.document.elements:
                counts = self._sites[example.page.domain]
                for token, (content, boilerplate) in _token_shares(example.document, example.labels).items():
                    count = counts[token]
                    count[0] += content
                    count[1] += boilerplate
                    count[2] += 1
        self._totals: Counts = defaultdict(lambda: [0.0, 0.0, 0.0])
        for counts in self._sites.values():
            pages = max(count[2] for count in counts.values())
            scale = min(pages, MAX_PAGES_PER_SITE) / pages
            for token, count in counts.items():
                count[:] = [count[0] * scale, count[1] * scale, 1.0]
                total = self._totals[token]
                for index in range(3):
                    total[index] += count[index]
        self._all = self._log_odds(self._totals, {})

    def weights(self, without: str = "") -> Mapping[str, float]:
        """Return the log-odds of every token that enough sites use, `without` one site."""
        own = self._sites.get(without)
        if own is None:
            return self._all
        changed = self._log_odds({token: self._totals[token] for token in own}, own)
        return {**{token: value for token, value in self._all.items() if token not in own}, **changed}

    @staticmethod
    def _log_odds(totals: Counts, own: Counts) -> dict[str, float]:
        found = {}
        for token, (content, boilerplate, sites) in totals.items():
            mine = own.get(token, (0.0, 0.0, 0.0))
            if sites - mine[2] < MIN_TOKEN_SITES:
                continue
            value = math.log((content - mine[0] + TOKEN_PRIOR) / (boilerplate - mine[1] + TOKEN_PRIOR))
            if abs(value) >= MIN_TOKEN_LOG_ODDS:
                found[token] = round(value, 2)
        strongest = sorted(found, key=lambda token: (-totals[token][2], token))[:MAX_TOKENS]
        return {token: found[token] for token in strongest}


def _token_shares(document: Document, labels: Sequence[float]) -> dict[str, tuple[float, float]]:
    """Return the share of the page's content words and of its boilerplate words under each name token."""
    elements = document.elements
    content, boilerplate = [0.0] * len(elements), [0.0] * len(elements)
    shares: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for block, label in zip(document.blocks, labels, strict=True):
        words = len(block.text.split())
        content[block.element] += label * words
        boilerplate[block.element] += (1 - label) * words
        for token in name_tokens(block.inline_names):
            shares[token][0] += label * words
            shares[token][1] += (1 - label) * words
    for index in range(len(elements) - 1, 0, -1):
        content[elements.parents[index]] += content[index]
        boilerplate[elements.parents[index]] += boilerplate[index]
    for index, (tag, names) in enumerate(zip(elements.tags, elements.names, strict=True)):
        for token in {*name_tokens(names), f"<{tag}>"}:
            shares[token][0] += content[index]
            shares[token][1] += boilerplate[index]
    all_content, all_boilerplate = content[0] or 1.0, boilerplate[0] or 1.0
    return {
        # Nested elements with the same name would count a word twice.
        token: (min(1.0, share[0] / all_content), min(1.0, share[1] / all_boilerplate))
        for token, share in shares.items()
    }


def learn_lines(examples: Sequence[Example]) -> LineTable:
    """Return the weights of the tokens of lines."""
    return LineTable(
        [
            Page(
                measure(example.document, {}),
                example.labels,
                fold_of(example.page.domain, PARTS),
                example.page.domain,
                example.page.lang or "en",
            )
            for example in examples
            if example.labels is not None and example.page.variant == LINE_VARIANT
        ]
    )


def train(examples: Sequence[Example], measured: Sequence[Measured], format: Format) -> lightgbm.Booster:
    """Return trees trained on the blocks of all labelled pages.

    A block weighs its words over the geometric mean of its page's content words and all its
    words, so that long pages don't drown short ones; the variants of one text dump share
    their page's weight. In text dumps all pages weigh the same, but for those in other languages than English.
    """
    rows, labels, weights = [], [], []
    variants = len({example.page.variant for example in examples})
    for example, page in zip(examples, measured, strict=True):
        if example.labels is None or not page.words:
            continue
        words = np.array(page.words, dtype=float)
        content = max(float(words @ np.array(example.labels)), 1.0)
        rows.append(np.array(page.rows, dtype=np.float32))
        labels.append(np.array(example.labels))
        if format == "html":
            weights.append(words / math.sqrt(content * words.sum()))
        else:
            scale = 1.0 if (example.page.lang or "en") == "en" else OTHER_LANGUAGES
            weights.append(scale * words / words.sum() / variants)
    data = lightgbm.Dataset(
        np.concatenate(rows),
        np.concatenate(labels),
        weight=np.concatenate(weights),
        feature_name=list(NAMES[format]),
    )
    return lightgbm.train(PARAMETERS | FORMAT_PARAMETERS[format], data, ROUNDS[format])


def export(model: lightgbm.Booster, tokens: Mapping[str, float], format: Format, sets: Sequence[str]) -> str:
    """Return the weights file of a model, as `cleanpage.score.weights` reads it."""
    trees = [_export_tree(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    data = {
        "version": VERSION,
        "provenance": {
            "command": f"python -m benchmarks.training CORPORA --format {format}",
            "sets": ", ".join(sets),
            "seed": str(FORMAT_PARAMETERS[format]["seed"]),
            "lightgbm": lightgbm.__version__,
        },
        "features": list(NAMES[format]),
        "exits": EXITS[format],
        "tokens": dict(sorted(tokens.items())),
        "trees": trees,
    }
    parts = []
    for key, value in data.items():
        if key == "trees":
            body = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
            parts.append(f'"trees": [\n{body}\n]')
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _export_tree(node: dict[str, Any]) -> Any:
    if "leaf_value" in node and "split_feature" not in node:
        return round(node["leaf_value"], 4)
    return [
        node["split_feature"],
        float(f"{node['threshold']:.6g}"),
        round(node["internal_value"], 4),
        _export_tree(node["left_child"]),
        _export_tree(node["right_child"]),
    ]


def fit(examples: Sequence[Example], format: Format) -> str:
    """Return the weights file of a scorer trained on all labelled examples.

    While it is trained, pages are measured without what their own sites say of tokens.
    """
    labelled = [example for example in examples if example.labels is not None]
    if format == "html":
        names = TokenTable(labelled)
        measured = [measure(example.document, names.weights(example.page.domain)) for example in labelled]
        tokens = names.weights()
    else:
        lines = learn_lines(labelled)
        parts = [fold_of(example.page.domain, PARTS) for example in labelled]
        measured = [measure(it.document, lines.weights(part)) for it, part in zip(labelled, parts, strict=True)]
        tokens = lines.weights()
    model = train(labelled, measured, format)
    return export(model, tokens, format, sorted({example.page.set for example in labelled}))


def cross_validate(examples: Sequence[Example], format: Format, folds: int) -> list[Scored]:
    """Return all pages scored, each by weights that have not seen its site.

    The weights go through their file and the package's own scorer, so that what is measured
    is what would be shipped.
    """
    scored: dict[int, Scored] = {}
    for fold in range(folds):
        seen = [example for example in examples if fold_of(example.page.domain, folds) != fold]
        weights = parse_weights(fit(seen, format), NAMES[format])
        log_odds = compile_trees(weights, len(PAGE_NAMES[format]))
        for index, example in enumerate(examples):
            if fold_of(example.page.domain, folds) == fold:
                measured = measure(example.document, weights.tokens)
                scores = tuple(
                    1 / (1 + math.exp(-value))
                    for value in log_odds(zip(*measured.columns, strict=True), measured.page_row)
                )
                scored[index] = Scored(measured=measured, scores=scores)
        print(f"fold {fold + 1} of {folds} done", file=sys.stderr)
    return [scored[index] for index in range(len(examples))]


def main(argv: Sequence[str] | None = None) -> int:
    """Train and write, or cross-validate and print the scores."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__.split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of labelled .jsonl.xz files")
    parser.add_argument("--format", choices=("html", "text"), required=True)
    parser.add_argument("--out", type=Path, help="weights file to write")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by site instead of writing")
    parser.add_argument("--save", type=Path, help="pickle of the cross-validated pages, to look at")
    parser.add_argument("--check", action="store_true", help="with --folds: exit 1 if a set is under its floor")
    arguments = parser.parse_args(argv)
    if (arguments.out is None) == (arguments.folds < 2):
        parser.error("give either --out FILE or --folds N (2 or more)")
    format: Format = arguments.format
    examples = read_examples(arguments.corpora, format)
    if arguments.out is not None:
        arguments.out.write_text(fit(examples, format), encoding="utf-8")
        return 0
    scored = cross_validate(examples, format, arguments.folds)
    texts = [(example.page, serialize(select(page))) for example, page in zip(examples, scored, strict=True)]
    print_scores(texts)
    if arguments.save:
        arguments.save.write_bytes(
            pickle.dumps([(example.page, page) for example, page in zip(examples, scored, strict=True)])
        )
    failed = fold_failures(texts, format) if arguments.check else []
    for line in failed:
        print(line)
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
