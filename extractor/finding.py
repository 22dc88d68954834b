"""A finding of lint, as a line for the terminal and as SARIF for editors and code review."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: where, in which rule (empty outside rules), and what to do about it."""

    check: str
    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        rule = f"rule {self.rule}: " if self.rule else ""
        return f"{self.path}:{self.line}: {rule}{self.message} [{self.check}]"


def to_sarif(findings: Iterable[Finding], checks: Mapping[str, str], *, version: str) -> str:
    """The findings as a SARIF 2.1.0 log (OASIS), paths relative to the folder of rules."""
    names = list(checks)
    results = [
        {
            "ruleId": finding.check,
            "ruleIndex": names.index(finding.check),
            "level": "error" if finding.check == names[0] else "warning",
            "message": {
                "text": f"rule {finding.rule}: {finding.message}" if finding.rule else finding.message
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": finding.path, "uriBaseId": "RULES"},
                        "region": {"startLine": finding.line},
                    }
                }
            ],
        }
        for finding in findings
    ]
    driver = {
        "name": "extractor",
        "version": version,
        "rules": [{"id": name, "shortDescription": {"text": what}} for name, what in checks.items()],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=2)
