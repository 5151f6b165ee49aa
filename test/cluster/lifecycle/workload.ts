import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeArchive } from "../../../local/images/archive";
import { copy, writeTar } from "../../../local/images/tar";
import { pauseImage } from "../../../local/node/containerd";

/** Writes an archive of the pause image, the only one that this suite needs: it makes both the pod and its container. Returns its path and its removal. */
export async function pauseArchive(pause: string): Promise<{ readonly path: string; readonly remove: () => void }> {
    const directory = mkdtempSync(join(tmpdir(), "pause-"));
    const [layer, path] = [join(directory, "layer.tar"), join(directory, "image.tar")];
    await writeTar(layer, [copy("pause", pause, { mode: 0o755 })]);
    await writeArchive(path, [{ reference: pauseImage, config: { Entrypoint: ["/pause"] }, layers: [layer] }]);
    return {
        path,
        remove: () => {
            rmSync(directory, { recursive: true });
        },
    };
}

/** A pod with a volume, made again by its StatefulSet wherever it is lost. */
export const workload = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "held", namespace: "default" },
    spec: {
        serviceName: "held",
        selector: { matchLabels: { app: "held" } },
        template: {
            metadata: { labels: { app: "held" } },
            spec: {
                containers: [{ name: "held", image: pauseImage, volumeMounts: [{ name: "data", mountPath: "/data" }] }],
                terminationGracePeriodSeconds: 1,
            },
        },
        volumeClaimTemplates: [
            {
                metadata: { name: "data" },
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
            },
        ],
    },
};
