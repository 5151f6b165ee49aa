import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { paths } from "../../../local/paths";
import { ensurePrometheus } from "../../../local/toolchain/prometheus";
import { until } from "../../../local/wait";
import { Companion } from "../support/companion";

/** A value of a series, and its labels. */
export interface Sample {
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
}

/** A series over time, as a panel shows it. */
export interface Line {
    readonly name: string;
    /** Time in seconds, and value. */
    readonly points: readonly (readonly [number, number])[];
}

interface Series {
    readonly metric: Sample["labels"];
    readonly value: readonly [number, string];
    readonly values: readonly (readonly [number, string])[];
}

const address = "127.0.0.1:39090";

/** A real Prometheus beside the test, which scrapes pods of one namespace as docs/metrics.md says. */
export class Prometheus {
    readonly #namespace: string;
    readonly #log = join(paths.logs, "prometheus.log");
    #directory = "";
    #server: Companion | undefined;

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
        const options = [`--config.file=${file("prometheus.yaml")}`, `--storage.tsdb.path=${file("data")}`];
        const server = await Companion.start(executable, [...options, `--web.listen-address=${address}`], {
            log: this.#log,
            cwd: this.#directory,
        });
        this.#server = server;
        const hopeless = () => server.hopeless();
        await until("Prometheus", { seconds: 60, hopeless, hint: this.#log }, async () =>
            (await fetch(`http://${address}/-/ready`)).ok ? true : undefined,
        );
    }

    /** What an expression comes to now. */
    async query(expr: string): Promise<readonly Sample[]> {
        const found = await this.#ask("query", { query: expr });
        return found.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    }

    /** What an expression came to in the last minutes; `legend` names each line, with labels as `{{pod}}`. */
    async lines(expr: string, legend: string, minutes: number): Promise<readonly Line[]> {
        const end = Date.now() / 1000;
        const range = { start: String(end - minutes * 60), end: String(end), step: "10" };
        const found = await this.#ask("query_range", { query: expr, ...range });
        return found.map(({ metric, values }) => ({
            name: legend.replace(/{{(\w+)}}/g, (_, label: string) => metric[label] ?? ""),
            points: values.map(([time, value]) => [time, Number(value)] as const),
        }));
    }

    async #ask(path: string, parameters: Readonly<Record<string, string>>): Promise<readonly Series[]> {
        const query = new URLSearchParams(parameters).toString();
        const answer = await fetch(`http://${address}/api/v1/${path}?${query}`);
        const { data, error } = (await answer.json()) as {
            readonly data?: { readonly result: readonly Series[] };
            readonly error?: string;
        };
        if (data === undefined) {
            throw new Error(`${query}: ${error ?? answer.status}`);
        }
        return data.result;
    }

    /** Names of the alerts that fire now. */
    async firing(): Promise<readonly string[]> {
        const samples = await this.query('ALERTS{alertstate="firing"}');
        return [...new Set(samples.map(({ labels }) => labels["alertname"] ?? ""))].sort();
    }

    /** Ends it, and removes what it has stored. */
    async stop(): Promise<void> {
        await this.#server?.stop();
        this.#server = undefined;
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
