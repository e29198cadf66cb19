"""A pool: tasks in, results out in their order, from processes that are stopped when a task takes too long or too much.

`pool` is the side that hands out tasks, `stream` runs iterators apart, `worker` is the process that does either. None
knows of pages.
"""

from cleanpage.crawl.pool.limits import NO_LIMITS, Limits
from cleanpage.crawl.pool.pool import WorkerError, run_ordered
from cleanpage.crawl.pool.stream import StoppedError, Stream
from cleanpage.crawl.pool.worker import hold_descriptors

__all__ = ["NO_LIMITS", "Limits", "StoppedError", "Stream", "WorkerError", "hold_descriptors", "run_ordered"]
