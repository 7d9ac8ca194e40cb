"""What can be asked of a workspace, as the API describes itself: a new route is in it the day it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.main import create_api

# An id for each name that paths, queries and bodies of the API have for one.
Ids = Mapping[str, UUID]
OF_A_WORKSPACE = "/workspaces/{workspace_id}"
DESCRIPTION = create_api().openapi()
# A value for each format that a request can hold.
EXAMPLES = {
    "date": "2026-03-18",
    "date-time": "2026-03-18T12:00:00Z",
    "email": "ada@example.com",
}


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    details: Mapping[str, Any]

    def __str__(self) -> str:
        """Return what it is called in the ids of tests."""
        return f"{self.method} {self.path}"

    def parameters(self, place: str) -> list[str]:
        """Return the names of the ids that it takes.

        Args:
            place: Where they stand: `path` or `query`.
        """
        return [
            parameter["name"]
            for parameter in self.details.get("parameters", [])
            if parameter["in"] == place and "uuid" in str(parameter["schema"])
        ]

    def body(self, ids: Ids) -> Any:
        """Return the smallest body that it takes; None when it takes none.

        Args:
            ids: What to fill in by name.
        """
        return smallest(self.body_schema(), ids) if self.body_schema() else None

    def references(self) -> list[tuple[str, ...]]:
        """Return where in its body ids stand, as the names on the way to each."""
        return find_references(self.body_schema())

    def body_schema(self) -> Mapping[str, Any]:
        """Return the schema of its body; empty when it takes none."""
        if "requestBody" not in self.details:
            return {}
        schema: dict[str, Any] = self.details["requestBody"]["content"]["application/json"]["schema"]
        return schema


def operations_of_a_workspace() -> list[Operation]:
    """Return everything that can be asked of a workspace."""
    return [operation for operation in operations() if operation.path.startswith(OF_A_WORKSPACE)]


def operations() -> Iterator[Operation]:
    """Yield everything that can be asked."""
    for path, methods in DESCRIPTION["paths"].items():
        for method, details in methods.items():
            yield Operation(method.upper(), path, details)


def resolve(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a schema, or the one that it refers to."""
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = DESCRIPTION["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found


def find_references(schema: Mapping[str, Any], *way: str) -> list[tuple[str, ...]]:
    """Return where below a schema ids stand, as the names on the way to each."""
    properties = resolve(schema).get("properties", {})
    here = [(*way, name) for name, value in properties.items() if "uuid" in str(value)]
    return here + [found for name, value in properties.items() for found in find_references(value, *way, name)]


def smallest(schema: Mapping[str, Any], ids: Ids, name: str = "") -> Any:
    """Return a small value that a schema allows.

    Args:
        schema: The schema.
        ids: What to fill in by name.
        name: What the value is called.

    Raises:
        LookupError: It is of a kind that no request has had so far; add it here.
    """
    schema = resolve(schema)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {name: smallest(schema["properties"][name], ids, name) for name in schema.get("required", [])}
        case "array":
            return [smallest(schema["items"], ids, name)]
        case "string" if schema.get("format") == "uuid":
            return str(ids[name])
        case "string":
            return EXAMPLES.get(schema.get("format", ""), "x" * schema.get("minLength", 1))
        case "integer" | "number":
            return int(schema.get("minimum", 0))
    raise LookupError(f"No small value is known for {schema}.")
