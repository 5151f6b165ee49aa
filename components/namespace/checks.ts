import { headlessName, mostServers, podName } from "../../model/names";
import { labelProblems } from "../../schema/labels";
import type { Problem } from "../../schema/problems";
import type { NamespaceSettings } from "./settings";

/** Rules of `kafka:namespace`. */
export function namespaceChecks(settings: NamespaceSettings): Problem[] {
    return [
        ...sharedNames(settings),
        ...unsetLabels(settings),
        ...labelProblems(["namespace", "labels"], freeLabels(settings)),
        ...ownLabels(settings),
        ...longHosts(settings),
        ...assignedUsers(settings),
    ];
}

const ownNamespace = "use a namespace of its own, such as kafka";

/** Whatever else lives in these namespaces would have to pass the `restricted` level with which the program labels its own. */
function sharedNames({ name, manage }: NamespaceSettings): Problem[] {
    const path = ["namespace", "name"];
    const isSystem = name.startsWith("kube-");
    if (manage && (name === "default" || isSystem)) {
        const rule =
            "must not be default or begin with kube-: the program sets its namespace's pod security for everything in it";
        return [{ path, value: name, rule, advice: ownNamespace, about: [["namespace", "manage"]] }];
    }
    const rule = "must not begin with kube-: these namespaces are Kubernetes' own";
    return isSystem ? [{ path, value: name, rule, advice: ownNamespace }] : [];
}

/** They would be silently missing. */
function unsetLabels({ manage, labels }: NamespaceSettings): Problem[] {
    return manage || Object.keys(labels).length === 0
        ? []
        : [
              {
                  path: ["namespace", "labels"],
                  value: labels,
                  rule: "must not be set together with kafka:namespace.manage: false, which leaves the namespace as it is",
                  advice: "remove it, or have the labels set by whoever manages the namespace",
                  about: [["namespace", "manage"]],
              },
          ];
}

/** Where the program or Kubernetes itself sets the labels. */
const owned = /^((pod-security|app)\.kubernetes\.io\/|kubernetes\.io\/metadata\.name$)/;

function freeLabels({ labels }: NamespaceSettings): Record<string, string> {
    return Object.fromEntries(Object.entries(labels).filter(([key]) => !owned.test(key)));
}

function ownLabels({ labels }: NamespaceSettings): Problem[] {
    return Object.entries(labels)
        .filter(([key]) => owned.test(key))
        .map(([key, value]) => ({
            path: ["namespace", "labels", key],
            value,
            rule: "must not be set: this label is set by the program or by Kubernetes",
            advice: "remove it",
        }));
}

/** The platform would refuse the pods. */
function assignedUsers(settings: NamespaceSettings): Problem[] {
    return (["user", "group"] as const).flatMap((field) =>
        settings.assignsUsers && settings[field] !== undefined
            ? [
                  {
                      path: ["namespace", field],
                      value: settings[field],
                      rule: "must not be set together with kafka:namespace.assignsUsers: true, with which the platform chooses it",
                      advice: "remove it",
                      about: [["namespace", "assignsUsers"]],
                  },
              ]
            : [],
    );
}

/** The longest name below a namespace, whatever the numbers of replicas: one of zookeeper's, for `kafka` is shorter. */
const longestHost = `${podName("zookeeper", mostServers - 1)}.${headlessName("zookeeper")}`;

/** DNS has no longer names (RFC 1035). */
const longestName = 253;

function longHosts({ name, clusterDomain }: NamespaceSettings): Problem[] {
    const host = `${longestHost}.${name}.svc.${clusterDomain}`;
    return host.length > longestName
        ? [
              {
                  path: ["namespace", "clusterDomain"],
                  value: clusterDomain,
                  rule: `must leave host names (${longestHost}.<namespace>.svc.<domain>) at most ${longestName} letters, and one has ${host.length}`,
                  advice: "shorten it, or kafka:namespace.name",
                  about: [["namespace", "name"]],
              },
          ]
        : [];
}
