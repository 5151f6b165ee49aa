import { isLabelKey, isLabelValue, keyRule, labelProblems, valueRule } from "./labels";
import type { Path, Problem } from "./problems";
import type { Settings } from "../stack/settings";

type Toleration = Settings["brokers"]["tolerations"][number];

/** Rules of node selectors and tolerations, the same for every part. */
export function scheduling(settings: Settings): Problem[] {
    return (["zookeeper", "brokers", "kafkaManager"] as const).flatMap((part) => [
        ...labelProblems([part, "nodeSelector"], settings[part].nodeSelector),
        ...settings[part].tolerations.flatMap((toleration, index) =>
            tolerated([part, "tolerations", index], toleration),
        ),
    ]);
}

/** Source: k8s.io/kubernetes/pkg/apis/core/validation, ValidateTolerations. */
function tolerated(path: Path, toleration: Toleration): Problem[] {
    const { key = "", operator = "Equal", value = "" } = toleration;
    const problems: Problem[] = [];
    if (key === "" && operator !== "Exists") {
        const rule = "must have a key, or operator: Exists to tolerate every taint";
        problems.push({ path, value: toleration, rule });
    }
    if (key !== "" && !isLabelKey(key)) {
        problems.push({ path: [...path, "key"], value: key, rule: keyRule });
    }
    if (operator === "Exists" && value !== "") {
        const rule = "must not be set together with operator: Exists";
        problems.push({ path: [...path, "value"], value, rule, advice: "remove it, or use operator: Equal" });
    } else if (!isLabelValue(value)) {
        problems.push({ path: [...path, "value"], value, rule: valueRule });
    }
    return problems;
}
