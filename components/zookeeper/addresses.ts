/** The port clients use. */
export const clientPort = 2181;
/** The port followers use to reach the leader. */
export const followerPort = 2888;
/** The port of leader elections. */
export const electionPort = 3888;

function hosts(name: string, headlessDns: string, replicas: number): string[] {
    return Array.from({ length: replicas }, (_, ordinal) => `${name}-${ordinal}.${headlessDns}`);
}

/**
 * `ZOO_SERVERS` of the official image: blank-separated, ids from 1, and the client port after `;`, which is mandatory since 3.5
 * because the image writes no `clientPort` line.
 */
export function zooServers(name: string, headlessDns: string, replicas: number): string {
    return hosts(name, headlessDns, replicas)
        .map((host, ordinal) => `server.${ordinal + 1}=${host}:${followerPort}:${electionPort};${clientPort}`)
        .join(" ");
}

/** `host:2181,host:2181`: every server by name, so that clients fail over by themselves. */
export function connectionString(name: string, headlessDns: string, replicas: number): string {
    return hosts(name, headlessDns, replicas)
        .map((host) => `${host}:${clientPort}`)
        .join(",");
}
