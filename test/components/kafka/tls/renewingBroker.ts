import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Sandbox, scriptFile, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { fakeTools, option } from "../tools";
import type { Answer } from "../tools";

/** Where the broker is. */
export const dns = "kafka-headless.apps.svc.example.internal";

/** A Secret with a certificate; the texts stand for PEM. */
export interface Certificate {
    readonly "tls.key": string;
    readonly "tls.crt": string;
    readonly "ca.crt": string;
}

/** What stands for a certificate (PEM). */
const pem = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

/** Three certificates of a broker. */
export const [own1, own2, own3] = [pem("certificate 1"), pem("certificate 2"), pem("certificate 3")] as const;

/** What a broker starts with. */
export const first: Certificate = { "tls.key": "key 1\n", "tls.crt": own1, "ca.crt": "authority 1\n" };
/** Another one of the same authority. */
export const renewed: Certificate = { ...first, "tls.key": "key 2\n", "tls.crt": own2 };
/** Another one of another authority, by way of one between. */
export const other: Certificate = {
    "tls.key": "key 3\n",
    "tls.crt": `${own3}${pem("between")}`,
    "ca.crt": "authority 2\n",
};

/** The store of a key: it stands before its certificate. */
export function keyStore(certificate: Certificate): string {
    return `${certificate["tls.key"]}\n${certificate["tls.crt"]}`;
}

/** What a broker was asked to do, when, and what it read then; its stores are its whole answer. */
export interface Asked {
    /** How many pauses there had been. */
    readonly round: number;
    readonly did: string;
    readonly keyStore: string;
    readonly trustStore: string;
}

/** So many pauses in which nothing changes. */
export const quiet = Array.from({ length: 6 }, () => undefined);

/** What the script says of a store that the broker has taken up. */
export function taken(store: string): string {
    return `renew-certificate.sh: the broker has taken up the new ${store}.pem\n`;
}

/** What it says of one that the broker refuses. */
export function untaken(store: string, why: string): string {
    return `renew-certificate.sh: the broker does not take up ${store}.pem yet: ${why}\n`;
}

/** renew-certificate.sh beside a broker that this process plays. */
export class RenewingBroker {
    readonly sandbox = new Sandbox();
    /** All that the broker was asked. */
    readonly asked: (Asked & { readonly args: readonly string[] })[] = [];
    /** Why the broker refuses; undefined where it does as it is told. */
    refuse: (asked: Asked) => string | undefined = () => undefined;

    /** Makes the directories and the tools. */
    async begin(): Promise<void> {
        for (const directory of ["secret", "stores", "rounds"]) {
            mkdirSync(this.sandbox.path(directory));
        }
        await fakeTools(this.sandbox, (tool, args) => this.#answer(tool, args));
    }

    /** The text of a file. */
    text(path: string): string {
        return readFileSync(this.sandbox.path(path), "utf8");
    }

    /** Runs beside a broker that started with the first certificate. Each item is what the Secret becomes in that pause; after the last the pod ends. */
    async run(
        secrets: readonly (Partial<Certificate> | undefined)[],
        environment: Readonly<Record<string, string>> = {},
        secret: Certificate = first,
    ): Promise<Ran> {
        const write = (certificate: Partial<Certificate>): string =>
            Object.entries(certificate)
                .map(([name, content]) => `printf %s '${content}' >${this.sandbox.path(`secret/${name}`)}\n`)
                .join("");
        await this.sandbox.run(["/bin/bash", "-c", write(secret)]);
        writeFileSync(this.sandbox.path("stores/keystore.pem"), keyStore(first), { mode: 0o600 });
        writeFileSync(this.sandbox.path("stores/authority.pem"), first["ca.crt"], { mode: 0o600 });
        writeFileSync(this.sandbox.path("stores/truststore.pem"), first["ca.crt"] + own1, { mode: 0o600 });
        for (const [index, certificate = {}] of secrets.entries()) {
            writeFileSync(this.sandbox.path(`rounds/${index + 1}`), write(certificate));
        }
        const meanwhile = `round=$((\${round:-0} + 1)); echo "$round" >${this.sandbox.path("round")}
            [ -e ${this.sandbox.path("rounds")}/$round ] || exit 0
            . ${this.sandbox.path("rounds")}/$round`;
        return this.sandbox.run(["/bin/bash", scriptFile("kafka", "renew-certificate.sh")], {
            POD_NAME: "kafka-2",
            HEADLESS_DNS: dns,
            LISTENER_PORT: "9093",
            TLS_DIRECTORY: this.sandbox.path("secret"),
            STORES_DIRECTORY: this.sandbox.path("stores"),
            TRUST_SECONDS: "12",
            TOOLS_DIRECTORY: this.sandbox.directory,
            COMMAND_CONFIG: "/etc/login.properties",
            ...virtualTime(meanwhile),
            ...environment,
        });
    }

    /** What sets the place of a store. */
    adds(store: string): string {
        return `add listener.name.sasl.ssl.${store}.location=${this.sandbox.path(`stores/${store}.pem`)}`;
    }

    /** What removes it again. */
    deletes(store: string): string {
        return `delete listener.name.sasl.ssl.${store}.location`;
    }

    /** What the broker was asked to do, and in which pause. */
    done(): readonly (readonly [round: number, did: string])[] {
        return this.asked.map(({ round, did }) => [round, did]);
    }

    #answer(tool: string, args: readonly string[]): Answer {
        assert.equal(tool, "configs");
        const [added, deleted] = [option(args, "--add-config"), option(args, "--delete-config")];
        const ask: Asked = {
            round: Number(this.text("round")),
            did: added === undefined ? `delete ${deleted ?? "nothing"}` : `add ${added}`,
            keyStore: this.text("stores/keystore.pem"),
            trustStore: this.text("stores/truststore.pem"),
        };
        this.asked.push({ ...ask, args });
        const why = this.refuse(ask);
        return why === undefined
            ? [0, "Completed updating config for broker 2.\n"]
            : [1, `Error while executing config command with args '--alter'\n${why}\n\tat java.base/X\n`];
    }
}
