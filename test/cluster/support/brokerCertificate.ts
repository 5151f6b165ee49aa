import { connect } from "node:tls";
import type { PeerCertificate } from "node:tls";
import { text } from "../../harness";
import type { Authority } from "../../certificates";
import type { Kubectl } from "./kubectl";

/** Name of the Secret with the brokers' certificate, in the stack files of the tests. */
export const certificateSecret = "kafka-tls";

/** Puts a new certificate of the brokers into their Secret. `trusted` are all whose certificates stand in `ca.crt`. */
export async function putCertificate(
    kubectl: Kubectl,
    namespace: string,
    signer: Authority,
    trusted: readonly Authority[] = [signer],
): Promise<void> {
    const services = `${namespace}.svc.cluster.local`;
    const names = [`*.kafka-headless.${services}`, `kafka-headless.${services}`, `kafka.${services}`];
    const { certificate, key } = await signer.issue({ names });
    await kubectl.apply({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: certificateSecret },
        type: "kubernetes.io/tls",
        stringData: {
            "tls.crt": certificate,
            "tls.key": key,
            "ca.crt": trusted.map((authority) => `${authority.certificate}\n`).join(""),
        },
    });
}

/** The fingerprint of the certificate that a broker shows to whoever connects now. */
export async function shownBy(kubectl: Kubectl, pod: string): Promise<string> {
    return (await certificateOf(kubectl, pod)).fingerprint256;
}

/** The certificate that a broker shows to whoever connects now. */
export async function certificateOf(kubectl: Kubectl, pod: string): Promise<PeerCertificate> {
    const host = text(await kubectl.get("pod", pod), "status", "podIP");
    return new Promise((resolve, reject) => {
        const socket = connect({ host, port: 9093, rejectUnauthorized: false }, () => {
            resolve(socket.getPeerCertificate());
            socket.end();
        });
        socket.on("error", reject);
    });
}
