"""A run: inputs are read, their pages worked on, the results put where they belong, and everything is counted.

`renderer` turns one page into what is written for it, `runner` does the run, `tally` counts, `messages` tells what came
of it on standard error.
"""

from cleanpage.crawl.run.messages import Messages, say
from cleanpage.crawl.run.renderer import ALONE, PER_PAGE, SUFFIXES, Outcome, OutputFormat, Request, Task, frame_of
from cleanpage.crawl.run.runner import Run, carry_out
from cleanpage.crawl.run.tally import Tally

__all__ = [
    "ALONE",
    "PER_PAGE",
    "SUFFIXES",
    "Messages",
    "Outcome",
    "OutputFormat",
    "Request",
    "Run",
    "Tally",
    "Task",
    "carry_out",
    "frame_of",
    "say",
]
