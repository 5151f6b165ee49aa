import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attempt } from "../../local/child";
import { choosePlugins, needed } from "../../local/engine/plugins";
import { placesOf } from "../../local/engine/official";
import { preference } from "../../local/standIns";
import { ensureBuilt } from "../../local/toolchain/build";
import { pulumiOnPath } from "../../local/toolchain/pulumiOnPath";
import { pulumi } from "../../local/toolchain/recipes";

const top = join(__dirname, "..", "..");

/** What a command of the CLI said, both streams in one text, and how it ended. */
export interface Said {
    readonly code: number | undefined;
    readonly text: string;
}

/** The real CLI with plugins and states in a directory of its own: it previews stacks of this project, and reaches no cluster. */
export class Engine {
    private readonly directory = mkdtempSync(join(tmpdir(), "engine-"));
    private readonly project = join(this.directory, "project");
    private readonly cli: string;

    private constructor(cli: string) {
        this.cli = cli;
        mkdirSync(join(this.directory, "backend"));
        mkdirSync(this.project);
        copyFileSync(join(top, "Pulumi.yaml"), join(this.project, "Pulumi.yaml"));
    }

    /** Makes sure of the CLI, which is built where there is none (about four minutes the first time), and of its plugins. */
    static async open(): Promise<Engine> {
        const recipe = pulumi();
        const cli = (await pulumiOnPath()) ?? (await ensureBuilt([recipe]))(recipe);
        const engine = new Engine(cli);
        const { directory } = engine;
        const places = { ...placesOf(cli), ours: join(directory, "plugins"), bin: join(directory, "bin") };
        // Nothing is fetched: what a preview needs of a provider, its stand-in has.
        await choosePlugins(needed, preference("KAFKA_LOCAL_PLUGINS"), places, () => Promise.resolve());
        return engine;
    }

    /** Previews a stack with the text of its file, from nothing; `args` are more arguments of the CLI. */
    async preview(stack: string, file: string, ...args: readonly string[]): Promise<Said> {
        // A copy: the CLI writes the salt of the state's secrets into it.
        const config = join(this.project, `Pulumi.${stack}.yaml`);
        writeFileSync(config, file);
        const init = await this.run(["stack", "init", stack, "--cwd", this.project]);
        if (init.code !== 0) {
            throw new Error(`pulumi stack init ${stack}: ${init.text}`);
        }
        return this.run(["preview", "--stack", stack, "--config-file", config, "--cwd", top, ...args]);
    }

    /** Removes everything that it wrote. */
    close(): void {
        rmSync(this.directory, { recursive: true, force: true });
    }

    private async run(args: readonly string[]): Promise<Said> {
        const { directory } = this;
        const env = {
            ...process.env,
            PATH: [join(directory, "bin"), process.env["PATH"] ?? ""].join(":"),
            PULUMI_HOME: directory,
            PULUMI_BACKEND_URL: `file://${join(directory, "backend")}`,
            PULUMI_CONFIG_PASSPHRASE: "",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            KUBECONFIG: join(directory, "no-kubeconfig"),
        };
        const { code, stdout, stderr } = await attempt(this.cli, [...args, "--non-interactive", "--color", "never"], {
            env,
        });
        return { code, text: `${stdout}${stderr}` };
    }
}
