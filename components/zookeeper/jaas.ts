import { createHmac } from "node:crypto";
import { systemUser } from "../../model/names";
import { versionsLetIn } from "../security/authentication";

const loginModule = "org.apache.zookeeper.server.auth.DigestLoginModule";

/**
 * The password of one of the ensemble's users, 64 hexadecimal digits. All of them come out of one secret, for a server has to know the passwords
 * of the version before its own and of the next one too: these are made up nowhere else, and a lost state must find the same ones again.
 */
function passwordOf(seed: string, user: string): string {
    return createHmac("sha256", seed).update(user).digest("hex");
}

/** A section of a JAAS file (javax.security.auth.login.Configuration). Names and passwords have no quotes in them. */
function section(name: string, options: Readonly<Record<string, string>>): string {
    const lines = Object.entries(options).map(([option, value]) => `\n  ${option}="${value}"`);
    return `${name} {\n  ${loginModule} required${lines.join("")};\n};\n`;
}

/** The users of whoever has a password of a version, as the options `user_NAME` of those who let them in (ZooKeeper SaslServerCallbackHandler). */
function letIn(seed: string, who: "zookeeper-client" | "zookeeper-server", passwordVersion: number) {
    return Object.fromEntries(
        versionsLetIn(passwordVersion).map((version) => {
            const user = systemUser(who, version);
            return [`user_${user}`, passwordOf(seed, user)];
        }),
    );
}

function own(seed: string, who: "zookeeper-client" | "zookeeper-server", passwordVersion: number) {
    const username = systemUser(who, passwordVersion);
    return { username, password: passwordOf(seed, username) };
}

/** The section by which a client of the ensemble logs in. Of every other section of the same file it takes no notice. */
export function clientSection(seed: string, passwordVersion: number): string {
    return section("Client", own(seed, "zookeeper-client", passwordVersion));
}

/**
 * The file of a server: whom it lets in as a client and as another server, and how it logs in itself, to the others and with its own shell. While
 * passwords are replaced, those of the version before and of the next one are good too.
 */
export function serverJaas(seed: string, passwordVersion: number): string {
    return [
        section("Server", letIn(seed, "zookeeper-client", passwordVersion)),
        section("QuorumServer", letIn(seed, "zookeeper-server", passwordVersion)),
        section("QuorumLearner", own(seed, "zookeeper-server", passwordVersion)),
        clientSection(seed, passwordVersion),
    ].join("");
}
