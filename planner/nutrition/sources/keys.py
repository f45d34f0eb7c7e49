"""Values of a source's record by the keys of ``data/nutrients.csv``."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

OR, AND, TIMES = "|", "&", "*"


def keyed_value(record: Mapping[str, float], key: str) -> float | None:
    """Return the value that a key names; None if the record does not have it.

    Parameters
    ----------
    record : mapping of str to float
        Amounts of one food by nutrient number or column; unknown ones are left out.
    key : str
        ``a|b``: the first that is known; ``a&b``: the sum of two, if both are known; ``a*1000``:
        the amount times 1000 (g to mg).
    """
    for alternative in filter(None, key.split(OR)):
        amounts = [_amount(record, term) for term in alternative.split(AND)]
        known = [amount for amount in amounts if amount is not None]
        if len(known) == len(amounts):
            return sum(known)
    return None


def _amount(record: Mapping[str, float], term: str) -> float | None:
    name, _, factor = term.partition(TIMES)
    amount = record.get(name)
    return None if amount is None else amount * float(factor or 1.0)


def known_amounts(row: pd.Series) -> dict[str, float]:
    """Return the columns of a row of a table that have an amount."""
    amounts = pd.to_numeric(row, errors="coerce").dropna()
    return {str(name): float(amount) for name, amount in amounts.items()}
