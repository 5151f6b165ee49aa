import { isIP } from "node:net";
import { domainName } from "../../../schema/fields";
import { isAnnotationKey } from "../../../schema/labels";
import { listedOnce } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";
import { defaultNodePort, filledIn, lastNodePort, placeholder } from "./addresses";
import type { ExternalSettings } from "./settings";

const group: Path = ["brokers", "external"];
const type: Path = [...group, "type"];

/** Rules of `kafka:brokers.external`. */
export function externalChecks({ external, replicas }: BrokerSettings): Problem[] {
    return [
        ...unused(external),
        ...portRange(external, replicas),
        ...hosts(external),
        ...annotations(external),
        ...sourceRanges(external),
    ];
}

/** They would be silently without effect. */
function unused(external: ExternalSettings): Problem[] {
    const onlyFor = (key: keyof ExternalSettings, isSet: boolean, ...types: readonly ExternalSettings["type"][]) =>
        isSet && !types.includes(external.type)
            ? [
                  {
                      path: [...group, key],
                      value: external[key],
                      rule: `must not be set while kafka:brokers.external.type is ${external.type}`,
                      advice: `set the type to ${types.join(" or ")}, or remove it`,
                      about: [type],
                  },
              ]
            : [];
    return [
        ...onlyFor("nodePort", external.nodePort !== undefined, "nodePort"),
        ...onlyFor("host", external.host !== undefined, "nodePort", "loadBalancer"),
        ...onlyFor("externalTrafficPolicy", external.externalTrafficPolicy !== undefined, "nodePort", "loadBalancer"),
        ...onlyFor("annotations", Object.keys(external.annotations).length > 0, "nodePort", "loadBalancer"),
        // Kube-proxy heeds it for the addresses of load balancers only.
        ...onlyFor("sourceRanges", external.sourceRanges.length > 0, "loadBalancer"),
    ];
}

function portRange({ type: kind, nodePort = defaultNodePort }: ExternalSettings, replicas: number): Problem[] {
    const most = lastNodePort - replicas;
    return kind === "nodePort" && nodePort > most
        ? [
              {
                  path: [...group, "nodePort"],
                  value: nodePort,
                  rule: `must be at most ${most}: each of ${replicas} brokers has one of the ports after it, and ${lastNodePort} is the last`,
                  about: [type, ["brokers", "replicas"]],
              },
          ]
        : [];
}

function hosts({ type: kind, host }: ExternalSettings): Problem[] {
    if (kind === "none" || host === undefined) {
        return [];
    }
    const at = { path: [...group, "host"], value: host };
    const longest = filledIn(host, "bootstrap");
    if (!domainName().safeParse(longest).success) {
        const rule = `must be a DNS name with ${placeholder} replaced, at most 63 letters between two dots`;
        return [{ ...at, rule: `${rule} and 253 in all`, advice: `shorten it: with bootstrap it is ${longest}` }];
    }
    return kind === "loadBalancer" && !host.includes(placeholder)
        ? [
              {
                  ...at,
                  rule: `must have ${placeholder} in it: each broker has a load balancer of its own, on the same port`,
                  advice: "write such as kafka-{broker}.example.com, or remove it",
                  about: [type],
              },
          ]
        : [];
}

/** What the program or Pulumi's provider reads itself. */
const reserved = /^(pulumi\.com|kafka\.stack|kubectl\.kubernetes\.io)\//;

function annotations({ annotations: given }: ExternalSettings): Problem[] {
    return Object.entries(given).flatMap(([key, value]): Problem[] => {
        const at = { path: [...group, "annotations", key], value };
        if (!isAnnotationKey(key)) {
            const rule =
                "its key must be up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'";
            return [{ ...at, state: "no annotation", rule }];
        }
        return reserved.test(key)
            ? [
                  {
                      ...at,
                      rule: "must not be set: this annotation is for the program or the tools that deploy it",
                      advice: "remove it",
                  },
              ]
            : [];
    });
}

function sourceRanges({ sourceRanges: ranges }: ExternalSettings): Problem[] {
    const path = [...group, "sourceRanges"];
    const bad = ranges.flatMap((value, index) =>
        isRange(value)
            ? []
            : [{ path: [...path, index], value, rule: "must be an address range, such as 203.0.113.0/24" }],
    );
    return [...bad, ...listedOnce(path, ranges)];
}

/** As Kubernetes reads it (Go, net.ParseCIDR). */
function isRange(text: string): boolean {
    const [, address = "", bits = ""] = /^(.+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
    const version = isIP(address);
    return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
}
