import { deepEqual, equal, ok } from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { alerts, ruleGroups } from "../../components/metrics/alerts";
import { ensureGraders } from "../../local/toolchain/graders";
import { alertCases } from "./alertCases";

const run = promisify(execFile);

const watched = {
    namespace: "apps",
    brokers: 3,
    servers: 3,
    brokerDisk: 10 * 2 ** 30,
    withConsole: true,
    withLag: true,
    withBackups: true,
    certificateEnds: 30 * 86400 + 1800,
};
const names = Object.values(alerts(watched)).flatMap((list) => list.map(({ name }) => name));

/** A case in which some series are there for an hour or so, and whether the alert then fires. */
function promtoolTest(alert: string, series: Readonly<Record<string, string>>, after: number, fires: boolean): object {
    return {
        name: `${alert} ${fires ? "fires" : "is silent"}`,
        interval: "1m",
        input_series: Object.entries(series).map(([name, values]) => ({
            series: name.replace("{", '{namespace="apps",'),
            values,
        })),
        promql_expr_test: [
            {
                expr: `count(ALERTS{alertname="${alert}",alertstate="firing",namespace="apps"})`,
                eval_time: `${after}m`,
                exp_samples: fires ? [{ labels: "{}", value: 1 }] : [],
            },
        ],
    };
}

describe("alerts", () => {
    let directory = "";
    let promtool = "";

    before(async () => {
        ({ promtool } = await ensureGraders());
        directory = mkdtempSync(join(tmpdir(), "alerts-"));
        writeFileSync(join(directory, "rules.yaml"), stringify({ groups: ruleGroups(watched) }));
    });

    after(() => {
        rmSync(directory, { recursive: true, force: true });
    });

    it("are rules that Prometheus takes, with every text a template it can fill", async () => {
        const { stdout } = await run(promtool, [
            "check",
            "rules",
            "--lint=all",
            "--lint-fatal",
            join(directory, "rules.yaml"),
        ]);
        ok(stdout.includes(`SUCCESS: ${names.length} rules found`), stdout);
    });

    it("fire when it is so, and are silent when it is nearly so", async () => {
        const file = join(directory, "tests.yaml");
        const tests = alertCases.flatMap(({ alert, fires, silent, after = 60, silentAfter = after }) => [
            promtoolTest(alert, fires, after, true),
            promtoolTest(alert, silent, silentAfter, false),
        ]);
        writeFileSync(file, stringify({ rule_files: ["rules.yaml"], evaluation_interval: "1m", tests }));
        const { stdout, stderr } = await run(promtool, ["test", "rules", file], { maxBuffer: 2 ** 24 }).catch(
            (error: unknown) => error as { readonly stdout: string; readonly stderr: string },
        );
        equal(`${stdout}${stderr}`.trim(), `Processing test file: ${file}\n  SUCCESS`);
    });

    it("have a case each, and a runbook", () => {
        equal(new Set(names).size, names.length);
        deepEqual(new Set(alertCases.map(({ alert }) => alert)), new Set(names));
        const runbook = readFileSync(join(__dirname, "../../docs/alerts.md"), "utf8");
        deepEqual(
            names.filter((name) => !runbook.includes(`\n### ${name}\n`)),
            [],
        );
    });
});
