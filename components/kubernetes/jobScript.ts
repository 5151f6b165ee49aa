/*
 * Bash functions for the scripts of Jobs, of which each takes the ones it needs. Every one stands on a line of its own, so that a Job keeps
 * its name as long as the functions it uses stay the same.
 */

/** `say WORDS`: a line of the Job's log, with the time (UTC). */
export const say = `say() { echo "$(date -u +%H:%M:%S) $*"; }`;

/** `all KIND`: of `$plan`, lines `KIND WORDS`, the words of this kind, one thing a line. */
export const all = `all() { printf '%s\\n' "$plan" | sed -n "s/^$1 //p"; }`;

/**
 * `reason < FILE`: why a tool of Kafka failed, from the stack trace or the lines it printed. `telling` is an extended regular expression of
 * what such a line has in it, in any case; it differs from tool to tool, for some also print a headline that tells nothing.
 */
export function reason(telling: string): string {
    return `
# Of a stack trace the first message, without the names of its classes.
reason() { grep -m 1 -i -E '${telling}' | sed 's/^.*\\.[A-Za-z]*Exception: //'; }
`.trim();
}
