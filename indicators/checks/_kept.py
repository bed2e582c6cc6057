"""What the rules found, as a file of the edition, so that a page can show it without reading a delivery again."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from indicators.checks._declared import Declared
from indicators.checks._finding import Finding
from indicators.expression import parse

FILE: Final = "findings"  # its name among the files of an edition


@dataclass(frozen=True)
class Group:
    """A declared group that findings speak of."""

    title: str
    variables: tuple[str, ...]  # of the whole, then the parts


@dataclass(frozen=True)
class Kept:
    """The findings of an edition, the gravest first, and the groups that they name."""

    findings: tuple[Finding, ...] = ()
    groups: dict[str, Group] | None = None

    def variables(self, subject: str) -> tuple[str, ...]:
        """The variables of a group; else the subject itself."""
        group = (self.groups or {}).get(subject)
        return group.variables if group else (subject,)


def write_findings(findings: Sequence[Finding], declared: Declared) -> bytes:
    """The file of an edition, JSON; `read_findings` gives the same back. They hold counts before disclosure."""
    named = {f.subject for f in findings}
    groups = {
        key: [group.title or ", ".join(group.parts), [*sorted(parse(group.whole).variables), *group.parts]]
        for key, group in declared.groups.items()
        if key in named
    }
    body = {"findings": [asdict(f) for f in findings], "groups": groups}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def read_findings(content: bytes) -> Kept:
    """What `write_findings` wrote."""
    body = json.loads(content)
    findings = tuple(Finding(**{**f, "numbers": tuple(f["numbers"])}) for f in body["findings"])
    return Kept(findings, {key: Group(title, tuple(names)) for key, (title, names) in body["groups"].items()})
