"""Rules of a sheet that colour its cells, and lists from which its cells are chosen: evidence, never more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.importing.raw import RawCell

MAX_RULES = 400  # of a sheet; a plan has a dozen
_MAX_LOOKS = 2_000_000  # how often a cell is held against a rule
_TEXT_RULES = {"containsText", "beginsWith", "endsWith", "notContainsText"}
_NUMBER = re.compile(r"\s*-?\d+(?:\.\d+)?\s*%?\s*")
_QUOTED = re.compile(r'\s*=?"((?:[^"]|"")*)"\s*')

Area = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Rule:
    """Cells in these areas that say this are shown in this colour."""

    areas: tuple[Area, ...]
    how: str
    values: tuple[str, ...]
    fill: str
    order: int


@dataclass(slots=True)
class Rules:
    """What the rules of a sheet do: `used` are the words that they colour, `other` counts rules that were not read."""

    rules: list[Rule] = field(default_factory=list)
    choices: list[tuple[tuple[Area, ...], str]] = field(default_factory=list)
    other: int = 0
    used: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, element: Any, fills: Sequence[str]) -> None:
        """Take in a `conditionalFormatting`; `fills` are the colours of the workbook's differential styles."""
        areas = areas_of(_text(element, "sqref"))
        for one in element:
            if _local(one) != "cfRule" or len(self.rules) >= MAX_RULES:
                continue
            rule = _rule(one, areas, fills)
            if rule is None:
                self.other += 1
            elif rule.fill:
                self.rules.append(rule)

    def add_choices(self, element: Any) -> None:
        """Take in a `dataValidation` that offers a list."""
        if element.get("type") == "list" and len(self.choices) < MAX_RULES:
            self.choices.append((areas_of(_text(element, "sqref")), _text(element, "formula1")))

    def colour(self, rows: dict[int, dict[int, RawCell]]) -> None:
        """Give the cells of the sheet the colours that the rules show them in."""
        rules = sorted(self.rules, key=lambda rule: rule.order)
        looks = 0
        for number, cells in rows.items() if rules else ():
            near = [rule for rule in rules if any(top <= number <= bottom for _, top, _, bottom in rule.areas)]
            looks += len(near) * len(cells)
            if looks > _MAX_LOOKS:
                return
            for column, cell in cells.items():
                if cell.is_blank or cell.day is not None:
                    continue
                rule = next((one for one in near if _holds(one, number, column, cell.text)), None)
                if rule is not None:
                    cells[column] = replace(cell, fill=rule.fill)
                    said = (cell.text[:60], rule.fill)
                    self.used[said] = self.used.get(said, 0) + 1


def _rule(one: Any, areas: tuple[Area, ...], fills: Sequence[str]) -> Rule | None:
    kind, how = one.get("type", ""), one.get("operator", "")
    formulas = [part.text or "" for part in one if _local(part) in {"formula", "f"}]
    values: list[str] = []
    if kind in _TEXT_RULES:
        values, how = [one.get("text") or _between_quotes(formulas)], kind
    elif kind == "cellIs":
        for formula in formulas:
            quoted = _QUOTED.fullmatch(formula)
            if quoted:
                values.append(quoted[1].replace('""', '"'))
            elif _NUMBER.fullmatch(formula):
                values.append(formula.strip())
    elif kind == "expression" and formulas:
        same = re.fullmatch(r'\s*=?\$?[A-Z]{1,3}\$?\d+\s*=\s*"([^"]+)"\s*', formulas[0])
        values, how = ([same[1]], "equal") if same else ([], "")
    index = one.get("dxfId", "")
    if not values or not values[0] or not index.isdecimal() or int(index) >= len(fills):
        return None
    order = one.get("priority", "")
    return Rule(areas, how, tuple(values), fills[int(index)], int(order) if order.isdecimal() else 0)


def _between_quotes(formulas: Sequence[str]) -> str:
    found = re.search(r'"([^"]{1,100})"', formulas[0]) if formulas else None
    return found[1] if found else ""


def _holds(rule: Rule, row: int, column: int, text: str) -> bool:
    if not any(left <= column <= right and top <= row <= bottom for left, top, right, bottom in rule.areas):
        return False
    said, value = text.casefold(), rule.values[0].casefold()
    match rule.how:
        case "containsText":
            return value in said
        case "notContainsText":
            return value not in said
        case "beginsWith":
            return said.startswith(value)
        case "endsWith":
            return said.endswith(value)
        case "equal":
            return said == value or (_number(text) is not None and _number(text) == _number(value))
    shown, limits = _number(text), [_number(one) for one in rule.values]
    if shown is None or limits[0] is None:
        return False
    upper = limits[1] if len(limits) > 1 else None
    match rule.how:
        case "between":
            return upper is not None and limits[0] <= shown <= upper
        case "greaterThan":
            return shown > limits[0]
        case "greaterThanOrEqual":
            return shown >= limits[0]
        case "lessThan":
            return shown < limits[0]
        case "lessThanOrEqual":
            return shown <= limits[0]
    return False


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    bare = text.strip()
    return float(bare.rstrip("% ")) / 100 if bare.endswith("%") else float(bare)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Any, name: str) -> str:
    """An attribute, or the text of a child with that name, as later additions to the format have it."""
    if (found := element.get(name)) is not None:
        return str(found)
    child = next((one for one in element.iter() if _local(one) == name and one is not element), None)
    return "" if child is None else "".join(str(text) for text in child.itertext())


def areas_of(reference: str) -> tuple[Area, ...]:
    """`A1:B9 D4` as areas; what is no reference is left out."""
    return tuple(_areas(reference))


def _areas(reference: str) -> Iterator[Area]:
    from openpyxl.utils.cell import range_boundaries

    for part in reference.split()[:MAX_RULES]:
        try:
            left, top, right, bottom = range_boundaries(part)
        except ValueError:
            continue
        yield left or 1, top or 1, right or 20_000, bottom or 2_000_000
