"""`python -m tools.slack_schema`: writes `tests/schemas/slack.json`, what Slack itself says of its payloads.

The types and their limits ("Maximum length for this field is 75 characters") come from Slack's own package
`@slack/types` (MIT); this reads both, and adds the limits that stand in Slack's documentation alone. Needs Node.js and
the network, so the result is committed. What no schema can say (ids that are used twice, sizes in all) stands in
`bot/playground/slack_rules.py`, which is a second reading of the same documentation.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "tests" / "schemas" / "slack.json"
TYPES, GENERATOR = "@slack/types@3.2.0", "ts-json-schema-generator@2.4.0"
SOURCE = """
import type { HomeView, KnownBlock, MessageMetadata, ModalView } from "@slack/types";
export interface SlackMessage { text: string; blocks?: KnownBlock[]; metadata?: MessageMetadata; }
export type SlackModal = Omit<ModalView, "blocks"> & { blocks: KnownBlock[] };
export type SlackHome = Omit<HomeView, "blocks"> & { blocks: KnownBlock[] };
"""
CONFIG = {
    "compilerOptions": {"strict": True, "module": "nodenext", "moduleResolution": "nodenext", "skipLibCheck": True},
    "files": ["slack.ts"],
}
FROM_THE_DOCUMENTATION: dict[str, dict[str, Any]] = {
    "SlackMessage/text": {"minLength": 1, "maxLength": 40_000},
    "SlackMessage/blocks": {"maxItems": 50},
    "SlackModal/blocks": {"maxItems": 100},
    "SlackHome/blocks": {"maxItems": 100},
    "ActionsBlock/elements": {"minItems": 1},
    "ContextBlock/elements": {"minItems": 1},
    "SectionBlock/fields": {
        "minItems": 1,
        "items": {"allOf": [{"$ref": "#/definitions/TextObject"}, {"properties": {"text": {"maxLength": 2000}}}]},
    },
    "Overflow/options": {"minItems": 1, "maxItems": 5},
    "StaticSelect/options": {"minItems": 1},
    "MultiStaticSelect/options": {"minItems": 1},
    "RadioButtons/options": {"minItems": 1},
    "Checkboxes/options": {"minItems": 1},
    "PlainTextInput/max_length": {"minimum": 1, "maximum": 3000},
    "PlainTextInput/initial_value": {"maxLength": 3000},
    "PlainTextOption/value": {"minLength": 1, "maxLength": 75},
    "MrkdwnOption/value": {"minLength": 1, "maxLength": 75},
    "PlainTextElement/text": {"minLength": 1, "maxLength": 3000},
    "TableBlock/rows": {"minItems": 1, "maxItems": 100},
}
"""Limits of which the types don't speak, by definition and property."""
_MOST = re.compile(r"(?:maximum|\bmax\b|limit)\D{0,70}?`?(?P<most>\d[\d,]*)", re.IGNORECASE)
_LEAST = re.compile(r"(?:minimum|\bmin\b)\D{0,40}?`?(?P<least>\d+)", re.IGNORECASE)
_TEXTS = ("PlainTextElement", "MrkdwnElement", "TextObject")


def raw() -> dict[str, Any]:
    """The types as a schema, as the generator gives them."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "slack.ts").write_text(SOURCE, encoding="utf-8")
        (room / "tsconfig.json").write_text(json.dumps(CONFIG), encoding="utf-8")
        subprocess.run(["npm", "install", "--silent", TYPES, GENERATOR], cwd=room, check=True)  # noqa: S603, S607 - whichever Node.js there is
        made = subprocess.run(
            ["npx", "ts-json-schema-generator", "--path", "slack.ts", "--tsconfig", "tsconfig.json", "--type", "*"],  # noqa: S607 - likewise
            cwd=room,
            check=True,
            capture_output=True,
        )
        found: dict[str, Any] = json.loads(made.stdout)
        return found


def limited(schema: dict[str, Any]) -> dict[str, Any]:
    """One property with the limits that its description states."""
    words = schema.get("description", "")
    most = _MOST.search(words) if isinstance(words, str) else None
    least = _LEAST.search(words) if isinstance(words, str) else None
    numbers = (
        ("max", int(most["most"].replace(",", "")) if most else None),
        ("min", int(least["least"]) if least else None),
    )
    ref = str(schema.get("$ref", "")).rpartition("/")[2]
    for end, number in numbers:
        if number is None:
            continue
        match schema.get("type"):
            case "string":
                schema[f"{end}Length"] = number
            case "array":
                schema[f"{end}Items"] = number
            case "number":
                schema[f"{end}imum"] = number
            case None if ref in _TEXTS:
                schema.setdefault("allOf", [{"$ref": schema["$ref"]}]).append(
                    {"properties": {"text": {f"{end}Length": number}}}
                )
    if "allOf" in schema:
        schema.pop("$ref", None)
    return schema


def kinds(schema: dict[str, Any], definitions: dict[str, Any]) -> set[str]:
    """The values of `type` that a schema takes."""
    if "$ref" in schema:
        return kinds(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return set().union(*(kinds(one, definitions) for one in schema["anyOf"]))
    if "enum" in (of := schema.get("properties", {}).get("type", {})):
        return set(of["enum"])
    return {of["const"]} if "const" in of else set()


def split(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A choice between things that say what they are: the fault is then found in that thing, not in the choice."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for one in schema["anyOf"]:
        of = kinds(one, definitions)
        if not of:
            return schema
        for kind in of:
            by_kind.setdefault(kind, []).append(one)
    chosen = [
        {
            "if": {"properties": {"type": {"const": kind}}},
            "then": options[0] if len(options) == 1 else {"anyOf": options},
        }
        for kind, options in sorted(by_kind.items())
    ]
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": sorted(by_kind)}},
        "allOf": chosen,
    }


def written(value: Any, definitions: dict[str, Any]) -> Any:
    """The schema with limits and choices, without descriptions."""
    if isinstance(value, list):
        return [written(one, definitions) for one in value]
    if not isinstance(value, dict):
        return value
    made = {}
    for key, one in value.items():
        if key == "description" and isinstance(one, str):
            continue
        if key == "properties":
            made[key] = {name: written(limited(dict(each)), definitions) for name, each in one.items()}
        else:
            made[key] = written(one, definitions)
    return split(made, definitions) if "anyOf" in made else made


def schema() -> dict[str, Any]:
    """The whole schema."""
    definitions = raw()["definitions"]
    made = {name: written(one, definitions) for name, one in definitions.items()}
    for place, limits in FROM_THE_DOCUMENTATION.items():
        name, _, prop = place.partition("/")
        made[name]["properties"][prop] |= limits
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": f"Made by tools/slack_schema.py from {TYPES}, (c) Slack Technologies, LLC, MIT licence.",
        "definitions": made,
    }


def main() -> int:
    """Write it."""
    found = schema()
    OUT.write_text(json.dumps(found, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    limits = len(re.findall(r'"m(?:ax|in)(?:Length|Items|imum)":', OUT.read_text(encoding="utf-8")))
    print(f"{OUT.name}: {len(found['definitions'])} definitions, {limits} limits")
    return 0


if __name__ == "__main__":
    sys.exit(main())
