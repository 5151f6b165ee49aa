import assert from "node:assert/strict";
import { stringify } from "yaml";
import { render } from "../../../stack/render";
import type { Rendering } from "../../../stack/render";
import { manifestFile } from "../../../stack/render/manifests";
import { files, stream, withSyncWaves } from "../../../stack/render/text";
import { at, list, text } from "../../harness";
import type { Json } from "../../harness";
import { renderingOf, stackFiles, stackOf } from "./rendered";

const syncWave = "argocd.argoproj.io/sync-wave";

const withoutNamespace = ["Namespace", "StorageClass", "ClusterRole", "ClusterRoleBinding"];

function named(object: Json): string {
    return `${text(object, "kind")}/${text(object, "metadata", "name")}`;
}

/** The pods that an object makes: the spec of its template. */
function podOf(object: Json): Json | undefined {
    return at(object, "spec", "template", "spec");
}

/** The ConfigMaps and Secrets that a pod does not start without. */
function neededBy(pod: Json | undefined): readonly string[] {
    return list(pod, "volumes").flatMap((volume) => {
        const [configMap, secret] = [at(volume, "configMap"), at(volume, "secret")];
        return [
            ...(configMap === undefined || at(configMap, "optional") === true
                ? []
                : [`ConfigMap/${text(configMap, "name")}`]),
            ...(secret === undefined ? [] : [`Secret/${text(secret, "secretName")}`]),
        ];
    });
}

