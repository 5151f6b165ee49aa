import { join } from "node:path";
import { paths } from "../../../local/paths";
import { ensureCertManager } from "../../../local/toolchain/certManager";
import { until } from "../../../local/wait";
import { list, text } from "../../harness";
import type { Json } from "../../harness";
import { Companion } from "./companion";
import { run } from "./run";

/** Name of the ClusterIssuer that {@link CertManager.start} makes: whatever it issues is its own authority. */
export const selfSigned = "self-signed";

/** By whom the definitions are there, to the API server: those of somebody else are left alone. */
const manager = "kafka-test-cert-manager";

/**
 * cert-manager on the cluster of the environment's KUBECONFIG: its definitions, and its controllers as a process beside the test, which ends
 * with the test however that ends. Its webhook is missing, so what the definitions' schemas allow is taken.
 */
export class CertManager {
    /** Where Secrets of ClusterIssuers are. */
    readonly #namespace: string;
    readonly #log = join(paths.logs, "cert-manager.log");
    #controllers: Companion | undefined;
    #definitions = "";

    constructor(namespace: string) {
        this.#namespace = namespace;
    }

    /**
     * Returns when it issues; builds it before, where that was not done yet. What a killed test has left of it is removed first, with all
     * Certificates. Throws where somebody else has installed one, and with its last line where it does not serve.
     */
    async start(): Promise<void> {
        const { executable, definitions } = await ensureCertManager();
        await refuseOthers();
        this.#definitions = definitions;
        await this.#remove();
        await run("kubectl", ["apply", "--server-side", "--field-manager", manager, "-f", definitions]);
        await run("kubectl", ["wait", "--for=condition=Established", "-f", definitions, "--timeout=60s"]);
        const options = ["-v=2", `--cluster-resource-namespace=${this.#namespace}`];
        const controllers = await Companion.start(executable, options, { log: this.#log });
        this.#controllers = controllers;
        await this.#firstIssuer(controllers);
    }

    /** Ends it and removes its definitions, and with them every Certificate and issuer. */
    async stop(): Promise<void> {
        await this.#controllers?.stop();
        this.#controllers = undefined;
        if (this.#definitions !== "") {
            await this.#remove();
        }
    }

    async #remove(): Promise<void> {
        await run("kubectl", ["delete", "-f", this.#definitions, "--ignore-not-found", "--timeout=120s"]);
    }

    /** Only controllers that run make an issuer ready. */
    async #firstIssuer(controllers: Companion): Promise<void> {
        const issuer = {
            apiVersion: "cert-manager.io/v1",
            kind: "ClusterIssuer",
            metadata: { name: selfSigned },
            spec: { selfSigned: {} },
        };
        await run("kubectl", ["apply", "--server-side", "-f", "-"], { input: JSON.stringify(issuer) });
        const hopeless = () => controllers.hopeless();
        await until("cert-manager", { seconds: 60, hopeless, hint: this.#log }, async () => {
            await run("kubectl", ["wait", "--for=condition=Ready", `clusterissuer/${selfSigned}`, "--timeout=10s"]);
            return true;
        });
    }
}

/** Removing its definitions would take every Certificate with them. */
async function refuseOthers(): Promise<void> {
    const answer = await run("kubectl", ["get", "crd", "-o", "json", "--show-managed-fields"]);
    const others = list(JSON.parse(answer) as Json, "items").filter(
        (definition) =>
            text(definition, "spec", "group") === "cert-manager.io" &&
            !list(definition, "metadata", "managedFields").some((entry) => text(entry, "manager") === manager),
    );
    if (others.length > 0) {
        throw new Error("cert-manager is installed in this cluster already: remove it, and run the test again");
    }
}
