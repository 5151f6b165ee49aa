import { mkdirSync } from "node:fs";
import { paths } from "../paths";
import { writeKubeconfig } from "./kubeconfig";
import { ensureServer } from "./processes";

/** Starts the provisioner: a directory of the machine for each claim, and larger claims made larger. */
export async function startProvisioner(binary: string): Promise<void> {
    mkdirSync(paths.volumes, { recursive: true, mode: 0o711 });
    await ensureServer({
        name: "provisioner",
        command: binary,
        args: ["provisioner", `--kubeconfig=${writeKubeconfig("provisioner")}`, `--directory=${paths.volumes}`],
    });
}
