import json
import lzma
from pathlib import Path

import pytest

from benchmarks.quality import changes
from benchmarks.quality.changes import half_of, score_page
from tests.benchmarks.test_benchmarks import corpus_record

