import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { paths } from "../paths";
import { LocalError, step } from "../progress";
import type { Tools } from "../toolchain/tools";
import { ensureCertificates } from "./certificates";
import { ensurePodsGroup } from "./cgroups";
import { removeShimSockets, startContainerd } from "./containerd";
import {
    startApiServer,
    startControllers,
    startEtcd,
    startLoadBalancers,
    startProvisioner,
    startScheduler,
} from "./controlPlane";
import { writeKubeconfig } from "./identities";
import { startKubelet, untilNodeReady } from "./kubelet";
import { runFiles } from "./layout";
import { applyManifests } from "./manifests";
import { ensureBridge } from "./network";
import { startPolicies, untilPoliciesWork } from "./policies";
import { exclusively, runningServers } from "./processes";
import { startDns, startProxy, untilDnsAnswers, untilServicesWork } from "./services";
import { rememberSysctls } from "./sysctls";

/**
 * Brings the node up, or what of it does not run: after a first start, a stop, a reboot, a kill of any server or of an earlier start.
 * Returns when the API answers, the node is Ready, Services and DNS answer, NetworkPolicies are enforced and the StorageClass exists, and `withContainerd` is done: it is
 * called as soon as containerd answers, to import the images that pods need. Throws a LocalError when another command is at it, another cluster is up,
 * or a server does not come up (its log is named).
 */
export async function nodeUp(
    tools: Tools,
    withContainerd: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
    await exclusively(() =>
        step("starting the node", async () => {
            refuseOtherCluster();
            beginBoot();
            await ensureCertificates();
            writeKubeconfig("admin");
            rememberSysctls();
            ensurePodsGroup();
            await ensureBridge();
            const { node } = tools;
            const containerd = startContainerd();
            const servers = async (): Promise<void> => {
                await Promise.all([containerd, startEtcd(node).then(() => startApiServer(node))]);
                await Promise.all([
                    startControllers(node),
                    startScheduler(node),
                    startKubelet(node),
                    startProxy(node),
                    // These have no rights before the manifests give them some.
                    applyManifests().then(() =>
                        Promise.all([
                            startDns(node),
                            startProvisioner(node),
                            startLoadBalancers(node),
                            startPolicies(node),
                        ]),
                    ),
                ]);
                await Promise.all([untilNodeReady(), untilDnsAnswers(), untilServicesWork(), untilPoliciesWork()]);
            };
            await Promise.all([servers(), containerd.then(withContainerd)]);
        }),
    );
}

function refuseOtherCluster(): void {
    const other = runningServers().find(({ state }) => state !== paths.state);
    if (other === undefined) {
        return;
    }
    throw new LocalError(
        `another local cluster runs, with its state in ${other.state}: stop it first (KAFKA_LOCAL_STATE=${other.state} npm run local -- down)`,
    );
}

/** Makes the directories; what an earlier boot left in the run directory (it need not be a tmpfs) describes nothing any more. */
function beginBoot(): void {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    if (!existsSync(runFiles.boot) || readFileSync(runFiles.boot, "utf8") !== boot) {
        removeShimSockets();
        rmSync(paths.run, { recursive: true, force: true });
    }
    for (const directory of [paths.state, paths.run]) {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
    }
    writeFileSync(runFiles.boot, boot);
}
