import assert from "node:assert/strict";
import type { Json } from "../../harness";
import { violations } from "./restricted";

const security = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
const own = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true };
const disk = { "ephemeral-storage": "50Mi" };
const rest = { resources: { requests: disk, limits: disk }, volumeMounts: [{ name: "v", mountPath: "/tmp" }] };

/** A sound pod with the changes given to the pod, to its security context, to its container and to that one's. */
function pod(ofPod: object = {}, ofSecurity: object = {}, ofContainer: object = {}, ofOwn: object = {}): Json {
    const container = { name: "c", ...rest, securityContext: { ...own, ...ofOwn }, ...ofContainer };
    return { securityContext: { ...security, ...ofSecurity }, containers: [container], ...ofPod };
}

describe("the checker of the restricted level", () => {
    it("finds nothing in a sound pod", () => {
        assert.deepEqual(violations(pod()), []);
        assert.deepEqual(violations(pod({ volumes: [{ name: "v", emptyDir: { sizeLimit: "1Mi" } }] })), []);
        assert.deepEqual(violations(pod({}, { runAsNonRoot: undefined }, {}, { runAsNonRoot: true })), []);
        assert.deepEqual(
            violations(pod({}, {}, {}, { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } })),
            [],
        );
    });

    const unsound: Readonly<Record<string, Json>> = {
        "the pod sets hostNetwork": pod({ hostNetwork: true }),
        "the pod sets hostPID": pod({ hostPID: true }),
        "volume v is of a kind that is not allowed": pod({ volumes: [{ name: "v", hostPath: { path: "/" } }] }),
        "the pod sets sysctls": pod({}, { sysctls: [{ name: "kernel.shm_rmid_forced", value: "1" }] }),
        "the pod runs as root": pod({}, { runAsUser: 0 }),
        "container c may run as root": pod({}, { runAsNonRoot: undefined }),
        "container c runs as root": pod({}, {}, {}, { runAsUser: 0 }),
        "container c has no seccomp profile": pod({}, { seccompProfile: { type: "Unconfined" } }),
        "container c is privileged": pod({}, {}, {}, { privileged: true }),
        "container c allows privilege escalation": pod({}, {}, {}, { allowPrivilegeEscalation: undefined }),
        "container c does not drop all capabilities": pod({}, {}, {}, { capabilities: { drop: ["NET_RAW"] } }),
        "container c adds capabilities": pod({}, {}, {}, { capabilities: { drop: ["ALL"], add: ["SYS_TIME"] } }),
        "container c unmasks /proc": pod({}, {}, {}, { procMount: "Unmasked" }),
        "volume v may fill its node's disk": pod({ volumes: [{ name: "v", emptyDir: {} }] }),
        "container c can write to its root file system": pod({}, {}, {}, { readOnlyRootFilesystem: undefined }),
        "container c has no /tmp to write to": pod({}, {}, { volumeMounts: [] }),
        "container c does not say what it takes of its node's disk": pod({}, {}, { resources: { limits: disk } }),
        "container c has a secret in its environment": pod(
            {},
            {},
            { env: [{ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }] },
        ),
        "container c takes a port of the node": pod({}, {}, { ports: [{ containerPort: 1, hostPort: 1 }] }),
    };
    for (const [finding, spec] of Object.entries(unsound)) {
        it(`finds that ${finding}`, () => {
            assert.deepEqual(violations(spec), [finding]);
        });
    }

    it("finds a whole Secret in an environment too", () => {
        assert.deepEqual(violations(pod({}, {}, { envFrom: [{ secretRef: { name: "s" } }] })), [
            "container c has a secret in its environment",
        ]);
    });

    it("looks at init containers too, and a container's own setting wins", () => {
        const spec = pod({
            initContainers: [
                { name: "i", ...rest, securityContext: { ...own, seccompProfile: { type: "Unconfined" } } },
            ],
        });
        assert.deepEqual(violations(spec), ["container i has no seccomp profile"]);
    });
});
