"""Train the weights of the scorer, or cross-validate them.

    python -m benchmarks.training CORPORA --format html --out src/cleanpage/data/html.json
    python -m benchmarks.training CORPORA --format html --folds 5

CORPORA is a folder of labelled `.jsonl.xz` files. Blocks are labelled by alignment with the gold
text (`labels`). The statistics of class-name tokens leave out the page's own site (`name_table`), those of the
words of text dumps a fifth of the sites (`line_table`), and folds are made by site, so that nothing is
measured on a site that was seen. The same files, versions and seed give the same weights.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lightgbm

from benchmarks.quality.floors import fold_failures
from benchmarks.quality.report import print_scores
from benchmarks.training.examples import (
    FLAT,
    LINE_VARIANT,
    Example,
    fold_of,
    is_weak,
    read_examples,
    transplanted_examples,
)
from benchmarks.training.line_table import PARTS, LineTable, Page
from benchmarks.training.name_table import TokenTable
from benchmarks.training.passes import SEEDS, Passes, feature_indices, label_pages, train
from cleanpage.blocks import Format, Scored
from cleanpage.features import NAMES
from cleanpage.formats import serialize
from cleanpage.measure import measure
from cleanpage.score import compile_weights, parse_weights
from cleanpage.score.weights import VERSION
from cleanpage.select import select


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
            if example.labels is not None and example.page.variant in (LINE_VARIANT, FLAT)
        ]
    )


def export(passes: Passes, tokens: Mapping[str, float], format: Format, sets: Sequence[str]) -> str:
    """Return the weights file of what was trained, as `cleanpage.score.weights` reads it."""
    data = {
        "version": VERSION,
        "provenance": {
            "command": f"python -m benchmarks.training CORPORA --format {format}",
            "sets": ", ".join(sets),
            "seed": str(SEEDS[format]),
            "lightgbm": lightgbm.__version__,
        },
        "features": list(NAMES[format]),
        "exits": passes.exits,
        "tokens": dict(sorted(tokens.items())),
    }
    parts = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in data.items()]
    for name, model in (("trees", passes.first), ("second", passes.second)):
        body = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in _trees(model, format))
        parts.append(f'"{name}": [\n{body}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _trees(model: lightgbm.Booster | None, format: Format) -> list[Any]:
    if model is None:
        return []
    places = feature_indices(model, format)
    return [_export_tree(tree["tree_structure"], places) for tree in model.dump_model()["tree_info"]]


def _export_tree(node: dict[str, Any], places: Sequence[int]) -> Any:
    if "leaf_value" in node and "split_feature" not in node:
        return round(node["leaf_value"], 4)
    return [
        places[node["split_feature"]],
        float(f"{node['threshold']:.6g}"),
        round(node["internal_value"], 4),
        _export_tree(node["left_child"], places),
        _export_tree(node["right_child"], places),
    ]


def fit(examples: Sequence[Example], format: Format) -> str:
    """Return the weights file of a scorer trained on all labelled examples.

    While it is trained, pages are measured without what their own sites say of tokens.
    """
    labelled = [example for example in examples if example.labels is not None]
    if format == "html":
        names = TokenTable([example for example in labelled if not is_weak(example)])
        measured = [measure(example.document, names.weights(example.page.domain)) for example in labelled]
        tokens = names.weights()
    else:
        lines = learn_lines(labelled)
        labelled += transplanted_examples(labelled, PARTS)
        parts = [fold_of(example.page.domain, PARTS) for example in labelled]
        measured = [measure(it.document, lines.weights(part)) for it, part in zip(labelled, parts, strict=True)]
        tokens = lines.weights()
    passes = train(label_pages(labelled, measured, format), format)
    return export(passes, tokens, format, sorted({example.page.set for example in labelled}))


def cross_validate(examples: Sequence[Example], format: Format, folds: int) -> list[Scored]:
    """Return all pages scored, each by weights that have not seen its site.

    The weights go through their file and the package's own scorer, so that what is measured
    is what would be shipped.
    """
    scored: dict[int, Scored] = {}
    for fold in range(folds):
        seen = [example for example in examples if fold_of(example.page.domain, folds) != fold]
        weights = parse_weights(fit(seen, format), NAMES[format])
        scorer = compile_weights(weights, format)
        for index, example in enumerate(examples):
            if fold_of(example.page.domain, folds) == fold:
                scored[index] = scorer(measure(example.document, weights.tokens))
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
    examples = read_examples(arguments.corpora, format, measured_only=arguments.out is None)
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
