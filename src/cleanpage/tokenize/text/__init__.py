"""Text dumps to blocks: a block for each line that holds text, or for each paragraph of a wrapped dump.

`lines` is the tokenizer; `wrapping` joins lines that end at a width, `cutting` cuts giant ones, `marks` takes bullets
and the rows of tables off them.
"""

from cleanpage.tokenize.text.lines import tokenize_text

__all__ = ["tokenize_text"]
