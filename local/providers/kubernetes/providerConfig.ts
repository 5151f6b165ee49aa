import type { Checked, CheckRequest, Difference, DiffRequest } from "../wire/provider";
import { equal } from "../wire/changes";
import { reveal, Unknown } from "../wire/values";
import type { Properties, Value } from "../wire/values";
import { unsupported } from "./options";

/** Validates the provider's own options: what this stand-in cannot do is refused here, before anything happens. */
export function checkConfig(request: CheckRequest): Checked {
    const texts = Object.entries(request.news).map(([key, value]) => [key, asText(reveal(value))]);
    return {
        inputs: request.news,
        failures: unsupported(Object.fromEntries(texts) as Record<string, string>).map((reason) => ({ reason })),
    };
}

function asText(value: Value): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

const identifier = "clusterIdentifier";
const addresses = ["kubeconfig", "context", "cluster"];

/**
 * Compares the provider's options. Where the cluster is named by `clusterIdentifier`, only another name replaces the provider
 * and all its resources; else a changed kubeconfig, context or cluster does, as far as it is set in the options: the official
 * provider looks into the kubeconfig to see whether the active cluster's own settings changed.
 */
export function diffConfig({ olds, news }: DiffRequest): Difference {
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const diffs = keys.filter((key) => !same(olds, news, key));
    const named = olds[identifier] !== undefined && news[identifier] !== undefined;
    const replaces = named
        ? diffs.filter((key) => key === identifier)
        : diffs.filter((key) => addresses.includes(key) && olds[key] !== undefined && news[key] !== undefined);
    return { changed: diffs.length > 0, diffs, replaces };
}

function same(olds: Properties, news: Properties, key: string): boolean {
    const [was, is] = [olds[key], news[key]];
    if (was === undefined || is === undefined || is instanceof Unknown) {
        return was === is;
    }
    return equal(was, is);
}
