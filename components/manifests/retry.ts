/**
 * For Jobs: the next `pulumi up` makes one anew that has failed or was not done when a run was interrupted. Without it the provider only waits
 * for the failed one again, and every run fails until something else changes.
 */
export const retried: Readonly<Record<string, string>> = { "pulumi.com/replaceUnready": "true" };
