import type { BadFile } from "../refusal";

/** A stack file with these fields of `kafka:security`. */
function security(fields: string): string {
    return `kafka:security: { ${fields} }`;
}

/** The same, with broker properties. */
function withConfig(fields: string, config: string): string {
    return `${security(fields)}\nkafka:brokers: { config: { ${config} } }`;
}

/** A broker property that the program sets at a step; at `none` it may be set. */
function owned(step: string, property: string, value: string, shown = JSON.stringify(value)): BadFile {
    return {
        name: `${property} where logins are ${step}`,
        yaml: withConfig(`authentication: ${step}`, `${property}: '${value}'`),
        errors: [
            `kafka:brokers.config["${property}"] is ${shown}: must not be set while kafka:security.authentication is ${step}: the program sets it; remove it`,
        ],
        valid: withConfig("authentication: none", `${property}: '${value}'`),
        editor: false,
    };
}

const from = "the authorizer comes from the program, which knows by which names brokers log in; remove it, and";
const later = `${from} once kafka:security.authentication is required, set kafka:security.authorization to acl if grants are to be heeded`;
const now = `${from} set kafka:security.authorization to acl if grants are to be heeded`;

/** A broker property of an authorizer of one's own, where brokers log in; where they do not it may be set. */
function authorizes(step: "preferred" | "required", property: string, value: string, beside = ""): BadFile {
    return {
        name: `${property} where logins are ${step}`,
        yaml: withConfig(`authentication: ${step}`, `${property}: ${value}`),
        errors: [
            `kafka:brokers.config["${property}"] is ${/^(true|false)$/.test(value) ? value : JSON.stringify(value)}: must not be set while kafka:security.authentication is ${step}: ${step === "required" ? now : later}`,
        ],
        valid: withConfig("authentication: offered", `${property}: ${value}${beside}`),
        editor: false,
    };
}

const steps = "must be one of none, offered, preferred, required";
const version = "must be an integer from 1 to 1000000";
const acl = "authentication: required, authorization: acl";
const aclAuthorizer = "kafka.security.authorizer.AclAuthorizer";
const isAcl = "must not be set while kafka:security.authorization is acl";
const otherProvider = "the program has a provider of this name; give yours another name, also where values refer to it";
const whileOffered = "while kafka:security.authentication is offered";
const first = (step: string) =>
    `kafka:security.authorization is "acl": must be none as long as kafka:security.authentication is ${step}: whoever has not logged in has no grants; set kafka:security.authentication to required first`;

/** An image of ZooKeeper that does not refuse whoever does not log in; the next line does, and before `required` nobody is refused. */
function enforces(image: string, valid: string): BadFile {
    return {
        name: `${image} where everybody has to log in`,
        yaml: `${security("authentication: required")}\nkafka:images: { zookeeper: '${image}' }`,
        errors: [
            `kafka:images.zookeeper is "${image}": must be ZooKeeper 3.7 or newer while kafka:security.authentication is required: older ones let in whoever does not log in; run a newer ZooKeeper first`,
        ],
        valid,
        editor: false,
    };
}

const older = "kafka:images: { zookeeper: 'zookeeper:3.6.4' }";

