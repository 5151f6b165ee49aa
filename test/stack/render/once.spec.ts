import assert from "node:assert/strict";
import { parseAllDocuments, stringify } from "yaml";
import { render, renderOnce } from "../../../stack/render";
import { nothingKept, onceFile, readKept } from "../../../stack/render/once";
import type { Kept } from "../../../stack/render/once";
import { at, list, named, text } from "../../harness";
import type { Json } from "../../harness";
import { stackOf } from "./rendered";

type Groups = Readonly<Record<string, unknown>>;

const closed = { authentication: "required", authorization: "acl" } as const;
const orders = { security: closed, users: [{ name: "orders" }] };

async function once(groups: Groups, kept: Kept = nothingKept): Promise<readonly Json[]> {
    const config = Object.fromEntries(Object.entries(groups).map(([key, value]) => [`kafka:${key}`, value]));
    const stack = stackOf("dev", stringify({ config }));
    return renderOnce(stack, await render(stack, () => undefined), kept);
}

function kept(objects: readonly Json[]): Kept {
    return readKept("once.yaml", onceFile(objects), "kafka");
}

/** A value of a Secret, in plain; undefined where it has none. */
function value(objects: readonly Json[], secret: string | RegExp, key: string): string | undefined {
    const found = objects.find((one) => {
        const name = text(one, "metadata", "name");
        return typeof secret === "string" ? name === secret : secret.test(name);
    });
    const encoded = at(found, "data", key);
    return typeof encoded === "string" ? Buffer.from(encoded, "base64").toString("utf8") : undefined;
}

function names(objects: readonly Json[]): readonly string[] {
    return objects.map((object) => text(object, "metadata", "name"));
}

