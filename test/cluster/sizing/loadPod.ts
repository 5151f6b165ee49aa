import { userSecret } from "../../../components/kafka/users/logins";
import { containerSecurity, podDefaults } from "../../../components/kubernetes/pod";
import { scratchMounts, scratchVolumes, temporary } from "../../../components/kubernetes/scratch";

/** What a load does. */
export interface LoadOptions {
    readonly topic: string;
    /** Copies of each partition. */
    readonly replication: number;
    /** Records a second. */
    readonly rate: number;
    /** The user of the stack who writes and reads. Default: nobody, without a login. */
    readonly user?: string | undefined;
}

/** The port on which the load answers. */
export const loadPort = 8080;

/** Java unpacks native libraries there. */
const scratch = [temporary()];

/** A ConfigMap with the load's jar (base64), as a manifest. */
export function loadConfigMap(name: string, jar: string): object {
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, binaryData: { "load.jar": jar } };
}

/** The pod that runs the load, as a manifest: the brokers' image, fit for the namespaces of the stack. */
export function loadPod(name: string, image: string, { topic, replication, rate, user }: LoadOptions): object {
    const login = { name: "login", mountPath: "/login", readOnly: true };
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, labels: { "app.kubernetes.io/name": "load" } },
        spec: {
            ...podDefaults,
            // One that ends has failed, and must not begin again as if nothing had been.
            restartPolicy: "Never",
            terminationGracePeriodSeconds: 1,
            containers: [
                {
                    name: "load",
                    image,
                    command: [
                        "java",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j.configuration=file:/opt/kafka/config/tools-log4j.properties",
                        "-cp",
                        "/opt/kafka/libs/*:/load/load.jar",
                        "Load",
                        user === undefined ? "kafka:9092" : "/login/client.properties",
                        topic,
                        String(replication),
                        String(rate),
                        String(loadPort),
                    ],
                    resources: { requests: { cpu: "20m", memory: "192Mi" }, limits: { memory: "192Mi" } },
                    securityContext: containerSecurity,
                    readinessProbe: { httpGet: { path: "/state", port: loadPort }, periodSeconds: 1 },
                    volumeMounts: [
                        { name: "load", mountPath: "/load", readOnly: true },
                        ...(user === undefined ? [] : [login]),
                        ...scratchMounts(scratch),
                    ],
                },
            ],
            volumes: [
                { name: "load", configMap: { name } },
                ...(user === undefined ? [] : [{ name: login.name, secret: { secretName: userSecret(user) } }]),
                ...scratchVolumes(scratch),
            ],
        },
    };
}
