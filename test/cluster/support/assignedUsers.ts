import "reflect-metadata";
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";
import { createServer } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { at, list, text } from "../../harness";
import type { Json } from "../../harness";
import { attempt } from "./run";
import type { Kubectl } from "./kubectl";

/** The first user and group of the range that the namespace has. */
export const assignedUser = 1_000_650_000;

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const host = "127.0.0.1";

/**
 * Gives the pods of a namespace their user and group, and refuses one that asks for its own, as OpenShift's `restricted-v2` does: admission
 * that runs in this process, which the API server of the local cluster reaches. Returns a function that ends it.
 */
export async function assignUsers(kubectl: Kubectl, namespace: string): Promise<() => Promise<void>> {
    const { certificate, key } = await identity();
    const server = createServer({ cert: certificate, key }, (request, response) => {
        void json(request).then((review) => {
            response.setHeader("content-type", "application/json").end(JSON.stringify(answer(review as Json)));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const name = `${namespace}-users`;
    await kubectl.apply({
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "MutatingWebhookConfiguration",
        metadata: { name },
        webhooks: [
            {
                name: "users.example.com",
                clientConfig: {
                    url: `https://${host}:${(server.address() as AddressInfo).port}/`,
                    caBundle: Buffer.from(certificate).toString("base64"),
                },
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
                rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
                admissionReviewVersions: ["v1"],
                sideEffects: "None",
            },
        ],
    });
    return async () => {
        await attempt("kubectl", ["delete", "mutatingwebhookconfiguration", name, "--ignore-not-found"]);
        await closed(server);
    };
}

/** The answer to an AdmissionReview of a pod. */
function answer(review: Json): object {
    const uid = text(review, "request", "uid");
    const pod = at(review, "request", "object");
    const containers = ["initContainers", "containers"].flatMap((field) => list(pod, "spec", field));
    const asked = [at(pod, "spec"), ...containers].flatMap((one) =>
        ["runAsUser", "runAsGroup", "fsGroup"].filter((field) => at(one, "securityContext", field) !== undefined),
    );
    const kind = { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview" };
    if (asked.length > 0) {
        const message = `unable to validate against any security context constraint: ${asked.join(", ")} must be in the ranges: [${assignedUser}, ${assignedUser + 9999}]`;
        return { ...kind, response: { uid, allowed: false, status: { message } } };
    }
    // Every pod of this program has a security context.
    const patch = ["runAsUser", "fsGroup"].map((field) => ({
        op: "add",
        path: `/spec/securityContext/${field}`,
        value: assignedUser,
    }));
    return {
        ...kind,
        response: {
            uid,
            allowed: true,
            patchType: "JSONPatch",
            patch: Buffer.from(JSON.stringify(patch)).toString("base64"),
        },
    };
}

async function identity(): Promise<{ readonly certificate: string; readonly key: string }> {
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.createSelfSigned({
        name: "CN=users",
        keys,
        signingAlgorithm: algorithm,
        extensions: [new SubjectAlternativeNameExtension([{ type: "ip", value: host }])],
    });
    const key = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
    return {
        certificate: certificate.toString("pem"),
        key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    };
}

function closed(server: Server): Promise<void> {
    return new Promise((resolve) => {
        server.close(() => {
            resolve();
        });
        server.closeAllConnections();
    });
}
