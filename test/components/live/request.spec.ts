import "reflect-metadata";
import type { KubeConfig } from "@kubernetes/client-node";
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer, request } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import type { PeerCertificate } from "node:tls";
import type * as Connection from "../../../components/live/connection";
import type * as Request from "../../../components/live/request";
import { deploy } from "../../harness";

/** A self-signed certificate and its key, PEM. */
async function identity(name: string): Promise<{ readonly certificate: string; readonly key: string }> {
    const signingAlgorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.createSelfSigned({
        name: `CN=${name}`,
        notBefore: new Date(Date.now() - 60_000),
        notAfter: new Date(Date.now() + 3_600_000),
        keys,
        signingAlgorithm,
        extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: name }])],
    });
    const key = PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
    return { certificate: certificate.toString("pem"), key };
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("a question to the API server", () => {
    let server: Server;
    let directory: string;
    let authority: string;
    let client: { readonly certificate: string; readonly key: string };

    before(async () => {
        directory = mkdtempSync(join(tmpdir(), "request-"));
        const own = await identity("kube.test");
        client = await identity("admin");
        authority = own.certificate;
        for (const [name, text] of [
            ["ca.crt", own.certificate],
            ["admin.crt", client.certificate],
            ["admin.key", client.key],
            ["token", "from-file"],
        ] as const) {
            writeFileSync(join(directory, name), text);
        }
        const options = { cert: own.certificate, key: own.key, requestCert: true, rejectUnauthorized: false };
        // It answers with what it was asked, and by whom.
        server = createServer(options, ({ url, headers, socket }, response) => {
            const certificate: Partial<PeerCertificate> =
                socket instanceof TLSSocket ? socket.getPeerCertificate() : {};
            response.end(
                JSON.stringify({
                    url,
                    authorization: headers.authorization,
                    as: headers["impersonate-user"],
                    certificate: certificate.subject?.CN,
                }),
            );
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    after((done) => {
        rmSync(directory, { recursive: true });
        server.close(done);
        server.closeAllConnections();
    });

    async function byLibrary(config: KubeConfig, url: string): Promise<string> {
        const options = {};
        await config.applyToHTTPSOptions(options);
        return new Promise((resolve, reject) => {
            request(url, options, (response) => {
                response.setEncoding("utf8").once("data", resolve);
            })
                .on("error", reject)
                .end();
        });
    }

    interface Asked {
        /** As `components/live/request.ts` asks. */
        readonly ours: string;
        /** As the client library would. */
        readonly library: string;
    }

    /** What the server is asked with a kubeconfig of this cluster and this user, or why it is not. */
    async function asked(user: object, cluster: object = trusted(), path = "/version"): Promise<Asked> {
        for (const name of ["request", "connection"]) {
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the configuration is read once for each require
            delete require.cache[require.resolve(`../../../components/live/${name}`)];
        }
        /* eslint-disable @typescript-eslint/no-require-imports -- a second import() would not run them again */
        const { kubeConfig } = require("../../../components/live/connection") as typeof Connection;
        const { get } = require("../../../components/live/request") as typeof Request;
        /* eslint-enable @typescript-eslint/no-require-imports */
        const file = join(directory, "kubeconfig");
        const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
        writeFileSync(
            file,
            JSON.stringify({
                clusters: [{ name: "c", cluster: { server: url, ...cluster } }],
                users: [{ name: "u", user }],
                contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
                "current-context": "c",
            }),
        );
        let answers: Asked | undefined;
        const messageOf = (error: unknown) => (error as Error).message;
        await deploy(
            async () => {
                const ours = await get(path).then(({ body }) => body, messageOf);
                const library = await byLibrary(await kubeConfig(), url + path).catch(messageOf);
                answers = { ours, library };
            },
            { "kubernetes:kubeconfig": file },
        );
        assert.ok(answers);
        return answers;
    }

    const trusted = () => ({ "certificate-authority-data": base64(authority), "tls-server-name": "kube.test" });

    /** A command that prints credentials, as `aws eks get-token` does. */
    const command = (status: object) => ({ command: "echo", args: [JSON.stringify({ status })] });

    const cases: readonly (readonly [string, () => object, object])[] = [
        ["a token", () => ({ token: "t" }), { authorization: "Bearer t" }],
        ["a token file", () => ({ "token-file": join(directory, "token") }), { authorization: "Bearer from-file" }],
        [
            "a name and a password",
            () => ({ username: "u", password: "p" }),
            { authorization: `Basic ${base64("u:p")}` },
        ],
        ["somebody else's name", () => ({ token: "t", as: "jane" }), { authorization: "Bearer t", as: "jane" }],
        [
            "a certificate",
            () => ({
                "client-certificate-data": base64(client.certificate),
                "client-key-data": base64(client.key),
            }),
            { certificate: "admin" },
        ],
        [
            "a certificate in files beside the kubeconfig",
            () => ({ "client-certificate": "admin.crt", "client-key": "admin.key" }),
            { certificate: "admin" },
        ],
        ["the token of a command", () => ({ exec: command({ token: "x" }) }), { authorization: "Bearer x" }],
        [
            "the certificate of a command",
            () => ({
                exec: command({ clientCertificateData: client.certificate, clientKeyData: client.key }),
            }),
            { certificate: "admin" },
        ],
        [
            "the token file of a pod",
            () => ({ "auth-provider": { name: "tokenFile", config: { tokenFile: join(directory, "token") } } }),
            { authorization: "Bearer from-file" },
        ],
        ["nothing", () => ({}), {}],
    ];
    for (const [name, user, expected] of cases) {
        it(`is asked with ${name}, as the client library asks`, async () => {
            const { ours, library } = await asked(user());
            assert.deepEqual(JSON.parse(ours), { url: "/version", ...expected });
            assert.deepEqual(JSON.parse(library), JSON.parse(ours));
        });
    }

    it("trusts the authority of a file beside the kubeconfig, and a certificate of the cluster's name", async () => {
        const file = { "certificate-authority": "ca.crt", "tls-server-name": "kube.test" };
        assert.match((await asked({}, file)).ours, /"url":"\/version"/);
        const otherName = { "certificate-authority": "ca.crt" };
        const { ours, library } = await asked({ token: "t" }, otherName);
        assert.match(ours, /does not match certificate's altnames/);
        assert.equal(library, ours);
    });

    it("is not asked where its certificate is nobody's, unless the kubeconfig says so", async () => {
        const { ours, library } = await asked({ token: "t" }, {});
        assert.match(ours, /self-signed certificate/);
        assert.equal(library, ours);
        assert.match((await asked({ token: "t" }, { "insecure-skip-tls-verify": true })).ours, /Bearer t/);
    });

    it("sends no credentials in clear, unless the kubeconfig says so", async () => {
        const plain = createPlainServer((_request, response) => response.end("plain"));
        await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
        const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
        try {
            const { ours, library } = await asked({ token: "t" }, { server: url });
            assert.equal(ours, `${url} is no https: credentials are sent to it only with insecure-skip-tls-verify`);
            assert.match(library, /HTTP protocol is not allowed/);
            const open = { server: url, "insecure-skip-tls-verify": true };
            assert.equal((await asked({ token: "t" }, open)).ours, "plain");
        } finally {
            plain.close();
            plain.closeAllConnections();
        }
    });

    it("goes through the proxy that the kubeconfig names", async () => {
        const asking: string[] = [];
        const proxy = createPlainServer().on("connect", ({ url = "" }, socket) => {
            asking.push(url);
            socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
        try {
            const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
            await asked({ token: "t" }, { server: "https://kube.test:6443", "proxy-url": address });
            assert.equal(asking[0], "kube.test:6443");
        } finally {
            proxy.close();
            proxy.closeAllConnections();
        }
    });

    it("says why a command gives no credentials", async () => {
        const { ours, library } = await asked({ exec: { command: "sh", args: ["-c", "echo expired >&2; exit 1"] } });
        assert.match(ours, /expired/);
        assert.equal(library, ours);
    });
});
