"""The findings for a terminal, and in the format of Code Climate."""

import hashlib
import json
from collections.abc import Sequence

from quality.findings import Finding


def as_text(findings: Sequence[Finding]) -> str:
    """Return two lines for each finding: where and what, then why."""
    return "\n".join(
        f"{finding.file}:{finding.line}:{finding.column}: {finding.rule}: {finding.message}\n    {finding.link}"
        for finding in findings
    )


def as_code_climate(findings: Sequence[Finding]) -> str:
    """Return a report as JSON, which a merge request can show beside the lines."""
    return json.dumps(
        [
            {
                "check_name": finding.rule,
                "description": f"{finding.message} ({finding.link})",
                "severity": "major",
                "fingerprint": fingerprint,
                "location": {"path": finding.file, "lines": {"begin": finding.line}},
            }
            for finding, fingerprint in zip(findings, _fingerprints(findings), strict=True)
        ],
        indent=2,
    )


def _fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Tell the findings apart without their lines, which move."""
    seen: dict[tuple[str, str], int] = {}
    prints = []
    for finding in findings:
        place = (finding.file, finding.rule)
        seen[place] = seen.get(place, 0) + 1
        prints.append(hashlib.sha256(repr((*place, seen[place])).encode()).hexdigest())
    return prints
