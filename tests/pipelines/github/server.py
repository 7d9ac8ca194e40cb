"""Stands in for GitHub: takes an event, and runs the jobs of every workflow that it triggers."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from tests.pipelines.github.actions import Store
from tests.pipelines.github.events import REPOSITORY, Event, triggers
from tests.pipelines.github.expressions import Function, Known, Scope, condition, resolve, to_text
from tests.pipelines.github.jobs import JobRun, Surroundings
from tests.pipelines.github.results import JobResult, Run, combine
from tests.pipelines.github.workflows import (
    Job,
    UnsupportedError,
    Workflow,
    expand,
    read_workflow,
)
from tests.pipelines.origin import Origin
from tests.pipelines.postgresql import Postgresql


@dataclass
class Server:
    """GitHub, with one repository.

    Attributes:
        origin: the repository.
        folder: where runs, caches and installed programs are kept.
        postgresql: starts the servers that jobs ask for as services.
        variables: those of the repository, which workflows read as `vars`.
    """

    origin: Origin
    folder: Path
    postgresql: Postgresql
    variables: Mapping[str, str] = field(default_factory=dict)
    _runs: int = 0

    def trigger(self, event: Event, *only: str) -> Run:
        """Run what an event sets off, one job after the other.

        Args:
            event: what happened.
            only: ids of jobs; when given, the others are left out as if they had succeeded.

        Returns:
            How every job ended.

        Raises:
            UnsupportedError: a workflow uses what this runner cannot do.
            ExpressionError: an expression cannot be evaluated.
        """
        self._runs += 1
        folder = self.folder / f"run-{self._runs}"
        sha = self.origin.commit_for(event.ref)
        tree = self.origin.export(sha, folder / "workflows", ".github/workflows")
        store = Store(
            origin=self.origin.path,
            artifacts=folder / "artifacts",
            caches=self.folder / "caches",
            programs=self.folder / "programs",
        )
        found = [read_workflow(file) for file in sorted(tree.glob("*.yml"))]
        jobs = [
            result
            for workflow in found
            if triggers(event, workflow.on)
            for result in _Workflow(self, workflow, event, sha, folder, store, only).run()
        ]
        return Run(tuple(jobs), store.artifacts)

    @property
    def run_number(self) -> int:
        """Return the number of the last run."""
        return self._runs


@dataclass
class _Workflow:
    """One workflow while it runs."""

    server: Server
    workflow: Workflow
    event: Event
    sha: str
    folder: Path
    store: Store
    only: tuple[str, ...]
    results: dict[str, list[JobResult]] = field(default_factory=dict)

    def run(self) -> list[JobResult]:
        unknown = {need for job in self.workflow.jobs.values() for need in job.needs}
        unknown -= set(self.workflow.jobs)
        if unknown:
            raise UnsupportedError(f"jobs need {', '.join(unknown)}, which does not exist")
        graph = {name: job.needs for name, job in self.workflow.jobs.items()}
        for name in TopologicalSorter(graph).static_order():
            if not self.only or name in self.only:
                self.results[name] = list(self._instances(self.workflow.jobs[name]))
        return [result for results in self.results.values() for result in results]

    def _instances(self, job: Job) -> Iterator[JobResult]:
        scope = Scope(self._contexts(job), self._functions(job))
        if not condition(job.condition, scope):
            yield JobResult(job.id, job.id, "skipped")
            return
        combinations = expand(resolve(job.matrix, scope))
        failed = False
        for index, values in enumerate(combinations):
            name = _name(job, values)
            if failed and job.fail_fast:
                yield JobResult(job.id, name, "cancelled")
                continue
            result = self._run_job(job, name, values, (index, len(combinations)))
            failed = failed or result.result == "failure"
            yield result

    def _run_job(
        self, job: Job, name: str, values: Mapping[str, Any], position: tuple[int, int]
    ) -> JobResult:
        index, total = position
        strategy = Known({"job-index": index, "job-total": total, "fail-fast": job.fail_fast})
        contexts = self._contexts(job) | {"matrix": Known(values), "strategy": strategy}
        scope = Scope(contexts, {})
        around = Surroundings(
            event=self.event,
            workflow=self.workflow.name,
            sha=self.sha,
            run_number=self.server.run_number,
            contexts=contexts | {"github": self._github(job)},
            env={key: to_text(resolve(text, scope)) for key, text in self.workflow.env.items()},
            folder=self.folder / f"{job.id}-{index}",
            store=self.store,
        )
        around.folder.mkdir(parents=True)
        started = time.monotonic()
        with ExitStack() as stack:
            ports = {
                key: self._start(stack, service.image, resolve(service.env, scope), service.ports)
                for key, service in job.services.items()
            }
            run = JobRun(job, around, ports)
            run.run()
        return JobResult(
            id=job.id,
            name=name,
            result=run.result,
            steps=tuple(run.results),
            outputs=run.outputs(),
            summary=run.summary,
            annotations=tuple(run.annotations),
            seconds=round(time.monotonic() - started, 1),
        )

    def _start(
        self, stack: ExitStack, image: str, env: Mapping[str, str], ports: tuple[str, ...]
    ) -> dict[str, int]:
        """Start what a service stands for; return its ports on this machine."""
        if ports != ("5432",):
            raise UnsupportedError(f"a service opens port 5432 to a free one here, not {ports}")
        return {"5432": stack.enter_context(self.server.postgresql.serve(image, env))}

    def _contexts(self, job: Job) -> dict[str, Any]:
        needs = {
            name: Known(
                result=combine(each.result for each in self.results[name]),
                outputs=self.results[name][-1].outputs,
            )
            for name in job.needs
            if name in self.results
        }
        return {
            "github": self._github(job),
            "needs": Known(needs),
            "vars": dict(self.server.variables),
        }

    def _github(self, job: Job) -> Known:
        event = self.event
        return Known(
            actor="somebody",
            base_ref=event.base,
            event=event.payload,
            event_name=event.name,
            head_ref=event.branch if event.base else "",
            job=job.id,
            ref=event.ref,
            ref_name=event.ref_name,
            ref_type="branch",
            repository=REPOSITORY,
            run_attempt="1",
            run_id=str(self.server.run_number),
            run_number=str(self.server.run_number),
            server_url="https://git.example.com",
            sha=self.sha,
            workflow=self.workflow.name,
        )

    def _functions(self, job: Job) -> dict[str, Function]:
        before = self._ancestors(job)
        results = [combine(each.result for each in self.results[name]) for name in before]
        return {
            "success": lambda: set(results) <= {"success"},
            "failure": lambda: "failure" in results,
            "always": lambda: True,
            "cancelled": lambda: False,
        }

    def _ancestors(self, job: Job) -> set[str]:
        """Return the jobs that must have ended before this one, as far as they are not left out."""
        near = {name for name in job.needs if name in self.results}
        return near.union(*(self._ancestors(self.workflow.jobs[name]) for name in near))


def _name(job: Job, values: Mapping[str, Any]) -> str:
    listed = ", ".join(to_text(value) for value in values.values())
    return f"{job.id} ({listed})" if listed else job.id