const fields: readonly BadFile[] = [
    enforces("zookeeper:3.6.4", `${security("authentication: preferred")}\n${older}`),
    enforces(
        "mirror.local/hub/zookeeper:3.5",
        `${security("authentication: required")}\nkafka:images: { zookeeper: 'mirror.local/hub/zookeeper:3.7' }`,
    ),
    {
        name: "a step in capitals",
        yaml: security("authentication: Required"),
        errors: [`kafka:security.authentication is "Required": ${steps}; did you mean required?`],
        valid: security("authentication: required"),
    },
    {
        name: "a slip in a step",
        yaml: security("authentication: prefered"),
        errors: [`kafka:security.authentication is "prefered": ${steps}; did you mean preferred?`],
        valid: security("authentication: preferred"),
    },
    {
        name: "a mechanism for a step",
        yaml: security("authentication: SCRAM-SHA-512"),
        errors: [`kafka:security.authentication is "SCRAM-SHA-512": ${steps}`],
        valid: security("authentication: offered"),
    },
    {
        name: "a flag for a step",
        yaml: security("authentication: true"),
        errors: [`kafka:security.authentication is true: ${steps}`],
        valid: security("authentication: required"),
    },
    {
        name: "a step without a value",
        yaml: security("authentication: "),
        errors: [`kafka:security.authentication is empty: ${steps}; remove the key to have the default`],
        valid: security(""),
    },
    {
        name: "a slip in the name of the steps",
        yaml: security("authentification: offered"),
        errors: ["kafka:security.authentification is unknown: did you mean kafka:security.authentication?"],
        valid: security("authentication: offered"),
    },
    {
        name: "the steps without their group",
        yaml: "kafka:authentication: offered",
        errors: ["kafka:authentication is unknown: did you mean kafka:security.authentication?"],
        valid: security("authentication: offered"),
    },
    {
        name: "authorization as a flag",
        yaml: security("authentication: required, authorization: true"),
        errors: ["kafka:security.authorization is true: must be one of none, acl"],
        valid: security(acl),
    },
    {
        name: "authorization in capitals",
        yaml: security("authentication: required, authorization: ACL"),
        errors: ['kafka:security.authorization is "ACL": must be one of none, acl; did you mean acl?'],
        valid: security(acl),
    },
    {
        name: "authorization as others spell it",
        yaml: security("authentication: required, authorisation: acl"),
        errors: ["kafka:security.authorisation is unknown: did you mean kafka:security.authorization?"],
        valid: security(acl),
    },
    ...["none", "offered", "preferred"].map((step): BadFile => ({
        name: `grants that are heeded where logins are ${step}`,
        yaml: security(`authentication: ${step}, authorization: acl`),
        errors: [first(step)],
        valid: security(acl),
        editor: false,
    })),
    {
        name: "grants that are heeded where nothing is said of logins",
        yaml: security("authorization: acl"),
        errors: [first("none")],
        valid: security("authorization: none"),
        editor: false,
    },
    {
        name: "no password of the brokers",
        yaml: security("passwordVersion: 0"),
        errors: [`kafka:security.passwordVersion is 0: ${version}`],
        valid: security("passwordVersion: 1"),
    },
    {
        name: "a version of their password as a text",
        yaml: security('passwordVersion: "2"'),
        errors: [`kafka:security.passwordVersion is "2": ${version}; write it without quotes`],
        valid: security("passwordVersion: 2"),
    },
    {
        name: "half a version of their password",
        yaml: security("passwordVersion: 2.5"),
        errors: [`kafka:security.passwordVersion is 2.5: ${version}`],
        valid: security("passwordVersion: 1000000"),
    },
    {
        name: "the version of their password in other letters",
        yaml: security("password_version: 2"),
        errors: ["kafka:security.password_version is unknown: did you mean kafka:security.passwordVersion?"],
        valid: security("passwordVersion: 2"),
    },
    {
        name: "the version of some password",
        yaml: "kafka:passwordVersion: 2",
        errors: [
            "kafka:passwordVersion is unknown: valid keys are kafka:namespace, kafka:images, kafka:storage, kafka:zookeeper, kafka:brokers, kafka:topics, kafka:kafkaManager, kafka:metrics, kafka:security, kafka:users, kafka:allow, kafka:passwords",
        ],
        valid: security("passwordVersion: 2"),
    },
];

const jaas = "sasl.jaas.config";
const reference = "${file:/etc/login:it}";

const properties: readonly BadFile[] = [
    ...["offered", "preferred", "required"].flatMap((step) => [
        owned(step, "sasl.enabled.mechanisms", "PLAIN"),
        owned(step, "sasl.mechanism.inter.broker.protocol", "PLAIN"),
        owned(step, "sasl.login.callback.handler.class", "com.corp.Handler"),
        owned(step, "sasl.client.callback.handler.class", "com.corp.Handler"),
        owned(step, `listener.name.sasl.scram-sha-512.${jaas}`, reference, "a secret"),
        owned(step, `listener.name.external.scram-sha-512.${jaas}`, reference, "a secret"),
    ]),
    owned("offered", `listener.name.internal.plain.${jaas}`, reference, "a secret"),
    owned("offered", "listener.name.sasl.sasl.enabled.mechanisms", "PLAIN"),
    owned("required", "sasl.login.class", "com.corp.Login"),
    owned("required", "sasl.server.callback.handler.class", "com.corp.Handler"),
    owned("required", "listener.name.sasl.scram-sha-512.sasl.server.callback.handler.class", "com.corp.Handler"),
    {
        name: "a login in plain, of which is not said how it could be",
        yaml: withConfig("authentication: offered", `listener.name.sasl.scram-sha-512.${jaas}: hunter2`),
        errors: [
            `kafka:brokers.config["listener.name.sasl.scram-sha-512.${jaas}"] is a secret: must not be set ${whileOffered}: the program sets it; remove it`,
        ],
        valid: withConfig("authentication: offered", `${jaas}: '${reference}'`),
        editor: false,
    },
    {
        name: "a provider of the program's name",
        yaml: withConfig("authentication: offered", "config.providers: 'env, login'"),
        errors: [
            `kafka:brokers.config["config.providers"] is "env, login": must not name login ${whileOffered}: ${otherProvider}`,
        ],
        valid: withConfig("authentication: offered", "config.providers: 'env,logins'"),
        editor: false,
    },
    {
        name: "its class and what it takes",
        yaml: withConfig(
            "authentication: offered",
            "config.providers: login, config.providers.login.class: a.B, config.providers.login.param.x: y",
        ),
        errors: [
            `kafka:brokers.config["config.providers"] is "login": must not name login ${whileOffered}: ${otherProvider}`,
            `kafka:brokers.config["config.providers.login.class"] is "a.B": must not be set ${whileOffered}: ${otherProvider}`,
            `kafka:brokers.config["config.providers.login.param.x"] is "y": must not be set ${whileOffered}: ${otherProvider}`,
        ],
        valid: withConfig(
            "authentication: offered",
            "config.providers: mine, config.providers.mine.class: a.B, config.providers.mine.param.x: y",
        ),
        editor: false,
    },
];

