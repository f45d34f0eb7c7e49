"""Plans as files: one module a format, one registry."""

from __future__ import annotations

from collections.abc import Callable

from planner.exports.csv_plan import plan_as_csv
from planner.exports.json_plan import plan_as_json
from planner.exports.markdown_plan import plan_as_markdown
from planner.planning import Plan

EXPORTERS: dict[str, Callable[[Plan], str]] = {
    "csv": plan_as_csv,
    "json": plan_as_json,
    "markdown": plan_as_markdown,
}

__all__ = ["EXPORTERS"]
