"""The lists of faults in benchmarks/faults/ fit the code that the template ships."""

import pytest

from benchmarks.faults import Fault, read_faults
from tests.rendering import ROOT

FAULTS = [pytest.param(fault, id=f"{fault.kind}-{fault.name}") for fault in read_faults()]


@pytest.mark.parametrize("fault", FAULTS)
def test_read_fault_each_code_stands_in_its_file_once(fault: Fault) -> None:
    texts = {change.file: (ROOT / "template" / change.file).read_text() for change in fault.changes}

    found = [texts[change.file].count(change.code) for change in fault.changes]

    assert found == [1] * len(fault.changes)


def test_read_faults_names_are_different() -> None:
    names = [f"{fault.kind}-{fault.name}" for fault in read_faults()]

    assert len(names) == len(set(names)) >= 40
