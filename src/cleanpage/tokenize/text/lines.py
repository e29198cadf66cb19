"""Cut a text dump into blocks: one for each line that holds text, or for each paragraph of a wrapped dump.

A `Dump` comes in; blocks with their line number and offset go out. Bullets and indents
are taken off and kept as fields, since layout-preserving dumps mark menus and lists with
them. Nothing is scored here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Final

from cleanpage.blocks import Block, Document, Dump
from cleanpage.limits import UNLIMITED, Limits
from cleanpage.tokenize.text.cutting import cut_line, has_few_lines
from cleanpage.tokenize.text.marks import BLANKS, BULLETS, bullet_end, mark_lists, mark_rows, table_rows
from cleanpage.tokenize.text.wrapping import SOFT_HYPHEN, Paragraph, join_lines, unwrap
from cleanpage.tokenize.white_space import collapse

LINE_ENDS: Final = "\u2028\u2029\x85\x0b\x0c"
"""Characters beside "\\n" that end a line in Unicode. They do here where a dump has more of them than lines: on
real pages they stand inside a line by accident."""

MAX_GAP_SHARE: Final = 0.8
"""Share of a wrapped dump's paragraphs with an empty line before them from which such a line means nothing more."""


def tokenize_text(dump: Dump, limits: Limits = UNLIMITED) -> Document:
    """Return a block for each line of a text dump that is not blank, as many as the limits let.

    In a dump wrapped at a width, the lines of a paragraph make one block; in a dump that has a few lines for the
    whole page, a line makes several.
    """
    text = dump.text
    if sum(map(text.count, LINE_ENDS)) > text.count("\n") + 1:
        for end in LINE_ENDS:
            text = text.replace(end, "\n")
    lines, left_out = limits.first_lines(text)
    most = limits.max_blocks + 1
    rows = table_rows(lines, limits.max_cells) if "|" in text or "\t" in text else {}
    if has_few_lines(lines):
        blocks = list(islice(_piece_blocks(lines), most))
        cut = {block.line for block in blocks if block.joint != "\n"}
        rows = {number: cells for number, cells in rows.items() if number not in cut}
    elif paragraphs := unwrap(lines, rows):
        blocks = _paragraph_blocks(lines, paragraphs)
    else:
        blocks = list(islice(_line_blocks(lines), most))
    # Nothing but control characters is no text.
    blocks = [block for block in blocks if block.text]
    if len(blocks) > limits.max_blocks:
        del blocks[limits.max_blocks :]
        left_out = limits.too_many_blocks
    judged = limits.judged(len(blocks), "text")
    if judged < len(blocks):
        del blocks[judged:]
        left_out = limits.out_of_time
    if rows:
        blocks = mark_rows(blocks, rows, text)
    mark_lists(blocks)
    return Document(format="text", blocks=tuple(blocks), left_out=left_out)


def _line_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield a block for each line."""
    offset = 0
    gap = False
    for number, line in enumerate(lines, start=1):
        text = line.lstrip()
        indent = len(line) - len(text)
        start = offset + indent
        if text and text[0] in BLANKS:
            text, indent = _without_blanks(line)
            start = offset + len(line) - len(text)
        if text:
            yield _block(text, number, start, indent, gap)
            gap = False
        else:
            gap = True
        offset += len(line) + 1


def _piece_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield a block for each piece of each line; all but the first of a line know what divides them."""
    offset = 0
    gap = False
    for number, line in enumerate(lines, start=1):
        begun = False
        for piece in cut_line(line):
            text, indent = _without_blanks(line[0 if not begun else piece.start : piece.stop])
            if text:
                block = _block(text, number, offset + piece.stop - len(text), 0 if begun else indent, gap)
                yield block._replace(joint=piece.joint) if begun else block
                begun, gap = True, False
        gap = gap or not begun
        offset += len(line) + 1


def _paragraph_blocks(lines: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Return a block for each paragraph of a wrapped dump.

    Where nearly all have an empty line before them it tells nothing, and is not said.
    """
    blocks = []
    offsets = list(accumulate([len(line) + 1 for line in lines], initial=0))
    done = 0
    for start, (first, *more) in paragraphs:
        block = _block(first.text, start + 1, offsets[start] + first.before, first.indent, start > done)
        if more:
            # A soft hyphen at the end of a line says that its last word goes on.
            start_text = block.text + SOFT_HYPHEN * first.text.endswith(SOFT_HYPHEN)
            texts = [" ".join(line.text.split()) for line in more]
            block = block._replace(text=collapse(join_lines(filter(None, [start_text, *texts]))), lines=len(more) + 1)
        blocks.append(block._replace(kind="quote") if first.quote else block)
        done = start + len(more) + 1
    if sum([block.gap for block in blocks]) > MAX_GAP_SHARE * len(blocks):
        return [block._replace(gap=False) for block in blocks]
    return blocks


def _block(text: str, number: int, start: int, indent: int, gap: bool) -> Block:
    """Return the block of a text without white space in front, the bullet taken off."""
    if text[0] in BULLETS and (end := bullet_end(text)):
        text = collapse(text[end:])
        return Block(text, "list_item", -1, start + end, number, 0, (), "", indent, True, gap)
    return Block(collapse(text), "paragraph", -1, start, number, 0, (), "", indent, False, gap)


def _without_blanks(line: str) -> tuple[str, int]:
    """Return a line without what is blank in front of it, and the columns of white space there."""
    indent = 0
    for index, char in enumerate(line):
        if char.isspace():
            indent += 1
        elif char not in BLANKS:
            return line[index:], indent
    return "", indent
