import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "./engine";

const top = join(__dirname, "..", "..");
const pack = ["--policy-pack", join(top, "policy")];

function stackFile(stack: string): string {
    return readFileSync(join(top, `Pulumi.${stack}.yaml`), "utf8");
}

describe("the policy pack with the real CLI", () => {
    let engine: Engine;

    before(async () => {
        engine = await Engine.open();
    });

    after(() => {
        engine.close();
    });

    it("takes dev", async () => {
        const { code, text } = await engine.preview("dev", stackFile("dev"), ...pack);
        assert.equal(code, 0, text);
        assert.match(text, /kafka@v\d/, text);
        assert.doesNotMatch(text, /\[(advisory|mandatory)\]|can't run policy/, text);
    });

    it("takes prod with the settings for it", async () => {
        const config = ["--policy-pack-config", join(top, "policy", "prod.json")];
        const { code, text } = await engine.preview("prod", stackFile("prod"), ...pack, ...config);
        assert.equal(code, 0, text);
        assert.match(text, /kafka@v\d/, text);
        assert.doesNotMatch(text, /\[(advisory|mandatory)\]|can't run policy/, text);
    });

    it("refuses a stack, by what is declared and by what is beside it, all in one preview", async () => {
        const file = stackFile("dev").replace(
            /kafka:brokers:\n\s+replicas: 3/,
            "kafka:security: { networkPolicies: { enabled: false } }\n  kafka:brokers:\n    external: { type: nodePort }\n    replicas: 2",
        );
        const { code, text } = await engine.preview("refused", file, ...pack);
        assert.notEqual(code, 0, text);
        for (const line of [
            'kafka:brokers.config["default.replication.factor"] is 2: must be at least 3; it follows from kafka:brokers.replicas (2)',
            'kafka:brokers.external.type is "nodePort": must be none while kafka:security.authentication is none',
            "StatefulSet kafka/kafka: no NetworkPolicy for Ingress selects its pods: one must; set kafka:security.networkPolicies.enabled to true",
        ]) {
            assert.ok(text.includes(line), `${line}\nis not in\n${text}`);
        }
    });
});
