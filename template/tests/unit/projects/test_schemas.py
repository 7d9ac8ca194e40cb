"""What requests for projects may hold, on both sides of every boundary."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel, ValidationError

from app.projects.schemas import ProjectCreate, ProjectRead, ProjectUpdate
from tests.factories.projects import ProjectFactory

SOMEBODY = UUID(int=1)
EXTRA = "Extra inputs are not permitted"
NO_STRING = "Input should be a valid string"
NUL = r"String should match pattern '^[^\x00]*$'"


def errors_in(schema: type[BaseModel], values: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return where and how values break a schema."""
    with pytest.raises(ValidationError) as error:
        schema.model_validate(values)
    return [(item["loc"], item["msg"]) for item in error.value.errors()]


def test_validate_new_project_name_alone_has_neither_description_nor_lead() -> None:
    project = ProjectCreate.model_validate({"name": "Apollo"})

    assert project.model_dump() == {"name": "Apollo", "description": "", "lead_id": None}


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        pytest.param({"name": "A"}, {"name": "A"}, id="shortest-name"),
        pytest.param({"name": "x" * 100}, {"name": "x" * 100}, id="longest-name"),
        pytest.param({"name": f" {'x' * 100}\n"}, {"name": "x" * 100}, id="longest-name-with-space-around"),
        pytest.param({"description": ""}, {"description": ""}, id="empty-description"),
        pytest.param({"description": " x\n"}, {"description": " x\n"}, id="description-with-space-around"),
        pytest.param({"description": "x" * 10_000}, {"description": "x" * 10_000}, id="longest-description"),
        pytest.param({"lead_id": str(SOMEBODY)}, {"lead_id": SOMEBODY}, id="lead"),
        pytest.param({"lead_id": None}, {"lead_id": None}, id="no-lead"),
        pytest.param({}, {}, id="nothing"),
    ],
)
@pytest.mark.parametrize("schema", [ProjectCreate, ProjectUpdate])
def test_validate_project_value_within_bounds_is_kept(
    schema: type[BaseModel], values: dict[str, Any], kept: dict[str, Any]
) -> None:
    given = {"name": "Apollo"} | values

    project = schema.model_validate(given)

    assert project.model_dump(exclude_unset=True) == {"name": "Apollo"} | kept


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("name", "", "String should have at least 1 character", id="name-empty"),
        pytest.param("name", " \t\n", "String should have at least 1 character", id="name-of-space"),
        pytest.param("name", "x" * 101, "String should have at most 100 characters", id="name-too-long"),
        pytest.param("name", "a\0", NUL, id="name-with-nul"),
        pytest.param("name", None, NO_STRING, id="name-null"),
        pytest.param("description", "x" * 10_001, "String should have at most 10000 characters", id="too-long"),
        pytest.param("description", "a\0", NUL, id="description-with-nul"),
        pytest.param("description", None, NO_STRING, id="description-null"),
        pytest.param("id", str(SOMEBODY), EXTRA, id="id"),
        pytest.param("workspace_id", str(SOMEBODY), EXTRA, id="workspace"),
        pytest.param("archived_at", None, EXTRA, id="archived-at"),
        pytest.param("created_at", None, EXTRA, id="created-at"),
        pytest.param("name_key", "apollo", EXTRA, id="name-key"),
    ],
)
@pytest.mark.parametrize("schema", [ProjectCreate, ProjectUpdate])
def test_validate_project_value_out_of_bounds_is_refused(
    schema: type[BaseModel], field: str, value: Any, message: str
) -> None:
    assert errors_in(schema, {"name": "Apollo"} | {field: value}) == [((field,), message)]


def test_validate_new_project_without_name_is_refused() -> None:
    assert errors_in(ProjectCreate, {}) == [(("name",), "Field required")]


def test_validate_project_change_without_fields_changes_nothing() -> None:
    assert ProjectUpdate.model_validate({}).model_dump(exclude_unset=True) == {}


@pytest.mark.parametrize("lead_id", ["nobody", 1, str(SOMEBODY)[:-1]], ids=["word", "number", "too-short"])
def test_validate_project_lead_that_is_no_id_is_refused(lead_id: str | int) -> None:
    (location, _), *others = errors_in(ProjectCreate, {"name": "Apollo", "lead_id": lead_id})

    assert (location, others) == (("lead_id",), [])


def test_read_project_from_the_model_leaves_the_compared_name_out() -> None:
    project = ProjectFactory.build(archived=True)

    assert ProjectRead.model_validate(project).model_dump() == {
        "id": project.id,
        "workspace_id": project.workspace_id,
        "name": project.name,
        "description": project.description,
        "lead_id": None,
        "archived_at": project.archived_at,
        "created_at": project.created_at,
    }
