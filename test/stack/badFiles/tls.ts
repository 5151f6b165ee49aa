import type { BadFile } from "../refusal";

/** A stack file whose clients may log in, with these fields of `kafka:security.tls`. */
function tls(fields: string): string {
    return `kafka:security: { authentication: offered, tls: ${fields} }`;
}

const secret = tls("{ secret: kafka-certificate }");
const issuer = tls("{ issuer: { name: ca } }");
const map = "must be a map with secret, issuer or generated";
const issuerMap = "must be a map with name, kind, group";
const dnsName = "must be a DNS name: lower-case letters, digits, '-' and '.', at most 253";
const noSource =
    "must have one of secret, issuer, generated; name a Secret with a certificate, or an issuer of cert-manager, or set generated to true";
const noLogins =
    "must be left out as long as kafka:security.authentication is none: it encrypts the connections of those who log in; set kafka:security.authentication to offered, or remove it";
const noHost =
    "kafka:brokers.external.host is missing: must be set with kafka:security.tls: clients outside hold the certificate to the name by which they connect; set it to a name or an address that leads to the brokers, such as kafka-{broker}.example.com";

const sources: readonly BadFile[] = [
    {
        name: "a Secret and an issuer",
        yaml: tls("{ secret: own, issuer: { name: ca } }"),
        errors: [
            'kafka:security.tls is {"secret":"own","issuer":{"name":"ca","kind":"ClusterIssuer…: must have one of secret, issuer, generated; remove the others',
        ],
        valid: issuer,
        editor: false,
    },
    {
        name: "neither of them",
        yaml: tls("{}"),
        errors: [`kafka:security.tls is {}: ${noSource}`],
        valid: secret,
        editor: false,
    },
    {
        name: "a Secret, and one that the program makes",
        yaml: tls("{ secret: own, generated: true }"),
        errors: [
            'kafka:security.tls is {"secret":"own","generated":true}: must have one of secret, issuer, generated; remove the others',
        ],
        valid: tls("{ generated: true }"),
        editor: false,
    },
    ...["false", '"true"', "yes"].map((value): BadFile => ({
        name: `one that the program makes, as ${value}`,
        yaml: tls(`{ generated: ${value} }`),
        errors: [`kafka:security.tls.generated is ${value === "yes" ? '"yes"' : value}: must be true, or be left out`],
        valid: tls("{ generated: true }"),
    })),
    ...["kafka-generated-tls", "kafka-authority"].map((name): BadFile => ({
        name: `the program's own ${name}`,
        yaml: tls(`{ secret: ${name} }`),
        errors: [
            `kafka:security.tls.secret is "${name}": must be another name: the program makes this Secret, and removes it again; copy what you need of it into a Secret of your own, or set generated to true`,
        ],
        valid: tls("{ secret: kafka-own }"),
        editor: false,
    })),
    {
        name: "one that the program makes, where nobody logs in",
        yaml: "kafka:security: { tls: { generated: true } }",
        errors: [`kafka:security.tls is {"generated":true}: ${noLogins}`],
        valid: tls("{ generated: true }"),
        editor: false,
    },
    {
        name: "a flag in it",
        yaml: tls("{ secret: own, enabled: false }"),
        errors: ["kafka:security.tls.enabled is unknown: valid keys are secret, issuer, generated"],
        valid: tls("{ secret: own }"),
    },
    {
        name: "a flag",
        yaml: tls("true"),
        errors: [`kafka:security.tls is true: ${map}`],
        valid: issuer,
    },
    {
        name: "the Secret without its key",
        yaml: tls("kafka-certificate"),
        errors: [`kafka:security.tls is "kafka-certificate": ${map}`],
        valid: secret,
    },
    {
        name: "nothing",
        yaml: tls(""),
        errors: [`kafka:security.tls is empty: ${map}; remove the key to have the default`],
        valid: "kafka:security: { authentication: offered }",
    },
    {
        name: "the map without its group",
        yaml: "kafka:tls: { secret: kafka-certificate }",
        errors: ["kafka:tls is unknown: did you mean kafka:security.tls?"],
        valid: secret,
    },
    {
        name: "the Secret without its map",
        yaml: "kafka:security: { authentication: offered, secret: kafka-certificate }",
        errors: ["kafka:security.secret is unknown: did you mean kafka:security.tls.secret?"],
        valid: secret,
    },
    ...["", "authentication: none, "].map((step): BadFile => ({
        name: `where nobody logs in${step === "" ? ", and nothing is said of it" : ""}`,
        yaml: `kafka:security: { ${step}tls: { secret: own } }`,
        errors: [`kafka:security.tls is {"secret":"own"}: ${noLogins}`],
        valid: tls("{ secret: own }"),
        editor: false,
    })),
];