describe("the rendering of a stack", () => {
    const renderings = new Map<string, Rendering>();
    before(async function () {
        this.timeout("10m");
        for (const stack of ["dev", "prod", "everything"] as const) {
            renderings.set(stack, await renderingOf(stack));
        }
    });
    const of = (stack: string): Rendering => {
        const found = renderings.get(stack);
        assert.ok(found !== undefined, stack);
        return found;
    };

    for (const stack of Object.keys(stackFiles)) {
        it(`has nothing of ${stack} that was made up, or is Pulumi's`, () => {
            const rendered = of(stack);
            const shown = stream(rendered) + [...files(rendered).values()].join("");
            assert.doesNotMatch(shown, /pulumi\.com\/|lb\.example\.com|4dabf18193072939515e22adb298388d/);
            for (const secret of rendered.once.filter((one) => text(one, "kind") === "Secret")) {
                for (const [key, value] of Object.entries(at(secret, "stringData") as Record<string, string>)) {
                    if (key !== "username") {
                        assert.ok(!shown.includes(value), `${named(secret)}, ${key}`);
                    }
                }
            }
        });

        it(`has every object of ${stack} once, in its namespace`, () => {
            const { objects, once, namespace } = of(stack);
            const all = [...objects.map(({ object }) => object), ...once];
            assert.equal(new Set(all.map(named)).size, all.length);
            for (const object of all) {
                const where = at(object, "metadata", "namespace");
                assert.equal(where, withoutNamespace.includes(text(object, "kind")) ? undefined : namespace);
            }
        });

        it(`has what pods of ${stack} need before them, or says that it has it not`, () => {
            const { objects, once, leftOut } = of(stack);
            const seen = new Set(once.map(named));
            let pods = 0;
            for (const { object } of objects) {
                const needed = neededBy(podOf(object));
                pods += needed.length > 0 ? 1 : 0;
                for (const one of needed) {
                    const isLeftOut = leftOut.some((line) => line.includes(one.replace("/", " ")));
                    assert.ok(seen.has(one) || isLeftOut, `${named(object)} needs ${one}`);
                }
                seen.add(named(object));
            }
            assert.ok(pods >= 5, `${pods} with pods`);
        });
    }

    it("begins with the namespace, and has Jobs after what they wait for", () => {
        const work = of("everything")
            .objects.map(({ object, wave }) => [wave, named(object)] as const)
            .filter(([, name]) => /^(Namespace|StatefulSet|Deployment|Job)/.test(name))
            .map(([wave, name]) => `${wave} ${name.replace(/-[0-9a-f]{8}$/, "")}`);
        assert.deepEqual(work, [
            "0 Namespace/kafka-everything",
            "0 StatefulSet/zookeeper",
            "1 Deployment/kafka-manager",
            "1 Job/kafka-users",
            "1 Job/zookeeper-members",
            "2 StatefulSet/kafka",
            "2 Deployment/kafka-lag",
            "3 Job/kafka-manager-register",
            "3 Job/kafka-settings",
            "4 Job/kafka-topics",
            "5 Job/kafka-moves",
            "6 Job/kafka-users-removal",
        ]);
    });

    it("says nothing that the API server leaves out, of which a refresh would find a difference", () => {
        for (const stack of Object.keys(stackFiles)) {
            // A mount's flag is no pointer (k8s.io/api, VolumeMount): false is as good as nothing, and not kept.
            assert.doesNotMatch(stream(of(stack)), /readOnly: false/);
            // Nor are empty lists and maps, unless they are pointers, which say what none would not.
            assert.doesNotMatch(
                stream(of(stack)),
                /^[ -]*(?!emptyDir|podSelector|namespaceSelector)\w+: (\{\}|\[\])$/m,
            );
        }
    });

    it("tells Argo CD the waves where that is wanted, and pods nothing of them", () => {
        const [plain, waved] = [of("dev"), withSyncWaves(of("dev"))];
        waved.objects.forEach(({ object, wave }, index) => {
            const { [syncWave]: said, ...others } = at(object, "metadata", "annotations") as Record<string, Json>;
            assert.equal(said, String(wave));
            const before = plain.objects[index]?.object;
            assert.deepEqual(others, at(before, "metadata", "annotations"));
            assert.deepEqual(at(object, "spec"), at(before, "spec"));
        });
    });

    it("is as many files in folders by wave, each listed where it is", () => {
        const rendered = of("prod");
        const written = files(rendered);
        const listed = [...new Set(rendered.objects.map(({ wave }) => wave))].map((wave) => {
            const folder = written.get(`${wave}/kustomization.yaml`) ?? "";
            return [...folder.matchAll(/^ {2}- (.*)$/gm)].map(([, file = ""]) => `${wave}/${file}`);
        });
        assert.deepEqual(
            listed.flat().map((path) => written.get(path)),
            rendered.objects.map(({ object }) => manifestFile([object])),
        );
        assert.equal(written.size, rendered.objects.length + listed.length + 1);
    });

    it("says how many servers begin the ensemble once, and what else it has not", () => {
        const lines = of("everything").leftOut;
        assert.match(
            lines[0] ?? "",
            /^ConfigMap zookeeper-ensemble, .*Secret kafka-manager-credentials, .*: made once and kept: npm run -s render -- -s everything --once once\.everything\.yaml, and kubectl apply --server-side -f once\.everything\.yaml once the namespace is there$/,
        );
        assert.deepEqual(lines.slice(1), [
            "Secret kafka-certificate: brokers wait for it: kubectl -n kafka-everything create secret generic kafka-certificate --from-file=tls.crt --from-file=tls.key --from-file=ca.crt",
            "whom clients trust: client.properties of kafka-user-orders has no ssl.truststore.certificates: give clients ca.crt of Secret kafka-certificate beside it (docs/tls.md)",
            "the sizes of disks that there are: applying a StatefulSet with another size is refused: docs/gitops.md#larger-disks",
        ]);
    });

    it("leaves out the addresses of load balancers, and says how to tell them", async () => {
        const { objects, leftOut } = await rendered({
            brokers: { replicas: 2, external: { type: "loadBalancer" } },
        });
        assert.ok(objects.every(({ object }) => named(object) !== "ConfigMap/kafka-external-addresses"));
        assert.equal(
            leftOut[1],
            "ConfigMap kafka-external-addresses: brokers wait for the addresses of their load balancers: set kafka:brokers.external.host, " +
                "or kubectl -n kafka create configmap kafka-external-addresses --from-literal=0=<address of Service kafka-0-loadbalancer> --from-literal=1=<address of Service kafka-1-loadbalancer>",
        );
    });

    it("bears the mark of organization, project and stack, by which pulumi up knows it", async () => {
        const stack = { ...stackOf("dev", "config: {}"), organization: "acme", project: "streams" };
        const { objects, once } = await render(stack, () => undefined);
        for (const object of [...objects.map((one) => one.object), ...once]) {
            assert.equal(at(object, "metadata", "annotations", "kafka.stack/owner"), "acme/streams/dev", named(object));
        }
    });

    const security = (more: object) => ({
        security: { authentication: "required", authorization: "acl" },
        users: [{ name: "orders", ...more }],
    });

    it("writes users again when a password becomes another, and only then", async () => {
        const jobOf = async (groups: object) =>
            (await rendered(groups)).objects
                .map(({ object }) => named(object))
                .find((name) => /^Job\/kafka-users-[0-9a-f]+$/.test(name));
        const first = await jobOf(security({}));
        assert.match(String(first), /^Job\/kafka-users-/);
        assert.equal(await jobOf(security({})), first);
        assert.notEqual(await jobOf(security({ passwordVersion: 2 })), first);
        const given = await jobOf({ ...security({}), passwords: { orders: { secure: "v1:aaaa:bbbb" } } });
        assert.notEqual(given, first);
        assert.notEqual(await jobOf({ ...security({}), passwords: { orders: { secure: "v1:aaaa:cccc" } } }), given);
    });

    it("passes warnings on, and problems, each a line", async () => {
        const heard: string[] = [];
        const groups = { "kafka:zookeeper": { replicas: 1 } };
        await render(stackOf("dev", stringify({ config: groups })), (line) => heard.push(line));
        assert.match(heard.join("\n"), /^warning: kafka:zookeeper\.replicas is 1: /);
        await assert.rejects(
            rendered({ brokers: { replicas: 0, memroy: "1Gi" }, zookeeper: { disk: { secure: "v1:aaaa:bbbb" } } }),
            (error: Error) => {
                const lines = error.message.split("\n");
                assert.equal(lines[0], "Pulumi.dev.yaml: 3 problems (docs/settings.md lists every key)");
                assert.match(error.message, /^ {2}kafka:zookeeper\.disk is a secret: no setting but kafka:passwords /m);
                return true;
            },
        );
    });

    it("refuses a certificate that nobody would renew", async () => {
        await assert.rejects(
            rendered({ security: { authentication: "required", tls: { generated: true } } }),
            /^(RunError|Error): kafka:security\.tls\.generated is true: plain manifests renew no certificate; name an issuer of cert-manager, or a Secret \(docs\/tls\.md\)$/,
        );
    });

    async function rendered(groups: object): Promise<Rendering> {
        const config = Object.fromEntries(
            Object.entries(groups).map(([key, value]) => [`kafka:${key}`, value as Json]),
        );
        return render(stackOf("dev", stringify({ config })), () => undefined);
    }
});
