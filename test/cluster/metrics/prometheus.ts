import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { lastLine } from "../../../local/child";
import { paths } from "../../../local/paths";
import { ensurePrometheus } from "../../../local/toolchain/prometheus";
import { until } from "../../../local/wait";

/** A value of a series, and its labels. */
export interface Sample {
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
}

const address = "127.0.0.1:39090";

/** Ends its child when its own standard input ends: with the test, however that ends. */
const untilInputEnds = '"$@" & child=$!; cat >/dev/null; kill "$child"; wait "$child"';

/** A real Prometheus beside the test, which scrapes pods of one namespace as docs/metrics.md says. */
export class Prometheus {
    readonly #namespace: string;
    readonly #log = join(paths.logs, "prometheus.log");
    #directory = "";
    #server: ChildProcess | undefined;

    constructor(namespace: string) {
        this.#namespace = namespace;
    }

    /** Returns when it is ready; builds it before, where that was not done yet. `rules` is the text of a file of rules. */
    async start(rules: string): Promise<void> {
        const { executable } = await ensurePrometheus();
        this.#directory = mkdtempSync(join(tmpdir(), "kafka-prometheus-"));
        const file = (name: string) => join(this.#directory, name);
        writeFileSync(file("rules.yaml"), soon(rules));
        writeFileSync(file("prometheus.yaml"), stringify(configuration(this.#namespace, file("rules.yaml"))));
        mkdirSync(paths.logs, { recursive: true });
        const log = openSync(this.#log, "w", 0o600);
        const options = [`--config.file=${file("prometheus.yaml")}`, `--storage.tsdb.path=${file("data")}`];
        const server = spawn(
            "/bin/sh",
            ["-c", untilInputEnds, "sh", executable, ...options, `--web.listen-address=${address}`],
            { stdio: ["pipe", log, log], cwd: this.#directory },
        );
        this.#server = server;
        closeSync(log);
        const hopeless = (): string | undefined =>
            server.exitCode !== null ? `it ended: ${lastLine(readFileSync(this.#log, "utf8"))}` : undefined;
        await until("Prometheus", { seconds: 60, hopeless, hint: this.#log }, async () =>
            (await fetch(`http://${address}/-/ready`)).ok ? true : undefined,
        );
    }

    /** What an expression comes to now. */
    async query(expr: string): Promise<readonly Sample[]> {
        const answer = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(expr)}`);
        const { data, error } = (await answer.json()) as {
            readonly data?: {
                readonly result: readonly { readonly metric: Sample["labels"]; readonly value: [number, string] }[];
            };
            readonly error?: string;
        };
        if (data === undefined) {
            throw new Error(`${expr}: ${error ?? answer.status}`);
        }
        return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    }

    /** Names of the alerts that fire now. */
    async firing(): Promise<readonly string[]> {
        const samples = await this.query('ALERTS{alertstate="firing"}');
        return [...new Set(samples.map(({ labels }) => labels["alertname"] ?? ""))].sort();
    }

    /** Ends it, and removes what it has stored. */
    async stop(): Promise<void> {
        const server = this.#server;
        this.#server = undefined;
        if (server?.exitCode === null) {
            const ended = once(server, "exit");
            server.stdin?.end();
            await ended;
        }
        if (this.#directory !== "") {
            rmSync(this.#directory, { recursive: true, force: true });
        }
    }
}

/** How long something must be so is promtool's to prove (test/graders/alerts.spec.ts): here every alert fires after some seconds. */
function soon(rules: string): string {
    return rules.replace(/^( *for:).*$/gm, "$1 5s");
}

interface ScrapeConfig {
    readonly kubernetes_sd_configs: readonly object[];
}

/** The block of docs/metrics.md for a Prometheus without the operator; asks more often, and only the pods of a namespace. */
function configuration(namespace: string, rules: string): object {
    const page = readFileSync(join(__dirname, "../../../docs/metrics.md"), "utf8");
    const block = /```yaml\n(scrape_configs:\n[\s\S]*?)```/.exec(page)?.[1] ?? "";
    const { scrape_configs: scrapes } = parse(block) as { readonly scrape_configs: readonly ScrapeConfig[] };
    const kubeconfig = { kubeconfig_file: process.env["KUBECONFIG"], namespaces: { names: [namespace] } };
    return {
        global: { scrape_interval: "5s", evaluation_interval: "5s" },
        rule_files: [rules],
        scrape_configs: scrapes.map((scrape) => ({
            ...scrape,
            kubernetes_sd_configs: scrape.kubernetes_sd_configs.map((one) => ({ ...one, ...kubeconfig })),
        })),
    };
}
