"""No file is trusted: a damaged one is read, or refused with one message that names its place."""

from __future__ import annotations

import os
import time

import pytest
from formats.diaries.mutations import mutated, sample_names

from planner.errors import InputError
from planner.formats.diaries.registry import FORMS, read_source
from planner.formats.diaries.source import Source
from planner.nutrition.foods.diary import Diary

# `make fuzz` asks for more.
COUNT = int(os.environ.get("FUZZ_COUNT", "200"))
LONGEST = 5.0  # seconds of processor time for one file


def _read(source: Source, form: str | None) -> Diary | str:
    try:
        return read_source(source, form)
    except InputError as error:
        return str(error)


@pytest.mark.parametrize("name", sample_names())
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    """200 mutations of each sample give a diary or an InputError that names the file."""
    forms = [None, *FORMS]
    for number in range(COUNT):
        source = Source(name, given=mutated(name, number))
        # Mostly as it is recognised, and now and then as another form.
        form = None if number % 4 else forms[number // 4 % len(forms)]
        start = time.process_time()
        found = _read(source, form)
        assert time.process_time() - start < LONGEST, number
        if isinstance(found, str):
            assert found, number
            assert len(found) < 20_000, number
        else:
            amounts = found.amounts()
            assert found.rows, number
            assert not (amounts < 0).any(), number
