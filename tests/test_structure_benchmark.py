import pytest

from structure import Case, read_cases

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_expected_markdown_passes_its_checks(case: Case) -> None:
    assert case.failures(case.read(case.markdown, "markdown")) == []