const secrets: readonly BadFile[] = [
    {
        name: "a name in capitals, which is shown",
        yaml: tls("{ secret: Kafka_Certificate }"),
        errors: [`kafka:security.tls.secret is "Kafka_Certificate": ${dnsName}`],
        valid: secret,
    },
    {
        name: "the name of a Secret of another namespace",
        yaml: tls("{ secret: certificates/kafka }"),
        errors: [`kafka:security.tls.secret is "certificates/kafka": ${dnsName}`],
        valid: tls("{ secret: kafka }"),
    },
    {
        name: "a list of Secrets",
        yaml: tls("{ secret: [kafka-certificate] }"),
        errors: [`kafka:security.tls.secret is ["kafka-certificate"]: ${dnsName}`],
        valid: secret,
    },
    {
        name: "a Secret as Kubernetes refers to one",
        yaml: tls("{ secret: { name: kafka-certificate } }"),
        errors: [`kafka:security.tls.secret is {"name":"kafka-certificate"}: ${dnsName}`],
        valid: secret,
    },
    {
        name: "a number",
        yaml: tls("{ secret: 5 }"),
        errors: [
            `kafka:security.tls.secret is 5: ${dnsName}; put it in quotes, or use pulumi config set --path --type string kafka:security.tls.secret 5`,
        ],
        valid: tls('{ secret: "5" }'),
    },
    {
        name: "no name",
        yaml: tls("{ secret: }"),
        errors: [`kafka:security.tls.secret is empty: ${dnsName}; remove the key to have the default`],
        valid: secret,
    },
    {
        name: "a slip in its key",
        yaml: tls("{ secert: kafka-certificate }"),
        errors: ["kafka:security.tls.secert is unknown: did you mean kafka:security.tls.secret?"],
        valid: secret,
    },
    {
        name: "its key as others call it",
        yaml: tls("{ secretName: kafka-certificate, secret: kafka-certificate }"),
        errors: ["kafka:security.tls.secretName is unknown: valid keys are secret, issuer, generated"],
        valid: secret,
    },
];

const issuers: readonly BadFile[] = [
    {
        name: "an issuer without a map",
        yaml: tls("{ issuer: ca }"),
        errors: [`kafka:security.tls.issuer is "ca": ${issuerMap}`],
        valid: issuer,
    },
    {
        name: "a list of issuers",
        yaml: tls("{ issuer: [ca] }"),
        errors: [`kafka:security.tls.issuer is ["ca"]: ${issuerMap}`],
        valid: issuer,
    },
    {
        name: "an issuer without a name",
        yaml: tls("{ issuer: { kind: Issuer } }"),
        errors: [`kafka:security.tls.issuer.name is missing: ${dnsName}`],
        valid: tls("{ issuer: { kind: Issuer, name: ca } }"),
    },
    {
        name: "an issuer's name that is none",
        yaml: tls("{ issuer: { name: my_ca } }"),
        errors: [`kafka:security.tls.issuer.name is "my_ca": ${dnsName}`],
        valid: tls("{ issuer: { name: my-ca } }"),
    },
    {
        name: "a kind in small letters",
        yaml: tls("{ issuer: { name: ca, kind: issuer } }"),
        errors: [
            'kafka:security.tls.issuer.kind is "issuer": must be one of ClusterIssuer, Issuer; did you mean Issuer?',
        ],
        valid: tls("{ issuer: { name: ca, kind: Issuer } }"),
    },
    {
        name: "a kind that issues nothing",
        yaml: tls("{ issuer: { name: ca, kind: Certificate } }"),
        errors: ['kafka:security.tls.issuer.kind is "Certificate": must be one of ClusterIssuer, Issuer'],
        valid: tls("{ issuer: { name: ca, kind: ClusterIssuer } }"),
    },
    {
        name: "a group with a space",
        yaml: tls('{ issuer: { name: ca, group: "cert manager" } }'),
        errors: ['kafka:security.tls.issuer.group is "cert manager": must be an API group, without spaces'],
        valid: tls("{ issuer: { name: ca, group: awspca.cert-manager.io } }"),
    },
    {
        name: "an issuer of a namespace of its choice",
        yaml: tls("{ issuer: { name: ca, namespace: certificates } }"),
        errors: ["kafka:security.tls.issuer.namespace is unknown: valid keys are name, kind, group"],
        valid: issuer,
    },
    {
        name: "the issuer as a Certificate refers to it",
        yaml: tls("{ issuerRef: { name: ca } }"),
        errors: ["kafka:security.tls.issuerRef is unknown: did you mean kafka:security.tls.issuer?"],
        valid: issuer,
    },
];

