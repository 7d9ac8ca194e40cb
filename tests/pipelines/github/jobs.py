"""Runs one job: its steps in their order, each in a process of its own, as a GitHub runner does."""

import hashlib
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.pipelines.github import actions, commands
from tests.pipelines.github.events import DEFAULT_BRANCH, REPOSITORY, Event
from tests.pipelines.github.expressions import (
    Function,
    Known,
    Scope,
    condition,
    interpolate,
    resolve,
    to_text,
)
from tests.pipelines.github.results import Annotation, StepResult
from tests.pipelines.github.workflows import Job, Step, UnsupportedError, load, read_steps
from tests.pipelines.processes import clean_environment, run_shell

SHELLS = {
    None: ["bash", "-e"],
    "bash": ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"],
}
_FILES = ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")


@dataclass(frozen=True)
class Surroundings:
    """What a job finds when it starts.

    Attributes:
        event: what happened.
        workflow: name of its workflow.
        sha: the commit that the run is about.
        run_number: of the run, from 1.
        contexts: those that hold for the whole job.
        env: variables of the workflow, with their values.
        folder: an empty folder of its own.
        store: what outlives it.
    """

    event: Event
    workflow: str
    sha: str
    run_number: int
    contexts: Mapping[str, Any]
    env: Mapping[str, str]
    folder: Path
    store: actions.Store


