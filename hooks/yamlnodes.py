"""Walking through YAML nodes, which know the line they come from."""

from collections.abc import Iterator

import yaml


def pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """Yield each key and value of all mappings in the node, however deep."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), value
            yield from pairs(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from pairs(value)


def scalars(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Yield text and line number (from 1) of all values in the node; keys are left out."""
    if isinstance(node, yaml.ScalarNode):
        yield node.value, line(node)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from scalars(value)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from scalars(value)


def line(node: yaml.Node) -> int:
    """Return the line number of the node, from 1."""
    return int(node.start_mark.line) + 1
