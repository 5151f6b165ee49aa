import assert from "node:assert/strict";
import type { Json } from "../../harness";
import { violations } from "./restricted";

const security = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
const own = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

/** A sound pod with the changes given to the pod, to its security context, to its container and to that one's. */
function pod(ofPod: object = {}, ofSecurity: object = {}, ofContainer: object = {}, ofOwn: object = {}): Json {
    const container = { name: "c", securityContext: { ...own, ...ofOwn }, ...ofContainer };
    return { securityContext: { ...security, ...ofSecurity }, containers: [container], ...ofPod };
}

describe("the checker of the restricted level", () => {
    it("finds nothing in a sound pod", () => {
        assert.deepEqual(violations(pod()), []);
        assert.deepEqual(violations(pod({ volumes: [{ name: "v", emptyDir: {} }] })), []);
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
        "container c takes a port of the node": pod({}, {}, { ports: [{ containerPort: 1, hostPort: 1 }] }),
    };
    for (const [finding, spec] of Object.entries(unsound)) {
        it(`finds that ${finding}`, () => {
            assert.deepEqual(violations(spec), [finding]);
        });
    }

    it("looks at init containers too, and a container's own setting wins", () => {
        const spec = pod({
            initContainers: [{ name: "i", securityContext: { ...own, seccompProfile: { type: "Unconfined" } } }],
        });
        assert.deepEqual(violations(spec), ["container i has no seccomp profile"]);
    });
});
