"""What the pipelines run is what was reviewed."""

import re
from collections.abc import Iterator

import yaml

from hooks.findings import Finding, check
from hooks.tree import Tree
from hooks.yamlnodes import line, pairs

_FILES = (".github/workflows/*.yml", ".github/workflows/*.yaml", "action.yml", "action.yaml")
_PINNED = re.compile(r"@[0-9a-f]{40}$|^docker://.+@sha256:[0-9a-f]{64}$")


@check("actions-pinned")
def actions_pinned(tree: Tree) -> Iterator[Finding]:
    """Every GitHub action is pinned to a commit."""
    for file in tree.matching(*_FILES):
        for node in tree.nodes(file):
            for key, value in pairs(node):
                if key != "uses" or not isinstance(value, yaml.ScalarNode):
                    continue
                # `./…` is an action of this repository: it changes only with a reviewed commit.
                if not value.value.startswith("./") and not _PINNED.search(value.value):
                    yield Finding(
                        file,
                        line(value),
                        f"The action '{value.value}' is not pinned: whoever controls its "
                        "repository decides what it runs.",
                        "Name the commit after the @ (40 hexadecimal digits), and the version "
                        "in a comment.",
                    )
