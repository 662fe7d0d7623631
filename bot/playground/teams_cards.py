"""What Teams accepts: Adaptive Cards up to version 1.5, and the size and shape of activities.

`check_card` and `check_activity` return the faults they find, each as a sentence with a JSON pointer; an empty list
means "accepted". Real Teams drops much of what is wrong without a word; here it is refused, so that it is noticed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

MAX_VERSION = (1, 5)
MAX_ACTIVITY_BYTES = 28 * 1024
MAX_ACTIONS = 6
CARD = "application/vnd.microsoft.card.adaptive"
OTHER_ATTACHMENTS = (
    "application/vnd.microsoft.card.hero",
    "application/vnd.microsoft.card.thumbnail",
    "application/vnd.microsoft.teams.card.file.consent",
    "application/vnd.microsoft.teams.card.file.info",
    "application/vnd.microsoft.teams.file.download.info",
    "image/",
)

_BOX = "selectAction style verticalContentAlignment bleed backgroundImage minHeight rtl"
_EVERYWHERE = "type id isVisible separator spacing height fallback requires"
_INPUT = f"{_EVERYWHERE} label isRequired errorMessage"
_ACTION = "type id title iconUrl style mode tooltip isEnabled fallback requires"

# What an element may hold; a "!" marks what it must.
ELEMENTS: dict[str, str] = {
    "TextBlock": f"{_EVERYWHERE} text! color fontType horizontalAlignment isSubtle maxLines size weight wrap style",
    "RichTextBlock": f"{_EVERYWHERE} inlines! horizontalAlignment",
    "Image": f"{_EVERYWHERE} url! altText backgroundColor horizontalAlignment selectAction size style width msteams",
    "Media": f"{_EVERYWHERE} sources! poster altText",
    "ImageSet": f"{_EVERYWHERE} images! imageSize",
    "FactSet": f"{_EVERYWHERE} facts!",
    "ActionSet": f"{_EVERYWHERE} actions!",
    "Container": f"{_EVERYWHERE} items! {_BOX}",
    "ColumnSet": f"{_EVERYWHERE} columns selectAction style bleed minHeight horizontalAlignment",
    "Table": f"{_EVERYWHERE} columns rows firstRowAsHeader showGridLines gridStyle horizontalCellContentAlignment "
    "verticalCellContentAlignment",
    "Input.Text": f"{_INPUT} id! isMultiline maxLength placeholder regex style inlineAction value",
    "Input.Number": f"{_INPUT} id! max min placeholder value",
    "Input.Date": f"{_INPUT} id! max min placeholder value",
    "Input.Time": f"{_INPUT} id! max min placeholder value",
    "Input.Toggle": f"{_INPUT} id! title! value valueOff valueOn wrap",
    "Input.ChoiceSet": f"{_INPUT} id! choices isMultiSelect style value placeholder wrap choices.data",
}
ACTIONS: dict[str, str] = {
    "Action.Execute": f"{_ACTION} verb data associatedInputs",
    "Action.Submit": f"{_ACTION} data associatedInputs",
    "Action.OpenUrl": f"{_ACTION} url!",
    "Action.ShowCard": f"{_ACTION} card!",
    "Action.ToggleVisibility": f"{_ACTION} targetElements!",
}
PARTS: dict[str, str] = {
    "AdaptiveCard": "type! version! body actions fallbackText speak lang $schema msteams refresh authentication "
    "selectAction backgroundImage minHeight verticalContentAlignment rtl metadata",
    "Column": f"{_EVERYWHERE} items width {_BOX}",
    "TableRow": "type cells style horizontalCellContentAlignment verticalCellContentAlignment",
    "TableCell": f"type items {_BOX}",
    "TextRun": "type text! color fontType highlight isSubtle italic selectAction size strikethrough underline weight",
    "Fact": "title! value!",
    "Choice": "title! value!",
}
_TEXTS = {"text", "title", "id", "label", "errorMessage", "placeholder", "altText", "verb", "fallbackText", "url"}
_FLAGS = {"wrap", "isSubtle", "separator", "isVisible", "isRequired", "isMultiline", "isMultiSelect", "isEnabled"}
_WORDS: dict[str, set[str]] = {
    "weight": {"default", "lighter", "bolder"},
    "size": {"default", "small", "medium", "large", "extralarge", "auto", "stretch"},
    "color": {"default", "dark", "light", "accent", "good", "warning", "attention"},
    "spacing": {"default", "none", "small", "medium", "large", "extralarge", "padding"},
    "horizontalAlignment": {"left", "center", "right"},
}


def _split(table: Mapping[str, str]) -> dict[str, tuple[set[str], set[str]]]:
    result = {}
    for kind, words in table.items():
        names = words.split()
        result[kind] = ({name.rstrip("!") for name in names}, {name[:-1] for name in names if name.endswith("!")})
    return result


_ALL = _split(ELEMENTS) | _split(ACTIONS) | _split(PARTS)
_CHILDREN: dict[str, Mapping[str, tuple[str, ...]]] = {
    "AdaptiveCard": {"body": tuple(ELEMENTS), "actions": tuple(ACTIONS)},
    "Container": {"items": tuple(ELEMENTS)},
    "ColumnSet": {"columns": ("Column",)},
    "Column": {"items": tuple(ELEMENTS)},
    "Table": {"rows": ("TableRow",)},
    "TableRow": {"cells": ("TableCell",)},
    "TableCell": {"items": tuple(ELEMENTS)},
    "RichTextBlock": {"inlines": ("TextRun",)},
    "FactSet": {"facts": ("Fact",)},
    "ImageSet": {"images": ("Image",)},
    "ActionSet": {"actions": tuple(ACTIONS)},
    "Input.ChoiceSet": {"choices": ("Choice",)},
}
_UNTYPED = ("Column", "TableRow", "TableCell", "Fact", "Choice")


def check_card(card: Any, path: str = "") -> list[str]:
    """The faults of an Adaptive Card."""
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        return [f"an Adaptive Card has the type AdaptiveCard [{path or '/'}]"]
    version = re.fullmatch(r"(\d)\.(\d)", str(card.get("version")))
    faults = []
    if not version or (int(version[1]), int(version[2])) > MAX_VERSION:
        faults.append(f"version must be at most 1.5, not {card.get('version')} [{path}/version]")
    faults += _node(card, "AdaptiveCard", path)
    ids = Counter(each["id"] for each in inputs_of(card) if isinstance(each.get("id"), str))
    faults += [f"two inputs have the id {name!r} [{path or '/'}]" for name, count in ids.items() if count > 1]
    if len(json.dumps(card).encode()) > MAX_ACTIVITY_BYTES:
        faults.append(f"a card may have {MAX_ACTIVITY_BYTES} bytes [{path or '/'}]")
    return faults


def _node(node: Any, kind: str, path: str) -> list[str]:
    if not isinstance(node, dict):
        return [f"must be an object [{path}]"]
    known, needed = _ALL[kind]
    faults = [f"{kind} has no property {key!r} [{path}/{key}]" for key in node if key not in known]
    faults += [f"{kind} needs {key!r} [{path}]" for key in sorted(needed) if node.get(key) is None]
    for key, value in node.items():
        if key in _TEXTS and not isinstance(value, str):
            faults.append(f"{key} must be a string [{path}/{key}]")
        elif key in _FLAGS and not isinstance(value, bool):
            faults.append(f"{key} must be true or false [{path}/{key}]")
        elif key in _WORDS and str(value).lower() not in _WORDS[key] and kind != "Image":
            faults.append(f"{key} can't be {value!r} [{path}/{key}]")
    for key, allowed in _CHILDREN.get(kind, {}).items():
        faults += _children(node.get(key, []), allowed, f"{path}/{key}")
    if kind == "AdaptiveCard" and "selectAction" not in node and len(node.get("actions") or ()) > MAX_ACTIONS:
        faults.append(f"at most {MAX_ACTIONS} actions [{path}/actions]")
    if "selectAction" in node:
        faults += _children([node["selectAction"]], tuple(ACTIONS), f"{path}/selectAction")
    if isinstance(node.get("fallback"), dict):
        faults += _children([node["fallback"]], (*ELEMENTS, *ACTIONS), f"{path}/fallback")
    if kind == "Action.ShowCard":
        faults += check_card({"version": "1.5", **node["card"]} if isinstance(node.get("card"), dict) else None, path)
    if kind == "Action.OpenUrl" and not re.match(r"(https?|mailto|msteams):", str(node.get("url"))):
        faults.append(f"url must be a link [{path}/url]")
    if kind in ("Action.Execute", "Action.Submit") and not isinstance(node.get("data", {}), dict | str):
        faults.append(f"data must be an object [{path}/data]")
    return faults


def _children(children: Any, allowed: Sequence[str], path: str) -> list[str]:
    if not isinstance(children, list):
        return [f"must be a list [{path}]"]
    faults = []
    for index, child in enumerate(children):
        where = f"{path}/{index}"
        if isinstance(child, str) and allowed == ("TextRun",):
            continue
        kind = child.get("type") if isinstance(child, dict) else None
        kind = allowed[0] if kind is None and allowed[0] in _UNTYPED else kind
        if kind in allowed:
            faults += _node(child, str(kind), where)
        elif isinstance(child, dict) and isinstance(child.get("fallback"), dict | str):
            if isinstance(child["fallback"], dict):
                faults += _children([child["fallback"]], allowed, f"{where}/fallback")
        else:
            faults.append(f"{kind!r} can't stand here without a fallback [{where}]")
    return faults


def walk(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every object with a type inside a card, in reading order, the fallbacks of actions left out."""
    found: list[dict[str, Any]] = []

    def visit(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                visit(each)
        elif isinstance(value, dict):
            if isinstance(value.get("type"), str):
                found.append(value)
            for key, each in value.items():
                if key not in ("data", "fallback", "msteams", "refresh"):
                    visit(each)

    visit(dict(card))
    return found


def inputs_of(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The input fields of a card."""
    return [each for each in walk(card) if each["type"].startswith("Input.")]


def actions_of(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The buttons of a card, in reading order."""
    return [each for each in walk(card) if each["type"].startswith("Action.")]


def text_of(card: Mapping[str, Any]) -> str:
    """The words of a card, one element a line: what a test looks for."""
    lines = []
    for each in walk(card):
        match each["type"]:
            case "TextBlock":
                lines.append(each["text"])
            case "RichTextBlock":
                runs = each["inlines"]
                lines.append("".join(run if isinstance(run, str) else run["text"] for run in runs))
            case "FactSet":
                lines += [f"{fact['title']}: {fact['value']}" for fact in each["facts"]]
    return "\n".join(lines)


def check_activity(activity: Any) -> list[str]:
    """The faults of an activity the bot sends."""
    if not isinstance(activity, dict):
        return ["an activity is a JSON object"]
    if activity.get("type") == "typing":
        return []
    if activity.get("type") != "message":
        return [f"activities of the type {activity.get('type')!r} can't be sent"]
    faults = []
    size = len(json.dumps(activity, ensure_ascii=False).encode())
    if size > MAX_ACTIVITY_BYTES:
        faults.append(f"an activity may have {MAX_ACTIVITY_BYTES} bytes, this has {size}")
    attachments = activity.get("attachments") or []
    if not activity.get("text") and not attachments:
        faults.append("a message needs a text or an attachment")
    for index, attachment in enumerate(attachments):
        where = f"/attachments/{index}"
        kind = attachment.get("contentType") if isinstance(attachment, dict) else None
        if kind == CARD:
            faults += check_card(attachment.get("content"), f"{where}/content")
        elif not str(kind).startswith(OTHER_ATTACHMENTS):
            faults.append(f"unknown contentType {kind!r} [{where}]")
    for entity in activity.get("entities") or ():
        if entity.get("type") == "mention" and str(entity.get("text")) not in str(activity.get("text")):
            faults.append("a mention must stand in the text as well")
    return faults