const outside: readonly BadFile[] = ["nodePort", "loadBalancer"].flatMap((type): BadFile[] =>
    [secret, issuer].map((group) => ({
        name: `brokers that are reached by ${type}, nobody knows where, with ${group === secret ? "a Secret" : "an issuer"}`,
        yaml: `${group}\nkafka:brokers: { external: { type: ${type} } }`,
        errors: [noHost],
        valid: `${group}\nkafka:brokers: { external: { type: ${type}, host: "kafka-{broker}.example.com" } }`,
        editor: false,
    })),
);

/** A broker property about certificates, where the program sets them; without TLS it may be set. */
function owned(property: string, value: string, shown = JSON.stringify(value)): BadFile {
    const brokers = `kafka:brokers: { config: { ${property}: '${value}' } }`;
    return {
        name: `${property} beside the program's certificate`,
        yaml: `${secret}\n${brokers}`,
        errors: [
            `kafka:brokers.config["${property}"] is ${shown}: must not be set with kafka:security.tls: the program sets it, or relies on Kafka's default; remove it`,
        ],
        valid: `kafka:security: { authentication: offered }\n${brokers}`,
        editor: false,
    };
}

const reference = "${file:/etc/store:it}";

const properties: readonly BadFile[] = [
    owned("ssl.keystore.location", "/etc/store.jks"),
    owned("ssl.keystore.type", "JKS"),
    owned("ssl.truststore.location", "/etc/trust.jks"),
    owned("ssl.truststore.type", "PEM"),
    owned("ssl.client.auth", "required"),
    owned("ssl.engine.factory.class", "com.corp.Factory"),
    owned("ssl.endpoint.identification.algorithm", ""),
    owned("ssl.allow.dn.changes", "false"),
    owned("ssl.allow.san.changes", "true"),
    ...["keystore.password", "keystore.key", "keystore.certificate.chain", "key.password"].map((name) =>
        owned(`ssl.${name}`, reference, "a secret"),
    ),
    ...["truststore.password", "truststore.certificates"].map((name) => owned(`ssl.${name}`, reference, "a secret")),
    owned("listener.name.sasl.ssl.client.auth", "required"),
    owned("listener.name.external.ssl.keystore.location", "/etc/store.jks"),
    owned("listener.name.external.ssl.key.password", reference, "a secret"),
    {
        name: "a key in plain, of which is not said how it could be",
        yaml: `${secret}\nkafka:brokers: { config: { ssl.keystore.key: hunter2 } }`,
        errors: [
            'kafka:brokers.config["ssl.keystore.key"] is a secret: must not be set with kafka:security.tls: the program sets it, or relies on Kafka\'s default; remove it',
        ],
        // How TLS is spoken stays the user's to say.
        valid: `${secret}\nkafka:brokers: { config: { ssl.enabled.protocols: TLSv1.3, listener.name.sasl.ssl.cipher.suites: TLS_AES_256_GCM_SHA384 } }`,
    },
];

/** `kafka:security.tls` */
export const badTls: readonly BadFile[] = [...sources, ...secrets, ...issuers, ...outside, ...properties];
