import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as prettier from "prettier";
import { stackSchema } from "./stackSchema";
import { reservedTable, settingsReference } from "./reference";

/** A file that follows from the settings schema. */
export interface Document {
    /** Its path from the top of the project. */
    readonly name: string;
    /** Its full path. */
    readonly file: string;
    /** What it must hold. */
    readonly text: string;
    /** What it holds; undefined where it does not exist. */
    readonly present: string | undefined;
}

const root = dirname(dirname(__dirname));

const page = `# Settings

Everything that a stack file \`Pulumi.<stack>.yaml\` may say below \`kafka:\`. Every field may be left out. A wrong value or an unknown key
stops \`pulumi preview\` with one line for each; an editor that knows YAML schemas says the same while you type, given this first line of
the stack file:

\`\`\`yaml
# yaml-language-server: $schema=stack/stack.schema.json
config:
  kafka:brokers:
    replicas: 5
    config:
      log.retention.hours: 48
\`\`\`

Sizes are Kubernetes quantities: \`500m\` or \`2\` of cpu, \`512Mi\` or \`2Gi\` of memory and disk. No setting but \`kafka:passwords\` takes a secret.

This page is generated from the settings of each part (\`components/*/settings.ts\`) (\`npm run schema\`).

${settingsReference()}
## Broker properties

\`kafka:brokers.config\` takes every property of a Kafka 3.9 broker but those that the program sets itself. A name that is nearly one of
Kafka's is refused as a slip; a name that is far from all of them is passed on with a warning, for plug-ins. Refused are also values with
which a broker would not start, and limits of connections that would lock the brokers themselves out.

${reservedTable()}`;

/** Every such file as it is and as it must be. */
export async function documents(): Promise<Document[]> {
    return Promise.all([
        formatted("stack/stack.schema.json", JSON.stringify(stackSchema())).then(document("stack/stack.schema.json")),
        formatted("docs/settings.md", page).then(document("docs/settings.md")),
    ]);
}

function document(name: string): (text: string) => Document {
    return (text) => ({ name, file: join(root, name), text, present: read(name) });
}

function read(name: string): string | undefined {
    const file = join(root, name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Formatted as the project's format check wants it. */
async function formatted(name: string, text: string): Promise<string> {
    const filepath = join(root, name);
    return prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath });
}
