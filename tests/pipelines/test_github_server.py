"""The stand-in for GitHub does what GitHub does, and refuses what it does not know."""

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from tests.pipelines.conftest import MakeServer
from tests.pipelines.github.events import Event, pull_request, push, schedule
from tests.pipelines.github.results import Annotation, Run
from tests.pipelines.github.server import Server
from tests.pipelines.github.workflows import UnsupportedError

MakeWorkflow = Callable[..., Server]
RunJobs = Callable[[str], Run]

CHECKOUT = "actions/checkout@0000000000000000000000000000000000000000"
UPLOAD = "actions/upload-artifact@0000000000000000000000000000000000000000"
DOWNLOAD = "actions/download-artifact@0000000000000000000000000000000000000000"
CACHE = "actions/cache@0000000000000000000000000000000000000000"


@pytest.fixture
def make_workflow(github: MakeServer, tmp_path: Path) -> MakeWorkflow:
    """Return what makes a GitHub with a workflow that consists of a text, and other files."""

    def make(text: str, **files: str) -> Server:
        workflow = tmp_path / "source/.github/workflows/one.yml"
        workflow.parent.mkdir(parents=True)
        workflow.write_text(dedent(text))
        for name, content in files.items():
            file = tmp_path / "source" / name.replace("__", "/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        return github(tmp_path / "source")

    return make


@pytest.fixture
def run_jobs(make_workflow: MakeWorkflow) -> RunJobs:
    """Return what runs jobs at a push to the default branch."""
    return lambda jobs: make_workflow("on: push\njobs:\n" + indented(jobs)).trigger(push())


def indented(text: str) -> str:
    """Return text moved to the right by two spaces."""
    return "".join(f"  {line}\n" for line in dedent(text).splitlines())


def test_run_steps_pass_environment_path_and_outputs_on(run_jobs: RunJobs) -> None:
    run = run_jobs(
        """
        first:
          runs-on: ubuntu-24.04
          env:
            GREETING: hello
          outputs:
            said: ${{ steps.say.outputs.said }}
          steps:
            - run: echo "NAME=Ada" >> "$GITHUB_ENV"
            - run: |
                mkdir tools
                printf '#!/bin/sh\\necho from-a-tool' > tools/shout
                chmod +x tools/shout
                echo "$PWD/tools" >> "$GITHUB_PATH"
            - id: say
              env:
                SIGN: "!"
              run: |
                exec >> "$GITHUB_OUTPUT"
                echo "said<<END"
                echo "$GREETING $NAME$SIGN"
                shout
                echo END
            - run: echo "# $GITHUB_JOB at $GITHUB_EVENT_NAME" >> "$GITHUB_STEP_SUMMARY"
        second:
          needs: first
          runs-on: ubuntu-24.04
          steps:
            - env:
                SAID: ${{ needs.first.outputs.said }}
              run: test "$SAID" = "$(printf 'hello Ada!\\nfrom-a-tool')"
        """
    )

    assert run.results == {"first": "success", "second": "success"}, run.log
    assert run.jobs[0].summary == "# first at push\n"


def test_run_failing_step_skips_the_rest_but_what_asks_for_it(run_jobs: RunJobs) -> None:
    run = run_jobs(
        """
        broken:
          runs-on: ubuntu-24.04
          steps:
            - name: break
              run: exit 3
            - name: not reached
              run: echo on
            - name: clean up
              if: always()
              run: echo up
            - name: tell
              if: failure()
              run: echo down
        needing:
          needs: broken
          runs-on: ubuntu-24.04
          steps:
            - run: echo never
        beyond:
          needs: needing
          runs-on: ubuntu-24.04
          steps:
            - run: echo never
        in-any-case:
          needs: broken
          if: (!cancelled())
          runs-on: ubuntu-24.04
          steps:
            - env:
                RESULT: ${{ needs.broken.result }}
              run: test "$RESULT" = failure
        """
    )

    assert [(step.name, step.outcome) for step in run.jobs[0].steps] == [
        ("break", "failure"),
        ("not reached", "skipped"),
        ("clean up", "success"),
        ("tell", "success"),
    ]
    assert run.results == {
        "broken": "failure",
        "needing": "skipped",
        "in-any-case": "success",
        "beyond": "skipped",
    }


@pytest.mark.parametrize(
    ("shell", "result"), [("", "success"), ("shell: bash", "failure")], ids=["none", "bash"]
)
def test_run_failing_pipe_is_red_only_with_bash_by_name(
    run_jobs: RunJobs, shell: str, result: str
) -> None:
    run = run_jobs(
        f"""
        pipe:
          runs-on: ubuntu-24.04
          steps:
            - run: false | cat
              {shell}
        """
    )

    assert run.results == {"pipe": result}


def test_run_step_that_takes_too_long_is_stopped_and_red(run_jobs: RunJobs) -> None:
    run = run_jobs(
        """
        slow:
          runs-on: ubuntu-24.04
          timeout-minutes: 0.005
          steps:
            - run: echo begun && sleep 60
        """
    )

    assert run.results == {"slow": "failure"}
    assert run.jobs[0].steps[0].log.startswith("begun\n")
    assert run.jobs[0].seconds < 30


@pytest.mark.parametrize(
    ("fail_fast", "results"),
    [("true", ["failure", "cancelled"]), ("false", ["failure", "success"])],
)
def test_run_matrix_with_a_failure_stops_unless_told_otherwise(
    run_jobs: RunJobs, fail_fast: str, results: list[str]
) -> None:
    run = run_jobs(
        f"""
        spread:
          runs-on: ubuntu-24.04
          strategy:
            fail-fast: {fail_fast}
            matrix:
              number: [1, 2]
          env:
            NUMBER: ${{{{ matrix.number }}}}
            TOTAL: ${{{{ strategy.job-total }}}}
          steps:
            - run: test "$NUMBER of $TOTAL" = "2 of 2"
        """
    )

    assert [job.name for job in run.jobs] == ["spread (1)", "spread (2)"]
    assert [job.result for job in run.jobs] == results


def test_run_workflow_command_and_matcher_become_annotations(make_workflow: MakeWorkflow) -> None:
    pattern = {"regexp": r"^(.+):(\d+): (error|note): (.+)$", "file": 1, "line": 2}
    pattern |= {"severity": 3, "message": 4}
    matcher = json.dumps({"problemMatcher": [{"owner": "tool", "pattern": [pattern]}]})
    server = make_workflow(
        f"""
        on: push
        jobs:
          mark:
            runs-on: ubuntu-24.04
            steps:
              - uses: {CHECKOUT}
                with:
                  persist-credentials: false
              - run: |
                  echo "::add-matcher::matcher.json"
                  echo "app/main.py:12: error: wrong"
                  echo "::warning file=app/main.py,line=3::two%0Alines"
        """,
        **{"matcher.json": matcher},
    )

    run = server.trigger(push())

    assert run.jobs[0].annotations == (
        Annotation("error", "app/main.py", 12, "wrong"),
        Annotation("warning", "app/main.py", 3, "two\nlines"),
    )


def test_run_artifacts_travel_between_jobs_without_hidden_files(run_jobs: RunJobs) -> None:
    run = run_jobs(
        f"""
        make:
          runs-on: ubuntu-24.04
          strategy:
            matrix:
              part: [a, b]
          steps:
            - env:
                PART: ${{{{ matrix.part }}}}
              run: mkdir -p out/in && echo "$PART" > "out/in/$PART.txt" && touch out/.hidden
            - uses: {UPLOAD}
              with:
                name: part-${{{{ matrix.part }}}}
                path: out
                retention-days: 1
        join:
          needs: make
          runs-on: ubuntu-24.04
          steps:
            - uses: {DOWNLOAD}
              with:
                pattern: part-*
                path: parts
            - uses: {DOWNLOAD}
              with:
                pattern: part-*
                path: all
                merge-multiple: true
            - run: find parts all -type f | sort >> "$GITHUB_STEP_SUMMARY"
        """
    )

    assert run.results == {"make": "success", "join": "success"}, run.log
    assert run.jobs[-1].summary.split() == [
        "all/in/a.txt",
        "all/in/b.txt",
        "parts/part-a/in/a.txt",
        "parts/part-b/in/b.txt",
    ]


def test_run_artifact_of_a_name_that_exists_is_red(run_jobs: RunJobs) -> None:
    upload = f"{{uses: {UPLOAD}, with: {{name: one, path: file, retention-days: 1}}}}"
    run = run_jobs(
        f"""
        twice:
          runs-on: ubuntu-24.04
          steps:
            - run: touch file
            - {upload}
            - {upload}
        """
    )

    assert [step.outcome for step in run.jobs[0].steps] == ["success", "success", "failure"]
    assert "an artifact of the name one exists already" in run.log


CACHING = f"""
    on: [push, pull_request]
    jobs:
      remember:
        runs-on: ubuntu-24.04
        steps:
          - uses: {CACHE}
            with:
              path: kept.txt
              key: kept-${{{{ github.run_id }}}}
              restore-keys: kept-
          - run: touch kept.txt && cat kept.txt >> "$GITHUB_STEP_SUMMARY"
          - run: echo "of $GITHUB_REF_NAME" >> kept.txt
    """


def test_run_cache_of_a_pull_request_reaches_no_other_branch(make_workflow: MakeWorkflow) -> None:
    server = make_workflow(CACHING)
    server.origin.push("feature")
    server.origin.open_request("feature")

    summaries = [
        server.trigger(event).jobs[0].summary
        for event in (push(), pull_request("feature"), push(), pull_request("feature"))
    ]

    assert summaries == [
        "",
        "of main\n",
        "of main\n",
        "of main\nof 1/merge\n",
    ]


@pytest.mark.parametrize(
    ("event", "results"),
    [
        (push("feature"), {}),
        (push(), {"only": "success"}),
        (pull_request("feature"), {"only": "success"}),
        (schedule(), {}),
    ],
    ids=["push-elsewhere", "push", "request", "schedule"],
)
def test_trigger_event_starts_only_what_asks_for_it(
    make_workflow: MakeWorkflow, event: Event, results: dict[str, str]
) -> None:
    server = make_workflow(
        """
        on:
          push:
            branches: [main]
          pull_request:
        jobs:
          only:
            runs-on: ubuntu-24.04
            steps:
              - run: test "$GITHUB_REF" != "" && test "$CI" = true
        """
    )
    server.origin.push("feature")
    server.origin.open_request("feature")

    assert server.trigger(event).results == results


def test_run_composite_action_takes_inputs_and_turns_its_job_red(
    make_workflow: MakeWorkflow,
) -> None:
    server = make_workflow(
        f"""
        on: push
        jobs:
          use:
            runs-on: ubuntu-24.04
            steps:
              - uses: {CHECKOUT}
                with:
                  persist-credentials: false
              - uses: ./.github/actions/own
              - uses: ./.github/actions/own
                with:
                  word: "false"
              - run: echo not reached
        """,
        **{
            ".github__actions__own__action.yml": dedent(
                """
                name: Own
                inputs:
                  word:
                    description: a program
                    default: "true"
                runs:
                  using: composite
                  steps:
                    - shell: bash
                      env:
                        WORD: ${{ inputs.word }}
                      run: $WORD
                """
            )
        },
    )

    run = server.trigger(push())

    outcomes = [step.outcome for step in run.jobs[0].steps]
    assert outcomes == ["success", "success", "success", "failure", "failure", "skipped"]


def test_run_uv_without_the_action_that_installs_it_is_red(run_jobs: RunJobs) -> None:
    run = run_jobs(
        """
        forgotten:
          runs-on: ubuntu-24.04
          steps:
            - run: uv --version
        """
    )

    assert run.results == {"forgotten": "failure"}
    assert "uv: command not found" in run.log


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ("[{uses: acme/unknown@v1}]", "no stand-in for the action acme/unknown"),
        (f"[{{uses: {CHECKOUT}, with: {{lfs: true}}}}]", "does not know lfs"),
        # It would turn a failing gate green, so a workflow that has it is refused.
        ("[{run: echo, continue-on-error: true}]", "does not know continue-on-error"),
        ("[{run: echo, shell: pwsh}]", "does not know the shell pwsh"),
        ("[{run: 'echo ::set-output name=a::b'}]", "does not know the command ::set-output"),
    ],
)
def test_run_step_with_something_unknown_is_refused(
    run_jobs: RunJobs, steps: str, complaint: str
) -> None:
    with pytest.raises(UnsupportedError, match=complaint):
        run_jobs(f"one:\n  runs-on: ubuntu-24.04\n  steps: {steps}\n")
