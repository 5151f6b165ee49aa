# shellcheck shell=bash
# BASH_ENV of a script under test (virtualTime in bash.ts): SECONDS without its special meaning, which is the time of a machine that may be
# busy. Then it moves only in pauses.
unset SECONDS
SECONDS=0
