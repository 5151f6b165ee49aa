import { join } from "node:path";
import type { Image } from "../definition";
import { standInLabels } from "../definition";
import type { Layer } from "../layer";
import { mavenJars } from "../maven";
import { copy } from "../tar";
import { busyboxUserland } from "../userland";

const version = "2.31.0";

/** The top layer: the agent, where the official image has it. */
function agentLayer(): Layer {
    return {
        name: "metrics-agent",
        sources: ["image.ts", "pom.xml"].map((name) => join(__dirname, name)),
        fill: async (scratch) => {
            const jars = await mavenJars(__dirname, scratch);
            return [copy("javaagent.jar", join(jars, `opentelemetry-javaagent-${version}.jar`), { mode: 0o644 })];
        },
    };
}

/** The image by which the operator of OpenTelemetry brings its Java agent: `/javaagent.jar`, and `cp`. */
export function metricsAgentImage(): Image {
    return {
        reference: `ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:${version}`,
        layers: [busyboxUserland(), agentLayer()],
        config: {
            Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
            Cmd: ["sh"],
            Labels: standInLabels(
                `OpenTelemetry Java agent ${version}`,
                "The real agent from Maven Central on BusyBox, at the official image's path",
            ),
        },
    };
}
