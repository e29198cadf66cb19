"""Tokenize: a `Dump` in, a `Document` out, the page cut into blocks.

Two tokenizers give the same `Block`s: `html` walks over the parsed tree, `text` over the lines of a dump. Only what can
never be shown is left out; hidden elements, buttons and forms are blocks too. Nothing is judged here.
"""

from cleanpage.tokenize.tokenizer import format_of, tokenize

__all__ = ["format_of", "tokenize"]
