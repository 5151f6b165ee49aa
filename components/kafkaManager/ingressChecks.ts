import { annotationProblems } from "../../schema/labels";
import type { Path, Problem } from "../../schema/problems";
import type { KafkaManagerSettings } from "./settings";

const ingressPath: Path = ["kafkaManager", "ingress"];
const hostPath: Path = [...ingressPath, "host"];
const classPath: Path = [...ingressPath, "className"];
const annotationsPath: Path = [...ingressPath, "annotations"];

/** Rules between the fields of `kafka:kafkaManager.ingress`, and of its annotations. */
export function ingressChecks(settings: Pick<KafkaManagerSettings, "ingress">): Problem[] {
    return [
        ...withoutHost(settings),
        ...annotationProblems(annotationsPath, settings.ingress.annotations),
        ...reserved(settings),
        ...classTwice(settings),
    ];
}

/** Without a host there is no Ingress, and nobody would notice that the rest does nothing. */
function withoutHost({ ingress }: Pick<KafkaManagerSettings, "ingress">): Problem[] {
    const { host, path, className, tlsSecretName, annotations } = ingress;
    const others = {
        path: path === "/" ? undefined : path,
        className,
        tlsSecretName,
        annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    };
    return Object.entries(host === undefined ? others : {})
        .filter(([, value]) => value !== undefined)
        .map(([field, value]) => ({
            path: [...ingressPath, field],
            value,
            rule: "must not be set without kafka:kafkaManager.ingress.host",
            advice: "set the host, or remove it",
            about: [hostPath],
        }));
}

/** Whose the Ingress is and how the provider treats it is the program's to say. */
function reserved({ ingress }: Pick<KafkaManagerSettings, "ingress">): Problem[] {
    return Object.entries(ingress.annotations)
        .filter(([key]) => /^(kafka\.stack|pulumi\.com)\//.test(key))
        .map(([key, value]) => ({
            path: [...annotationsPath, key],
            value,
            rule: "must not be set: annotations of kafka.stack and pulumi.com are the program's own",
            advice: "remove it",
        }));
}

const oldClass = "kubernetes.io/ingress.class";

/**
 * The API server refuses the two where they differ, and older ones both at once (k8s.io/kubernetes/pkg/apis/networking/validation, ValidateIngressCreate).
 */
function classTwice({ ingress }: Pick<KafkaManagerSettings, "ingress">): Problem[] {
    const value = ingress.annotations[oldClass];
    return value !== undefined && ingress.className !== undefined
        ? [
              {
                  path: [...annotationsPath, oldClass],
                  value,
                  rule: "must not be set beside kafka:kafkaManager.ingress.className",
                  advice: "remove one of the two",
                  about: [classPath],
              },
          ]
        : [];
}
