import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "@pulumi/pulumi/provider";
import { construct } from "./component";
import { packageSchema } from "./schema";

// The component package as the engine starts it, for programs in any language: PulumiPlugin.yaml, package.json (`main`).
const { version } = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as {
    readonly version: string;
};
const getSchema = (): Promise<string> => Promise.resolve(JSON.stringify(packageSchema(version)));

// The port of the server is what the engine reads first; its own address is the last argument.
void main({ version, getSchema, construct }, process.argv.slice(2));
