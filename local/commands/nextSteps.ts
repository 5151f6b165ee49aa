import type { Outputs } from "./deploy";

/** What to type next, for a person: the local shell first, because everything else happens in it. */
export function nextSteps(outputs?: Outputs): string {
    const shell = `
Make this shell local, so that pulumi and kubectl work on this cluster:
  eval "$(npm run -s local -- env)"
`;
    const cluster = `
Stop it, keeping the data:      npm run local -- down
Remove it with all data:        npm run local -- clean
`;
    if (outputs === undefined) {
        return `${shell}\nThen deploy:  pulumi stack select --create dev && pulumi up\n${cluster}`;
    }
    const facts: Readonly<Record<string, string | undefined>> = {
        namespace: outputs.namespace,
        "bootstrap servers": outputs.bootstrapServers,
        ZooKeeper: outputs.zookeeperConnectionString,
        "Kafka Manager": outputs.kafkaManagerUrl,
        "  user": outputs.kafkaManagerUsername,
    };
    const known = Object.entries(facts).flatMap(([name, value]) =>
        value === undefined ? [] : `${name.padEnd(20)}${value}\n`,
    );
    const commands = inOrder(outputs.commands).map(([name, command]) => `  # ${spaced(name)}\n  ${command}\n`);
    return `\n${known.join("")}${shell}\nand then, for example:\n${commands.join("")}\nEdit Pulumi.dev.yaml and run pulumi up to size it.\n${cluster}`;
}

/** The engine sorts names; a person writes records before reading them. */
function inOrder(commands: Readonly<Record<string, string>>): [string, string][] {
    const { produce, ...rest } = commands;
    return Object.entries(produce === undefined ? rest : { produce, ...rest });
}

/** `openKafkaManager` as words: `open kafka manager`. */
function spaced(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