@dataclass
class JobRun:
    """A job while it runs.

    Attributes:
        job: what it consists of.
        around: what it finds.
        services: the ports of its services on this machine, by service and by port inside.
    """

    job: Job
    around: Surroundings
    services: Mapping[str, Mapping[str, int]]
    env: dict[str, str] = field(default_factory=dict)
    results: list[StepResult] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    summary: str = ""
    _path: list[Path] = field(default_factory=list)
    _steps: dict[str, Any] = field(default_factory=Known)
    _after: list[Any] = field(default_factory=list)
    _failed: bool = False

    @property
    def workspace(self) -> Path:
        """Return the folder in which the commands run."""
        return self.around.folder / "demo" / "demo"

    @property
    def result(self) -> str:
        """Return how it ended."""
        return "failure" if self._failed else "success"

    def run(self) -> None:
        """Run every step that its condition lets run.

        Raises:
            UnsupportedError: a step needs something that this runner cannot do.
            ExpressionError: an expression cannot be evaluated.
        """
        self.workspace.mkdir(parents=True)
        scope = self._scope({})
        self.env = {name: self._text(value, scope) for name, value in self.job.env.items()}
        deadline = time.monotonic() + 60 * float(resolve(self.job.timeout_minutes, scope))
        for step in self.job.steps:
            self._run_step(step, deadline, {})
        if not self._failed:
            for action in reversed(self._after):
                action()

    def outputs(self) -> dict[str, str]:
        """Return what the job hands on to the jobs that need it."""
        scope = self._scope({})
        return {name: self._text(value, scope) for name, value in self.job.outputs.items()}

    def _run_step(self, step: Step, deadline: float, inputs: Mapping[str, str]) -> None:
        extra = {"inputs": dict(inputs)} if inputs else {}
        scope = self._scope(extra)
        env = {name: self._text(value, scope) for name, value in step.env.items()}
        scope = self._scope(extra, env)
        if not condition(step.condition, scope):
            self._record(step, "skipped", "", 0)
            return
        started = time.monotonic()
        minutes = resolve(step.timeout_minutes, scope)
        seconds = deadline - started
        if minutes is not None:
            seconds = min(seconds, 60 * float(minutes))
        if step.run is not None:
            ended, log = self._run_command(step, scope, env, seconds)
        elif str(step.uses).startswith("./"):
            ended, log = self._run_composite(step, scope, deadline), ""
        else:
            ended, log = self._use(step, scope)
        self._failed = self._failed or not ended
        self._record(step, "success" if ended else "failure", log, time.monotonic() - started)

    def _run_command(
        self, step: Step, scope: Scope, env: dict[str, str], seconds: float
    ) -> tuple[bool, str]:
        if step.shell not in SHELLS:
            raise UnsupportedError(f"the runner does not know the shell {step.shell}")
        files = {name: self._file(name) for name in _FILES}
        script = self._file("script.sh")
        script.write_text(interpolate(str(step.run), scope), encoding="utf-8")
        place = self.workspace / interpolate(step.working_directory or "", scope)
        folders = os.pathsep.join([*map(str, reversed(self._path)), clean_environment()["PATH"]])
        variables = {name: str(file) for name, file in files.items()}
        result = run_shell(
            [*SHELLS[step.shell], script],
            place,
            clean_environment(PATH=folders) | self._defaults() | self.env | env | variables,
            seconds,
        )
        self.annotations += commands.annotations(result.output, self.workspace)
        self.env |= commands.read_pairs(files["GITHUB_ENV"])
        self._path += map(Path, files["GITHUB_PATH"].read_text(encoding="utf-8").splitlines())
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        self._outputs(step, commands.read_pairs(files["GITHUB_OUTPUT"]))
        return result.status == 0, result.output

    def _use(self, step: Step, scope: Scope) -> tuple[bool, str]:
        name = str(step.uses).partition("@")[0]
        if name not in actions.STAND_INS:
            raise UnsupportedError(f"there is no stand-in for the action {name}")
        call = actions.Call(
            inputs={key: self._text(value, scope) for key, value in step.inputs.items()},
            workspace=self.workspace,
            store=self.around.store,
            ref=self.around.event.ref,
            base=self.around.event.base or DEFAULT_BRANCH,
            sha=self.around.sha,
        )
        try:
            actions.STAND_INS[name](call)
        except actions.ActionError as error:
            return False, "\n".join([*call.log, f"Error: {error}"])
        self.env |= call.env
        self._path += call.path
        self._after += call.after
        self._outputs(step, call.outputs)
        return True, "\n".join(call.log)

    def _run_composite(self, step: Step, scope: Scope, deadline: float) -> bool:
        """Run an action of the repository's own in place of the step."""
        table = load(self.workspace / str(step.uses) / "action.yml")
        if table["runs"]["using"] != "composite":
            raise UnsupportedError(f"{step.uses} is no list of steps")
        offered = table.get("inputs", {})
        unknown = set(step.inputs) - set(offered)
        if unknown:
            raise UnsupportedError(f"{step.uses} has no input {', '.join(unknown)}")
        inputs = {name: to_text(each.get("default")) for name, each in offered.items()}
        inputs |= {name: self._text(value, scope) for name, value in step.inputs.items()}
        before = self._failed
        for inner in read_steps(table["runs"]["steps"], str(step.uses)):
            self._run_step(inner, deadline, inputs)
        return before or not self._failed

    def _record(self, step: Step, outcome: str, log: str, seconds: float) -> None:
        self.results.append(StepResult(step.name, outcome, log, round(seconds, 2)))
        if step.id:
            known = self._steps.setdefault(step.id, Known(outputs={}))
            known |= {"outcome": outcome, "conclusion": outcome}

    def _outputs(self, step: Step, outputs: Mapping[str, str]) -> None:
        if step.id:
            self._steps[step.id] = Known(outputs=dict(outputs))

    def _scope(self, extra: Mapping[str, Any], env: Mapping[str, str] | None = None) -> Scope:
        """Return what the expressions of a step see."""
        ports = {
            name: Known(ports={str(inside): str(outside) for inside, outside in found.items()})
            for name, found in self.services.items()
        }
        contexts = {
            **self.around.contexts,
            "env": {**self.around.env, **self.env, **(env or {})},
            "job": Known(status=self.result, services=Known(ports)),
            "runner": Known(os="Linux", arch="X64", temp=str(self._temporary)),
            "steps": self._steps,
            **extra,
        }
        functions: dict[str, Function] = {
            "success": lambda: not self._failed,
            "failure": lambda: self._failed,
            "always": lambda: True,
            "cancelled": lambda: False,
            "hashFiles": lambda *patterns: hash_files(self.workspace, patterns),
        }
        return Scope(contexts, functions)

    def _defaults(self) -> dict[str, str]:
        """Return the variables that every step has."""
        event = self.around.event
        return {
            **self.around.env,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_BASE_REF": event.base,
            "GITHUB_EVENT_NAME": event.name,
            "GITHUB_HEAD_REF": event.branch if event.base else "",
            "GITHUB_JOB": self.job.id,
            "GITHUB_REF": event.ref,
            "GITHUB_REF_NAME": event.ref_name,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ID": str(self.around.run_number),
            "GITHUB_SHA": self.around.sha,
            "GITHUB_WORKFLOW": self.around.workflow,
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(self._temporary),
        }

    @property
    def _temporary(self) -> Path:
        folder = self.around.folder / "temp"
        folder.mkdir(exist_ok=True)
        return folder

    def _file(self, name: str) -> Path:
        """Return an empty file for the step that begins."""
        file = self._temporary / f"{len(self.results)}-{name}"
        file.touch()
        return file

    @staticmethod
    def _text(value: object, scope: Scope) -> str:
        return to_text(resolve(value, scope))


def hash_files(workspace: Path, patterns: Sequence[str]) -> str:
    """Return a digest of the files that match, nothing when there are none."""
    found = sorted({file for pattern in patterns for file in workspace.glob(pattern)})
    content = [file.read_bytes() for file in found if file.is_file()]
    return hashlib.sha256(b"\0".join(content)).hexdigest() if content else ""