const authorizers: readonly BadFile[] = [
    ...(["preferred", "required"] as const).flatMap((step) => [
        authorizes(step, "super.users", "User:ANONYMOUS"),
        authorizes(step, "authorizer.class.name", aclAuthorizer, ", super.users: 'User:ANONYMOUS'"),
        authorizes(step, "allow.everyone.if.no.acl.found", "true"),
    ]),
    authorizes("required", "authorizer.class.name", "org.openpolicyagent.kafka.OpaAuthorizer"),
    {
        name: "super users beside those of the program",
        yaml: withConfig(acl, "super.users: 'User:admin'"),
        errors: [`kafka:brokers.config["super.users"] is "User:admin": ${isAcl}: the program sets it; remove it`],
        valid: security(acl),
        editor: false,
    },
    {
        name: "the program's own authorizer once more, and everybody's",
        yaml: withConfig(acl, `authorizer.class.name: ${aclAuthorizer}, allow.everyone.if.no.acl.found: true`),
        errors: [
            `kafka:brokers.config["authorizer.class.name"] is "${aclAuthorizer}": ${isAcl}: the program sets it; remove it`,
            `kafka:brokers.config["allow.everyone.if.no.acl.found"] is true: ${isAcl}: the program sets it; remove it`,
        ],
        valid: security(acl),
        editor: false,
    },
    {
        name: "other principals than the names by which users log in",
        yaml: withConfig(acl, "principal.builder.class: com.corp.Builder"),
        errors: [
            `kafka:brokers.config["principal.builder.class"] is "com.corp.Builder": ${isAcl}: grants are for the names by which users log in; remove it`,
        ],
        valid: withConfig("authentication: required", "principal.builder.class: com.corp.Builder"),
        editor: false,
    },
    {
        name: "the same at the listener of the brokers",
        yaml: withConfig(acl, "listener.name.sasl.principal.builder.class: com.corp.Builder"),
        errors: [
            `kafka:brokers.config["listener.name.sasl.principal.builder.class"] is "com.corp.Builder": ${isAcl}: grants are for the names by which users log in; remove it`,
        ],
        valid: withConfig(acl, "listener.name.sasl.connections.max.reauth.ms: 1000"),
        editor: false,
    },
    {
        name: "a listener that is never the user's to start early",
        yaml: withConfig("authentication: required", "early.start.listeners: SASL"),
        errors: [
            'kafka:brokers.config["early.start.listeners"] is "SASL": must not be set: the program sets the listeners; remove it',
        ],
        valid: security("authentication: required"),
    },
    {
        name: "several at once",
        yaml: `${withConfig("authentication: preferred, authorization: acl, passwordVersion: -1", "super.users: 'User:a', sasl.enabled.mechanisms: PLAIN, num.io.threads: 0")}\nkafka:users: [{ name: kafka-broker }]`,
        errors: [
            first("preferred"),
            `kafka:security.passwordVersion is -1: ${version}`,
            `kafka:brokers.config["super.users"] is "User:a": ${isAcl}: the program sets it; remove it`,
            'kafka:brokers.config["sasl.enabled.mechanisms"] is "PLAIN": must not be set while kafka:security.authentication is preferred: the program sets it; remove it',
            'kafka:brokers.config["num.io.threads"] is 0: must be an integer of at least 1',
            'kafka:users[0].name is "kafka-broker": must not be a name that the program\'s own users have; choose another',
        ],
        valid: `${withConfig(acl, "num.io.threads: 1")}\nkafka:users: [{ name: broker }]`,
    },
];

/** `kafka:security`: who logs in, and who may do what. */
export const authentication: readonly BadFile[] = [...fields, ...properties, ...authorizers];