describe("what is made once", function () {
    this.timeout("10m");
    let made: readonly Json[] = [];
    before(async () => {
        made = await once(orders);
    });

    it("are passwords of letters and digits, as long as the program has them, and each in all places", () => {
        assert.match(value(made, "kafka-manager-credentials", "password") ?? "", /^[A-Za-z0-9]{24}$/);
        assert.match(value(made, "kafka-manager-credentials", "application-secret") ?? "", /^[A-Za-z0-9]{64}$/);
        const password = value(made, "kafka-user-orders", "password") ?? "";
        assert.match(password, /^[A-Za-z0-9]{32}$/);
        assert.ok(value(made, "kafka-user-orders", "client.properties")?.includes(`password="${password}"`));
        assert.equal(value(made, /^kafka-passwords-/, "orders"), password);
    });

    it("is named as what is applied has it", async () => {
        const stack = stackOf("dev", stringify({ config: { "kafka:security": closed, "kafka:users": orders.users } }));
        const { objects } = await render(stack, () => undefined);
        const job = objects
            .map(({ object }) => object)
            .find((one) => at(one, "kind") === "Job" && /^kafka-users-[0-9a-f]{8}$/.test(nameOf(one)));
        const mounted = text(
            named(at(job, "spec", "template", "spec"), "passwords", "volumes"),
            "secret",
            "secretName",
        );
        assert.ok(names(made).includes(mounted), mounted);
    });

    it("is another for everybody who makes it", async () => {
        assert.notEqual(
            value(await once(orders), "zookeeper-super", "password"),
            value(made, "zookeeper-super", "password"),
        );
    });

    it("stays as it is where it was kept, byte for byte", async () => {
        assert.equal(onceFile(await once(orders, kept(made))), onceFile(made));
    });

    it("stays as it is where a cluster has it, as kubectl prints it", async () => {
        const items = made.map((object) => ({ ...(object as object), status: {} }));
        const printed = JSON.stringify({ apiVersion: "v1", kind: "List", items });
        const again = await once(orders, readKept("secrets.json", printed, "kafka"));
        assert.equal(onceFile(again), onceFile(made));
    });

    it("gets what is missing beside what was kept", async () => {
        const more = await once({ ...orders, users: [{ name: "orders" }, { name: "bills" }] }, kept(made));
        const [before, after] = [made, more].map((objects) => value(objects, "kafka-user-orders", "password"));
        assert.equal(after, before);
        assert.match(value(more, "kafka-user-bills", "password") ?? "", /^[A-Za-z0-9]{32}$/);
        assert.equal(value(more, /^kafka-passwords-/, "orders"), before);
        assert.equal(value(more, /^kafka-passwords-/, "bills"), value(more, "kafka-user-bills", "password"));
        assert.notDeepEqual(names(more).filter(isPasswords), names(made).filter(isPasswords));
    });

    it("becomes another password with another version, and with no other", async () => {
        const raised = await once({ ...orders, users: [{ name: "orders", passwordVersion: 2 }] }, kept(made));
        assert.notEqual(value(raised, "kafka-user-orders", "password"), value(made, "kafka-user-orders", "password"));
        assert.equal(value(raised, "zookeeper-logins", "seed"), value(made, "zookeeper-logins", "seed"));
        assert.equal(
            value(raised, "kafka-broker-1-login", "password"),
            value(made, "kafka-broker-1-login", "password"),
        );
    });

    it("has as many servers begin the ensemble as did at first: later ones would begin a second", async () => {
        const [first, later] = [made, await once({ ...orders, zookeeper: { replicas: 5 } }, kept(made))].map(
            (objects) => objects.find((one) => nameOf(one) === "zookeeper-ensemble"),
        );
        assert.deepEqual(at(first, "data"), { servers: "3" });
        assert.deepEqual(at(later, "data"), { servers: "3" });
    });

    const given = { ...orders, passwords: { orders: { secure: "v1:aaaa:bbbb" } } };

    it("does not guess a password that is encrypted, and says where to write it", async () => {
        await assert.rejects(once(given, kept(made.filter((one) => nameOf(one) !== "kafka-user-orders"))), {
            message:
                "kafka:passwords.orders is encrypted, and only pulumi decrypts it: add a Secret kafka-user-orders of namespace kafka with stringData.password to the file of --once; or remove the key, and a password is generated",
        });
    });

    it("takes it from there", async () => {
        const metadata = { name: "kafka-user-orders", namespace: "kafka" };
        const own = { apiVersion: "v1", kind: "Secret", metadata, stringData: { password: "a-password-of-my-own" } };
        const taken = await once(given, readKept("once.yaml", stringify(own), "kafka"));
        assert.equal(value(taken, "kafka-user-orders", "password"), "a-password-of-my-own");
        assert.equal(value(taken, /^kafka-passwords-/, "orders"), "a-password-of-my-own");
        assert.equal(onceFile(await once(given, kept(taken))), onceFile(taken));
    });

    it("does not take one that Kafka could not, and does not show it", async () => {
        const metadata = { name: "kafka-user-orders", namespace: "kafka" };
        const own = { apiVersion: "v1", kind: "Secret", metadata, stringData: { password: 'short"' } };
        await assert.rejects(once(given, readKept("once.yaml", stringify(own), "kafka")), ({ message }: Error) => {
            assert.match(message, /\n {2}kafka:passwords\.orders is a secret that cannot be used: must be 12 to 128 /);
            assert.doesNotMatch(message, /short/);
            return true;
        });
    });

    it("is never taken from another stack's file, or from one that cannot be read", () => {
        assert.throws(() => readKept("once.yaml", onceFile(made), "kafka-prod"), {
            message:
                "once.yaml: ConfigMap zookeeper-ensemble is of namespace kafka, and this stack's is kafka-prod: name the file of this stack",
        });
        assert.throws(() => readKept("once.yaml", "a: [", "kafka"), /^\S+ ?.*once\.yaml: no YAML: [^\n]+$/);
        assert.equal(readKept("once.yaml", "", "kafka").objects.size, 0);
    });

    it("is written as objects that can be applied", () => {
        const documents = parseAllDocuments(onceFile(made)).map((document) => document.toJS() as Json);
        assert.deepEqual(documents, JSON.parse(JSON.stringify(made)));
        assert.ok(documents.every((object) => at(object, "stringData") === undefined));
        assert.ok(list({ items: documents }, "items").length > 5);
    });
});

function nameOf(object: Json): string {
    return text(object, "metadata", "name");
}

function isPasswords(name: string): boolean {
    return name.startsWith("kafka-passwords-");
}
