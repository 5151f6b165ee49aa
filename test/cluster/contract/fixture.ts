import { OtherClient } from "./cluster";
import type { Identity } from "./cluster";
import { TestStack, unique } from "./stack";
import type { Settings } from "./stack";

/** An image that has `sleep` and `true`; one that the program itself deploys, so that it is on every test machine. */
export const image = process.env["CONTRACT_IMAGE"] ?? "docker.io/library/zookeeper:3.8.6";

/** The identity of an object that has a namespace. */
type NamespacedIdentity = Identity & { readonly metadata: { readonly namespace: string } };

/** What the tests of one file share: a namespace of their own, and stacks that are destroyed when they are through. */
export interface Fixture {
    readonly namespace: string;
    readonly client: OtherClient;
    /** A new stack. */
    readonly stack: (settings?: Settings, environment?: Readonly<Record<string, string>>) => TestStack;
    /** The identity of an object in the namespace. */
    readonly at: (apiVersion: string, kind: string, name: string) => NamespacedIdentity;
}

/** Sets up a fixture for the tests of the enclosing `describe`; each may take five minutes on a busy machine. */
export function fixture(suite: Mocha.Suite): Fixture {
    suite.timeout("5m");
    const namespace = unique("contract");
    const client = new OtherClient();
    const identity = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
    const stacks: TestStack[] = [];
    before(async () => {
        await client.create(identity);
        // Pods are refused until their service account is there.
        await client.until("the service account of a new namespace", async () => {
            const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } };
            return (await client.find(account)) !== undefined;
        });
    });
    afterEach(() => {
        for (const stack of stacks.splice(0)) {
            stack.dispose();
        }
    });
    after(async () => {
        await client.delete(identity);
    });
    return {
        namespace,
        client,
        stack: (settings, environment) => {
            const stack = new TestStack(settings, environment);
            stacks.push(stack);
            return stack;
        },
        at: (apiVersion, kind, name) => ({ apiVersion, kind, metadata: { name, namespace } }),
    };
}
