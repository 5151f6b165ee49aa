import { harmless, inPlace, refused, warned } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { brokersLogIn } from "./authentication";
import type { Authentication, ListenerSecurity } from "./authentication";
import { tlsSecret } from "./tls";

/** What is known of the certificates of running brokers. */
export interface TlsFacts {
    /** The Secrets from which running brokers have their certificates, each once, undefined for none; no entry where none has ever started. */
    readonly certificates?: readonly (string | undefined)[];
    /** Whether brokers with the certificate that runs and brokers with the wanted one trust each other. */
    readonly trustEachOther?: boolean;
}

const downgrade =
    "set kafka:security.authentication back to offered first, by one step with each pulumi up, and forward again after this edit";

/**
 * An edit of where the certificate comes from; `running` are the steps of the running brokers. While brokers log in to each other, all of them must
 * either encrypt or not.
 */
export function tlsEdit(
    old: ListenerSecurity,
    wanted: ListenerSecurity,
    running: readonly Authentication[],
    { trustEachOther = false }: TlsFacts,
): Outcome {
    if (running.length === 0) {
        return harmless();
    }
    const logIn = [...running, wanted.authentication].some(brokersLogIn);
    if (old.tls === undefined || wanted.tls === undefined) {
        const what = wanted.tls === undefined ? "no longer encrypts" : "encrypts";
        return logIn
            ? refused(
                  `a broker that ${what} its connections and one that has not restarted yet would lose each other`,
                  downgrade,
              )
            : warned(
                  wanted.tls === undefined
                      ? "connections of whoever logs in are in plain text again, and need other client.properties, as each broker restarts"
                      : "whoever logs in needs client.properties as they will be, with the authority in them, as each broker restarts",
              );
    }
    if (tlsSecret(old.tls) === tlsSecret(wanted.tls)) {
        return inPlace(
            "brokers take the certificate of the other issuer without a restart, a few minutes after they trust it; clients need client.properties as they will be",
        );
    }
    return logIn && !trustEachOther
        ? refused(
              "it is not known that brokers with the one certificate and with the other trust each other",
              // Into a Secret of the program's nobody else may write.
              old.tls.generated === true || wanted.tls.generated === true
                  ? downgrade
                  : "put the authorities of both into the ca.crt of both Secrets, and wait 5 minutes",
          )
        : harmless("clients need client.properties as they will be, where the authority is another");
}

/** Why brokers must not begin to log in to each other; undefined where they may. */
export function halfEncrypted({ tls }: ListenerSecurity, { certificates = [] }: TlsFacts): Outcome | undefined {
    const wanted = tls === undefined ? undefined : tlsSecret(tls);
    return certificates.some((secret) => secret !== wanted)
        ? refused(
              `brokers still run with ${wanted === undefined ? "a" : "no or another"} certificate, for the last edit was not carried out to its end, and would lose those that have restarted`,
              "set it back to offered first, run pulumi up, and go on from there",
          )
        : undefined;
}
