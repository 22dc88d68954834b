"""A JSON Schema for rule files, made from the loader's own tables: editors check what the loader will."""

import json
from typing import Any

from extractor.rulefile import RULE_KEYS, TABLES
from extractor.rules import SECTIONS

_TYPES: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    list: {"type": "array", "items": {"type": "string"}},
}
_TOLD = {
    "id": "Lower-case words joined by hyphens, unique in the folder.",
    "kind": "What the matches of a rule over characters are; claim rules have none.",
    "about": "What the rule finds, with a phrase that it reads.",
    "pattern": "A regex in verbose mode: over characters, or over tokens, where braces match one token.",
    "carry": "The cells that a row takes from the claim before: indicator, action.",
    "yes": "Texts with every expected span marked: 立案[738件](quantity).",
    "no": "Texts in which the rule must find nothing.",
    "todo": "Texts that should match one day; one that matches fails.",
    "waive": "Lint checks that are wrong here, each with its reason: few-examples: ….",
}
_REQUIRED = ("id", "about", "pattern", "yes", "no")


def rule_schema() -> dict[str, Any]:
    """The schema of a rule file (JSON Schema 2020-12), for Taplo and Even Better TOML.

    >>> schema = rule_schema()
    >>> sorted(schema["properties"])
    ['about', 'kinds', 'pieces', 'rule', 'tags', 'words']

    It knows the shape of a file. Whether a pattern compiles, and whether the names in it
    exist, only the loader can tell.
    """
    properties: dict[str, Any] = {
        key: {**_TYPES[kind], "description": _TOLD.get(key, "")} for key, kind in RULE_KEYS.items()
    }
    for key in ("id", "about", "pattern"):
        properties[key]["minLength"] = 1
    for key in ("yes", "no"):
        properties[key]["minItems"] = 1
    rule = {
        "type": "object",
        "properties": properties,
        "required": list(_REQUIRED),
        "additionalProperties": False,
    }
    words = {"type": "object", "additionalProperties": {"anyOf": [_TYPES[str], _TYPES[list]]}}
    tables: dict[str, Any] = dict.fromkeys(TABLES - {"about", "rule", "pieces"}, words)
    tables |= {
        "about": {**_TYPES[str], "description": "What the file is for, in a line."},
        "pieces": {"type": "object", "additionalProperties": _TYPES[str]},
        "rule": {"type": "array", "items": rule},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule file of extractor",
        "description": f"One file of the sections {', '.join(SECTIONS)} of a folder of rules.",
        "type": "object",
        "properties": {name: tables[name] for name in sorted(tables)},
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The schema as the file `rules/schema.json` holds it."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n"
