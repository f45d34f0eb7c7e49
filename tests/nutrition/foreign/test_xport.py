"""SAS transport files: numbers are exact, missing is NaN, and a cut file is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.errors import InputError
from planner.nutrition.foreign.xport import read_xport

SAMPLE = Path(__file__).parents[2] / "formats" / "diaries" / "samples" / "nhanes_DR1IFF.xpt"


def test_it_agrees_with_another_reader_but_for_zeros() -> None:
    """Every number is that of pandas, save for the zeros, which pandas gives as 5.4e-79."""
    table = read_xport(SAMPLE.read_bytes(), "f")
    frame = pd.read_sas(SAMPLE)
    assert table.rows == len(frame)
    assert list(table.numbers) == list(frame.columns)
    for name, values in table.numbers.items():
        other = frame[name].to_numpy()
        np.testing.assert_allclose(values, np.where(np.abs(other) < 1e-70, 0.0, other), rtol=1e-12)
    assert (table.numbers["DR1ISUGR"][:4] == 0.0).all()


@pytest.mark.parametrize("length", [40, 300, 1000, 13_000])
def test_a_cut_file_is_refused(length: int) -> None:
    """A file that is cut within its header or an observation is refused."""
    with pytest.raises(InputError, match=r"cut off|damaged|no SAS|no observations"):
        read_xport(SAMPLE.read_bytes()[:length], "f")
