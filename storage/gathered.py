"""The rows of a subquery in one value, so that what belongs together comes with one journey to the database."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Gathered(FunctionElement[str]):
    """An aggregate: its arguments of each row, as JSON. Read it with `rows_of`."""

    inherit_cache = True
    name = "gathered"
    type = Text()


@compiles(Gathered, "sqlite")
def _on_sqlite(element: Gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(Gathered, "postgresql")
def _on_postgresql(element: Gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(json_agg(json_build_array({compiler.process(element.clauses, **options)})) AS TEXT)"


def rows_of(gathered: str | None) -> list[list[Any]]:
    """The rows, in no order: texts, numbers and nothing are as they were, a date is text."""
    return json.loads(gathered) if gathered else []
