"""The pipelines of the rendered services, read by the tools that know their format."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Rendered
from tests.rendering import Variant

GITHUB = Variant(starter="accounts", database="postgresql", ci="github")
GITLAB = Variant(starter="accounts", database="postgresql", ci="gitlab")


def run_tool(name: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run one of the tools that are installed beside this Python."""
    program = Path(sys.executable).with_name(name)
    return subprocess.run(
        [program, *arguments], capture_output=True, text=True, check=False, timeout=120
    )


def zizmor(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Look for insecure workflows below a folder."""
    return run_tool("zizmor", "--offline", "--no-progress", "--persona=pedantic", folder)


def check_schema(schema: str, files: Sequence[Path]) -> "subprocess.CompletedProcess[str]":
    """Hold files against a schema that comes with the tool."""
    return run_tool("check-jsonschema", f"--builtin-schema=vendor.{schema}", *files)


def workflows(service: Path) -> list[Path]:
    """Return the workflows of a service."""
    return sorted(service.glob(".github/workflows/*.yml"))


@pytest.mark.parametrize("starter", ["bare", "accounts"])
@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_zizmor_github_workflows_finds_nothing(
    rendered: Rendered, starter: str, database: str
) -> None:
    result = zizmor(rendered(Variant(starter, database, "github")) / ".github")

    assert "No findings to report" in result.stdout
    assert result.returncode == 0


@pytest.mark.parametrize("starter", ["bare", "accounts"])
@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_check_schema_github_workflows_hold(
    rendered: Rendered, starter: str, database: str
) -> None:
    result = check_schema(
        "github-workflows", workflows(rendered(Variant(starter, database, "github")))
    )

    assert (result.stdout, result.returncode) == ("ok -- validation done\n", 0)


@pytest.mark.parametrize("starter", ["bare", "accounts"])
@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_check_schema_gitlab_pipeline_holds(
    rendered: Rendered, starter: str, database: str
) -> None:
    service = rendered(Variant(starter, database, "gitlab"))

    result = check_schema("gitlab-ci", [service / ".gitlab-ci.yml"])

    assert (result.stdout, result.returncode) == ("ok -- validation done\n", 0)


def test_zizmor_planted_unpinned_action_is_found(rendered: Rendered, tmp_path: Path) -> None:
    shutil.copytree(rendered(GITHUB) / ".github", tmp_path / ".github")
    workflow = workflows(tmp_path)[0]
    workflow.write_text(workflow.read_text().replace("@", "@main #", 1))

    result = zizmor(tmp_path / ".github")

    assert "unpinned-uses" in result.stdout
    assert result.returncode != 0


def test_check_schema_planted_unknown_key_is_found(rendered: Rendered, tmp_path: Path) -> None:
    workflow = tmp_path / "workflow.yml"
    workflow.write_text(workflows(rendered(GITHUB))[0].read_text() + "\nsurprise: true\n")

    result = check_schema("github-workflows", [workflow])

    assert "'surprise' was unexpected" in result.stdout
    assert result.returncode == 1
