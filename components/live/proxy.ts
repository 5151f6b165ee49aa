import { BlockList, isIP, isIPv6 } from "node:net";

/**
 * The proxy by which Go reaches a server, and so Pulumi's provider: an URL; undefined for none. Unlike what Node's libraries take from the same
 * variables, names in capitals come first, a proxy without a scheme speaks HTTP, NO_PROXY may list networks (`10.0.0.0/8`), ALL_PROXY says
 * nothing, and what runs on this machine is reached as it is (golang.org/x/net/http/httpproxy).
 */
export function proxyFor(server: string, environment: NodeJS.ProcessEnv): string | undefined {
    const { protocol, hostname, port } = new URL(server);
    const isPlain = protocol === "http:";
    const proxy = variable(environment, isPlain ? "HTTP_PROXY" : "HTTPS_PROXY");
    const host = withoutBrackets(hostname);
    if (proxy === "" || isLocal(host)) {
        return undefined;
    }
    const exceptions = variable(environment, "NO_PROXY").toLowerCase().split(",");
    const asked = { host, port: port === "" ? (isPlain ? "80" : "443") : port };
    if (exceptions.some((exception) => excepts(exception.trim(), asked))) {
        return undefined;
    }
    return /^[a-z][a-z0-9+.-]*:\/\/./i.test(proxy) ? proxy : `http://${proxy}`;
}

interface Address {
    /** A name, or an address without brackets. */
    readonly host: string;
    /** Its port. */
    readonly port: string;
}

function variable(environment: NodeJS.ProcessEnv, name: string): string {
    return [name, name.toLowerCase()].map((one) => environment[one] ?? "").find((value) => value !== "") ?? "";
}

function isLocal(host: string): boolean {
    return host === "localhost" || host === "::1" || isIn("127.0.0.0/8", host);
}

/** Whether one entry of NO_PROXY means an address: `*`, a network, or a host with or without a port, which as a name means those below it too. */
function excepts(exception: string, { host, port }: Address): boolean {
    if (exception === "*") {
        return true;
    }
    if (exception.includes("/")) {
        return isIn(exception, host);
    }
    const [, listed = "", onlyPort] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(exception) ?? [undefined, exception];
    const name = withoutBrackets(listed).replace(/^\*\./, ".");
    if (name === "" || (onlyPort !== undefined && onlyPort !== port)) {
        return false;
    }
    return isIP(name) === 0 ? host === name || host.endsWith(name.startsWith(".") ? name : `.${name}`) : host === name;
}

function isIn(network: string, host: string): boolean {
    const [address = "", bits = ""] = network.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (
        isIP(host) === 0 ||
        isIP(host) !== isIP(address) ||
        !/^\d+$/.test(bits) ||
        Number(bits) > (family === "ipv6" ? 128 : 32)
    ) {
        return false;
    }
    const list = new BlockList();
    list.addSubnet(address, Number(bits), family);
    return list.check(host, family);
}

function withoutBrackets(host: string): string {
    return host.replace(/^\[(.*)\]$/, "$1");
}
