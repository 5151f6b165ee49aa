import type { Rendering } from "./index";
import { fieldsAt, textAt } from "./json";
import type { Fields, Json } from "./json";
import { manifestFile } from "./manifests";

/** The annotation by which Argo CD waits for one wave before the next. */
const syncWave = "argocd.argoproj.io/sync-wave";

/** The same with each wave as Argo CD's. */
export function withSyncWaves(rendering: Rendering): Rendering {
    return {
        ...rendering,
        objects: rendering.objects.map(({ object, wave }) => ({ object: annotated(object, String(wave)), wave })),
    };
}

function annotated(object: Json, wave: string): Json {
    const metadata = fieldsAt(object, "metadata");
    const annotations = { ...fieldsAt(metadata, "annotations"), [syncWave]: wave };
    return { ...(object as Fields), metadata: { ...metadata, annotations } };
}

/** What is left out, as comments. */
function comments({ leftOut }: Rendering): string {
    return leftOut.map((line) => `# left out: ${line}\n`).join("");
}

/** All objects as one stream. */
export function stream(rendering: Rendering): string {
    return `${manifestFile(rendering.objects.map(({ object }) => object))}${comments(rendering)}`;
}

/** The first line of the file by which a folder is known to hold a rendering. */
export const mark = "# Made by npm run render: edits are lost.";

/** One file for each object by path, a folder for each wave, and a `kustomization.yaml` for each folder and for all of them. */
export function files(rendering: Rendering): ReadonlyMap<string, string> {
    const { objects } = rendering;
    const waves = [...new Set(objects.map(({ wave }) => wave))];
    const named = objects.map(({ object, wave }) => ({ path: `${wave}/${fileName(object)}`, object }));
    return new Map([
        ["kustomization.yaml", `${mark}\n${comments(rendering)}${kustomization(waves.map(String))}`],
        ...waves.map((wave): [string, string] => {
            const own = named.filter(({ path }) => path.startsWith(`${wave}/`));
            return [`${wave}/kustomization.yaml`, kustomization(own.map(({ object }) => fileName(object)))];
        }),
        ...named.map(({ path, object }): [string, string] => [path, manifestFile([object])]),
    ]);
}

function fileName(object: Json): string {
    return `${textAt(object, "kind").toLowerCase()}-${textAt(object, "metadata", "name")}.yaml`;
}

function kustomization(resources: readonly string[]): string {
    return manifestFile([
        {
            apiVersion: "kustomize.config.k8s.io/v1beta1",
            kind: "Kustomization",
            // By default kustomize sorts by kind, and Jobs would come before what they wait for.
            sortOptions: { order: "fifo" },
            resources,
        },
    ]);
}
