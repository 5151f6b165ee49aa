import type { BadFile } from "../refusal";

/** A stack file with AclAuthorizer, and more broker properties. */
function acl(more = ""): string {
    return `kafka:brokers: { config: { authorizer.class.name: kafka.security.authorizer.AclAuthorizer${more} } }`;
}

const unlisted =
    "must hold User:ANONYMOUS, which every broker and client is on the one listener: AclAuthorizer would let no broker talk to another; add it after a ';', or set allow.everyone.if.no.acl.found to true";
const malformed = "must be principals with their type, such as User:ANONYMOUS, with ';' between two";

/** `kafka:brokers.config`: authorizers that let no broker in. */
export const brokerConfigAuthorizer: readonly BadFile[] = [
    {
        name: "without a super user",
        yaml: acl(),
        errors: [
            'kafka:brokers.config["authorizer.class.name"] is "kafka.security.authorizer.AclAuthorizer": must let in User:ANONYMOUS, which every broker and client is on the one listener: AclAuthorizer would let no broker talk to another; set kafka:brokers.config["super.users"] to User:ANONYMOUS, or allow.everyone.if.no.acl.found to true',
        ],
        valid: acl(", super.users: 'User:ANONYMOUS'"),
        editor: false,
    },
    {
        name: "open to nobody",
        yaml: acl(", allow.everyone.if.no.acl.found: false"),
        errors: [
            'kafka:brokers.config["authorizer.class.name"] is "kafka.security.authorizer.AclAuthorizer": must let in User:ANONYMOUS, which every broker and client is on the one listener: AclAuthorizer would let no broker talk to another; set kafka:brokers.config["super.users"] to User:ANONYMOUS, or allow.everyone.if.no.acl.found to true',
        ],
        valid: acl(", allow.everyone.if.no.acl.found: true"),
        editor: false,
    },
    {
        name: "somebody else for super user",
        yaml: acl(", super.users: 'User:admin'"),
        errors: [`kafka:brokers.config["super.users"] is "User:admin": ${unlisted}`],
        valid: acl(", super.users: 'User:admin; User:ANONYMOUS;'"),
        editor: false,
    },
    {
        name: "no super user",
        yaml: acl(", super.users: ''"),
        errors: [`kafka:brokers.config["super.users"] is "": ${unlisted}`],
        valid: acl(", super.users: '', allow.everyone.if.no.acl.found: 'TRUE'"),
        editor: false,
    },
    {
        name: "every user, which is a name of its own to it",
        yaml: acl(", super.users: 'User:*'"),
        errors: [`kafka:brokers.config["super.users"] is "User:*": ${unlisted}`],
        valid: acl(", super.users: '${env:USERS}'"),
        editor: false,
    },
    {
        name: "super users with commas",
        yaml: acl(", super.users: 'User:admin,User:ANONYMOUS'"),
        errors: [`kafka:brokers.config["super.users"] is "User:admin,User:ANONYMOUS": ${unlisted}`],
        valid: acl(", super.users: 'User:admin;User:ANONYMOUS'"),
        editor: false,
    },
    {
        name: "a super user without a type",
        yaml: acl(", super.users: 'admin;User:ANONYMOUS'"),
        errors: [`kafka:brokers.config["super.users"] is "admin;User:ANONYMOUS": ${malformed}`],
        valid: acl(", super.users: 'User:CN=a,O=b;User:ANONYMOUS'"),
        editor: false,
    },
    {
        name: "an empty super user",
        yaml: acl(", super.users: 'User:admin;;User:ANONYMOUS'"),
        errors: [`kafka:brokers.config["super.users"] is "User:admin;;User:ANONYMOUS": ${malformed}`],
        valid: acl(", super.users: 'User:ANONYMOUS;;'"),
        editor: false,
    },
    {
        name: "a word that is no flag",
        yaml: acl(", allow.everyone.if.no.acl.found: 'yes'"),
        errors: ['kafka:brokers.config["allow.everyone.if.no.acl.found"] is "yes": must be true or false'],
        valid: acl(", allow.everyone.if.no.acl.found: '${env:OPEN}'"),
        editor: false,
    },
    {
        name: "principals of a builder, and no super user",
        yaml: acl(", principal.builder.class: com.corp.Builder"),
        errors: [
            'kafka:brokers.config["authorizer.class.name"] is "kafka.security.authorizer.AclAuthorizer": must let in the principal that principal.builder.class makes of brokers: AclAuthorizer would let no broker talk to another; set kafka:brokers.config["super.users"] to the principal that principal.builder.class makes of brokers, or allow.everyone.if.no.acl.found to true',
        ],
        valid: acl(", principal.builder.class: com.corp.Builder, super.users: 'Pod:kafka'"),
        editor: false,
    },
    {
        name: "Kafka's own builder of principals for the listener",
        yaml: acl(
            ", super.users: 'Pod:kafka', principal.builder.class: com.corp.Builder, listener.name.internal.principal.builder.class: org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder",
        ),
        errors: [`kafka:brokers.config["super.users"] is "Pod:kafka": ${unlisted}`],
        valid: acl(", super.users: 'Pod:kafka', listener.name.internal.principal.builder.class: com.corp.Builder"),
        editor: false,
    },
    {
        name: "the authorizer of KRaft",
        yaml: "kafka:brokers: { config: { authorizer.class.name: org.apache.kafka.metadata.authorizer.StandardAuthorizer, super.users: 'User:ANONYMOUS' } }",
        errors: [
            'kafka:brokers.config["authorizer.class.name"] is "org.apache.kafka.metadata.authorizer.StandardAuthorizer": must be kafka.security.authorizer.AclAuthorizer, the only one of Kafka 3 that works with ZooKeeper, or a plug-in\'s',
        ],
        valid: "kafka:brokers: { config: { authorizer.class.name: org.openpolicyagent.kafka.OpaAuthorizer } }",
        editor: false,
    },
    {
        name: "the authorizer of Kafka 2",
        yaml: "kafka:brokers: { config: { authorizer.class.name: kafka.security.auth.SimpleAclAuthorizer, super.users: 'User:ANONYMOUS' } }",
        errors: [
            'kafka:brokers.config["authorizer.class.name"] is "kafka.security.auth.SimpleAclAuthorizer": must be kafka.security.authorizer.AclAuthorizer, the only one of Kafka 3 that works with ZooKeeper, or a plug-in\'s',
        ],
        valid: 'kafka:brokers: { config: { authorizer.class.name: "${env:AUTHORIZER}" } }',
        editor: false,
    },
];
