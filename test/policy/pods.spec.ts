import assert from "node:assert/strict";
import { object, said, unknownStringValue, workload } from "./policies";
import type { Given } from "./policies";

const secured = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
};

describe("pods-restricted", () => {
    const of = (...resources: readonly Given[]) => said("pods-restricted", resources);
    const template = { metadata: {}, spec: { containers: [{ name: "main", securityContext: secured }] } };
    const bare = { metadata: {}, spec: { containers: [{ name: "main" }] } };

    /** Every kind that makes pods, of this template. */
    function kinds({ metadata, spec }: typeof template | typeof bare): readonly Given[] {
        return [
            object("v1", "Pod", "one", { metadata, spec }),
            object("batch/v1", "CronJob", "one", { spec: { jobTemplate: { spec: { template: { metadata, spec } } } } }),
            ...["Deployment", "StatefulSet", "DaemonSet"].map((kind) =>
                object("apps/v1", kind, "one", { spec: { template: { metadata, spec } } }),
            ),
            object("batch/v1", "Job", "one", { spec: { template: { metadata, spec } } }),
        ];
    }

    it("takes every kind of pods that keep to it", () => {
        assert.deepEqual(of(...kinds(template)), []);
        const byPod = { runAsNonRoot: true, seccompProfile: { type: "Localhost" } };
        const own = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } };
        assert.deepEqual(
            of(workload("Deployment", "web", { securityContext: own }, {}, { securityContext: byPod })),
            [],
        );
    });

    it("refuses every kind of pods that do not", () => {
        for (const resource of kinds(bare)) {
            assert.equal(of(resource).length, 4, resource.type);
        }
        assert.deepEqual(of(object("v1", "Pod", "one", bare)), [
            "Pod shop/one, container main: securityContext.allowPrivilegeEscalation is not set: must be false; Pod Security restricted refuses such pods",
            "Pod shop/one, container main: securityContext.capabilities.drop is not set: must have ALL; Pod Security restricted refuses such pods",
            "Pod shop/one, container main: securityContext.seccompProfile.type is not set: must be RuntimeDefault or Localhost, here or in the pod; Pod Security restricted refuses such pods",
            "Pod shop/one, container main: securityContext.runAsNonRoot is not set: must be true, here or in the pod; Pod Security restricted refuses such pods",
        ]);
    });

    const faults: readonly (readonly [string, object, object])[] = [
        ["privileged", { securityContext: { ...secured, privileged: true } }, {}],
        [
            "capabilities.add",
            { securityContext: { ...secured, capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } } },
            {},
        ],
        ["runAsUser", { securityContext: { ...secured, runAsUser: 0 } }, {}],
        [
            "runAsNonRoot",
            { securityContext: { ...secured, runAsNonRoot: false } },
            { securityContext: { runAsNonRoot: true } },
        ],
        ["seccompProfile", { securityContext: { ...secured, seccompProfile: { type: "Unconfined" } } }, {}],
        ["procMount", { securityContext: { ...secured, procMount: "Unmasked" } }, {}],
        ["seLinuxOptions", { securityContext: { ...secured, seLinuxOptions: { type: "spc_t" } } }, {}],
        ["appArmorProfile", { securityContext: { ...secured, appArmorProfile: { type: "Unconfined" } } }, {}],
        ["ports", { securityContext: secured, ports: [{ containerPort: 80, hostPort: 80 }] }, {}],
        ["lifecycle", { securityContext: secured, lifecycle: { preStop: { httpGet: { host: "192.0.2.1" } } } }, {}],
        ["hostNetwork", { securityContext: secured }, { hostNetwork: true }],
        ["volume data", { securityContext: secured }, { volumes: [{ name: "data", hostPath: { path: "/" } }] }],
        [
            "sysctls",
            { securityContext: secured },
            { securityContext: { sysctls: [{ name: "kernel.msgmax", value: "1" }] } },
        ],
        ["runAsUser", { securityContext: secured }, { securityContext: { runAsUser: 0 } }],
    ];
    for (const [field, container, pod] of faults) {
        it(`refuses ${JSON.stringify({ ...container, ...pod }).slice(0, 150)}`, () => {
            const lines = of(workload("Deployment", "web", container, {}, pod));
            assert.equal(lines.length, 1, lines.join("\n"));
            assert.ok(lines[0]?.includes(field), lines[0]);
        });
    }

    it("looks at containers that run before the others", () => {
        const pod = { initContainers: [{ name: "first" }] };
        assert.equal(of(workload("Deployment", "web", { securityContext: secured }, {}, pod)).length, 4);
    });

    it("says nothing of what a preview does not know, of patches, and of what makes no pods", () => {
        const later = { ...secured, seccompProfile: unknownStringValue, runAsNonRoot: unknownStringValue };
        const lines = of(workload("Deployment", "web", { securityContext: later }));
        assert.ok(!lines.join("\n").includes("runAsNonRoot"), lines.join("\n"));
        const patch = object("apps/v1", "DeploymentPatch", "web", { spec: { template: bare } });
        assert.deepEqual(of(patch, object("v1", "Service", "web", { spec: {} })), []);
    });
});

