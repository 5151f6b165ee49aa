"""Takes the arguments of the Pulumi CLI, for a project in Python where there is no language host for Python, which comes with the official CLI.

What runs the program, `preview` and `up`, goes through the Automation API: it serves __main__.py from this process as an inline program, and
the `pulumi` on PATH asks it there. Everything else is the CLI's own. All that the CLI prints is printed as it comes; the exit code is not 0
where it failed.
"""

import argparse
import os
import runpy
import sys

from pulumi import automation


def show(line: str) -> None:
    print(line, flush=True)


def run_program(command: str, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog=command)
    parser.add_argument("--stack", required=True)
    parser.add_argument("--expect-no-changes", action="store_true")
    # The Automation API gives them by itself.
    for given in ("--yes", "--skip-preview", "--non-interactive"):
        parser.add_argument(given, action="store_true")
    options = parser.parse_args(arguments)
    stack = automation.select_stack(
        options.stack,
        # Pulumi.yaml has the name of the project.
        project_name="",
        program=lambda: runpy.run_path("__main__.py", run_name="__main__"),
        opts=automation.LocalWorkspaceOptions(work_dir="."),
    )
    run = {"preview": stack.preview, "up": stack.up}[command]
    run(expect_no_changes=options.expect_no_changes, on_output=show, on_error=show)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command not in ("preview", "up"):
        os.execvp("pulumi", ["pulumi", command, *arguments])
    try:
        run_program(command, arguments)
    except automation.CommandError:
        # The CLI has said why.
        sys.exit(1)
