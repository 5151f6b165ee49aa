import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { authority } from "../../certificates";
import { Sandbox, scriptFile } from "../bash";
import type { Ran } from "../bash";

/** Says how it was called and keeps what it read; the store has a line for each certificate. */
const keytool = `
[ -e "$CALLS" ] && number=$(grep -c . "$CALLS") || number=0
echo "$*" >>"$CALLS"
cat >"$CALLS.$number"
echo "$number" >>"$TRUST_STORE"
`;

describe("trust-store.sh", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        sandbox.stub("keytool", keytool);
    });
    afterEach(() => {
        sandbox.remove();
    });

    const make = async (trusted: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> => {
        writeFileSync(sandbox.path("ca.crt"), trusted);
        return sandbox.run(["/bin/bash", scriptFile("kafkaManager", "trust-store.sh")], {
            AUTHORITY: sandbox.path("ca.crt"),
            TRUST_STORE: sandbox.path("trust.jks"),
            CALLS: sandbox.path("calls"),
            ...environment,
        });
    };
    const text = (name: string): string => readFileSync(sandbox.path(name), "utf8");
    const importing = (number: number): string =>
        `-importcert -noprompt -alias authority-${number} -keystore ${sandbox.path("trust.jks")} -storetype JKS -storepass changeit\n`;
    const done = { code: 0, stdout: "", stderr: "" };

    it("takes in the certificate of an authority", async () => {
        const { certificate } = await authority("root");
        assert.deepEqual(await make(certificate), done);
        assert.equal(text("calls"), importing(1));
        assert.equal(text("calls.0").trim(), certificate.trim());
    });

    it("takes in each of several, one by one: keytool reads the first one only", async () => {
        const [first, second, third] = [await authority("a"), await authority("b"), await authority("c")];
        const bundle = [first, second, third].map(({ certificate }) => certificate.trim());
        // As bundles are: with words and empty lines between them, lines that end as on Windows, and the last one not at all.
        const file = `# Root A\n${bundle[0]}\n\n Subject: CN=b\n${bundle[1]?.replaceAll("\n", "\r\n")}\r\n${bundle[2]}`;
        assert.deepEqual(await make(file), done);
        assert.equal(text("calls"), [1, 2, 3].map(importing).join(""));
        for (const [index, certificate] of bundle.entries()) {
            assert.equal(text(`calls.${index}`).replaceAll("\r", "").trim(), certificate);
        }
    });

    it("makes the store anew: its container may start more than once", async () => {
        writeFileSync(sandbox.path("trust.jks"), "of before\n");
        assert.deepEqual(await make((await authority("root")).certificate), done);
        assert.equal(text("trust.jks"), "0\n");
    });

    for (const [name, content] of [
        ["no certificate", ""],
        ["words only", "not a certificate\n"],
        ["a key", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"],
        ["half a certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n"],
    ] as const) {
        it(`fails where the file has ${name}, and says so`, async () => {
            const stderr = `no certificate in ${sandbox.path("ca.crt")}\n`;
            assert.deepEqual(await make(content), { code: 1, stdout: "", stderr });
            assert.ok(!existsSync(sandbox.path("calls")));
        });
    }

    it("fails where keytool refuses one, with its words", async () => {
        sandbox.stub(
            "keytool",
            `${keytool}\n[ "$number" != 1 ] || { echo "keytool error: not an X.509 certificate" >&2; exit 1; }`,
        );
        const [first, second] = [await authority("a"), await authority("b")];
        const stderr = "keytool error: not an X.509 certificate\n";
        assert.deepEqual(await make(first.certificate + "\n" + second.certificate), { code: 1, stdout: "", stderr });
    });

    it("finds keytool in Java's own directory too, where the image has it nowhere else", async () => {
        mkdirSync(sandbox.path("jdk/bin"), { recursive: true });
        sandbox.stub("jdk/bin/keytool", keytool);
        // Of the tools on the PATH only those that the script needs.
        mkdirSync(sandbox.path("tools"));
        sandbox.stub("tools/rm", 'exec /bin/rm "$@"');
        for (const tool of ["grep", "cat"]) {
            sandbox.stub(`tools/${tool}`, `exec /bin/${tool} "$@"`);
        }
        const environment = { PATH: sandbox.path("tools"), JAVA_HOME: sandbox.path("jdk") };
        assert.deepEqual(await make((await authority("root")).certificate, environment), done);
        assert.equal(text("calls"), importing(1));
    });
});