describe("images-pinned", () => {
    const of = (image: string, config?: object) =>
        said("images-pinned", [workload("Deployment", "web", { image })], config);
    const digest = `sha256:${"0".repeat(64)}`;

    it("takes tags that stay, and digests", () => {
        for (const image of [
            "web:1.0",
            "example.com:5000/web:1",
            `web@${digest}`,
            `web:latest@${digest}`,
            unknownStringValue,
        ]) {
            assert.deepEqual(of(image), [], image);
        }
    });

    it("refuses latest, said or not", () => {
        for (const image of ["web", "web:latest", "example.com:5000/web"]) {
            assert.deepEqual(of(image), [
                `Deployment shop/web, container main: image is "${image}": must have a tag that is not latest, or a digest; write the image as NAME:VERSION (here: kafka:images)`,
            ]);
        }
    });

    it("asks for digests where the configuration does", () => {
        assert.deepEqual(of(`web:1.0@${digest}`, { digest: true }), []);
        assert.match(
            of("web:1.0", { digest: true }).join(""),
            /must have a digest; write the image as NAME:VERSION@sha256:…/,
        );
    });
});

describe("images-registries", () => {
    const of = (image: string, ...registries: readonly string[]) =>
        said("images-registries", [workload("Deployment", "web", { image })], { registries });

    it("takes all without a list, and with one those in it", () => {
        assert.deepEqual(of("anywhere.example.com/web:1"), []);
        for (const image of ["zookeeper:3.8.6", "docker.io/library/zookeeper:3.8.6"]) {
            assert.deepEqual(of(image, "docker.io/library"), []);
        }
        assert.deepEqual(of("apache/kafka:3.9.2", "docker.io"), []);
        assert.deepEqual(of("localhost:5000/web:1", "localhost:5000"), []);
    });

    it("refuses others, and those whose names begin alike", () => {
        assert.deepEqual(of("quay.io.example.com/web:1", "quay.io"), [
            'Deployment shop/web, container main: image is "quay.io.example.com/web:1": quay.io.example.com/web must be in quay.io; take it from there (here: kafka:images.registry), or add where it is to registries',
        ]);
        assert.equal(of("docker.io/apache-kafka/web:1", "docker.io/apache").length, 1);
    });
});

describe("resources-set", () => {
    const of = (resources: object | undefined, config?: object) =>
        said("resources-set", [workload("Deployment", "web", { resources })], config);

    it("takes requests and a limit of memory; a limit is a request too", () => {
        assert.deepEqual(of({ requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } }), []);
        assert.deepEqual(of({ limits: { cpu: 1, memory: "1Gi" } }), []);
        assert.deepEqual(of({ requests: { cpu: unknownStringValue }, limits: { memory: unknownStringValue } }), []);
    });

    it("refuses each that is missing", () => {
        const missing = (config?: object) => of(undefined, config).map((line) => /resources\.(\S+)/.exec(line)?.[1]);
        assert.deepEqual(missing(), ["requests.cpu", "requests.memory", "limits.memory"]);
        assert.deepEqual(missing({ required: ["limits.cpu"] }), ["limits.cpu"]);
        assert.match(
            of({ requests: { cpu: "1", memory: "1Gi" } }).join(""),
            /limits\.memory is not set: must be set; set it \(here: cpu and memory of/,
        );
    });
});
