import assert from "node:assert/strict";
import { clientSection, serverJaas } from "../../../components/zookeeper/jaas";

type Options = Readonly<Record<string, string>>;

/** The sections of a JAAS file, as javax.security.auth.login.Configuration reads them: one module each, with its options. */
function sections(text: string): Readonly<Record<string, Options>> {
    const found = [...text.matchAll(/^(\w+) \{\n {2}(\S+) required((?:\n {2}[\w-]+="[^"\n]*")*);\n\};\n/gm)];
    assert.equal(found.map(([whole]) => whole).join(""), text, "nothing else is in it");
    return Object.fromEntries(
        found.map(([, name = "", module, options = ""]) => {
            assert.equal(module, "org.apache.zookeeper.server.auth.DigestLoginModule");
            const values = [...options.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]);
            return [name, Object.fromEntries(values) as Options];
        }),
    );
}

/** Whether a server of a version lets in who has this login, as its section says. */
function letsIn(version: number, section: "Server" | "QuorumServer", login: Options | undefined): boolean {
    const users = sections(serverJaas("seed", version))[section];
    return login?.["password"] !== undefined && users?.[`user_${login["username"] ?? ""}`] === login["password"];
}

const versions = [1, 2, 3, 4, 9, 10, 11];

describe("the JAAS files of ZooKeeper", () => {
    it("are texts like this", () => {
        // printf 'zookeeper-client-1' | openssl dgst -sha256 -hmac 'a-seed'
        const password = "ad6ab889d1f065bdd62747eae7b9dffbd0621fac494a283467bf78003932a53a";
        assert.equal(
            clientSection("a-seed", 1),
            `Client {\n  org.apache.zookeeper.server.auth.DigestLoginModule required\n  username="zookeeper-client-1"\n  password="${password}";\n};\n`,
        );
        assert.match(
            serverJaas("a-seed", 1),
            new RegExp(
                `^Server \\{\\n {2}\\S+DigestLoginModule required\\n {2}user_zookeeper-client-1="${password}"\\n {2}user_zookeeper-client-2="[0-9a-f]{64}";\\n\\};\\n`,
            ),
        );
    });

    it("have a section for each who asks, and one for each who is asked", () => {
        const names = (text: string) => Object.keys(sections(text));
        assert.deepEqual(names(serverJaas("seed", 2)), ["Server", "QuorumServer", "QuorumLearner", "Client"]);
        assert.deepEqual(names(clientSection("seed", 2)), ["Client"]);
    });

    for (const version of versions) {
        it(`let in those of version ${version}, of the one before and of the next, and nobody else`, () => {
            for (const other of versions) {
                const isNear = Math.abs(version - other) <= 1;
                const { Client: client, QuorumLearner: learner } = sections(serverJaas("seed", other));
                assert.deepEqual(client, sections(clientSection("seed", other))["Client"]);
                assert.equal(letsIn(version, "Server", client), isNear, `a client of ${other}`);
                assert.equal(letsIn(version, "QuorumServer", learner), isNear, `a server of ${other}`);
            }
        });
    }

    it("let no client in as a server, and no server as a client", () => {
        const { Client: client, QuorumLearner: learner } = sections(serverJaas("seed", 1));
        assert.ok(!letsIn(1, "QuorumServer", client));
        assert.ok(!letsIn(1, "Server", learner));
        assert.notEqual(client?.["password"], learner?.["password"]);
    });

    it("know no version below the first", () => {
        assert.doesNotMatch(serverJaas("seed", 1), /-0"?=/);
    });

    it("have other passwords for another seed, and none that would have to be quoted, whatever the seed is", () => {
        for (const seed of ['"; };', "\n", "ü", "x".repeat(200)]) {
            const { Client: client } = sections(clientSection(seed, 1));
            assert.match(client?.["password"] ?? "", /^[0-9a-f]{64}$/);
            assert.ok(!letsIn(1, "Server", client));
        }
    });
});
