import type { Path, Problem } from "../../schema/problems";
import type { StorageSettings } from "./settings";

/** Rules of `kafka:storage`. */
export function storageChecks(settings: StorageSettings): Problem[] {
    return settings.class === undefined ? looseFields(settings) : besideClass(settings);
}

/** Fields that only a class made here can have. */
const ofMadeClass = [
    "name",
    "parameters",
    "mountOptions",
    "bindingMode",
    "reclaimPolicy",
    "expansion",
    "default",
] as const;

const existing: Path = ["storage", "class"];

/** An existing class is used as it is: nothing can be said about it. */
function besideClass(given: StorageSettings): Problem[] {
    return (["nfs", "provisioner", ...ofMadeClass] as const)
        .filter((field) => given[field] !== undefined && given[field] !== false)
        .map((field) => ({
            path: ["storage", field],
            value: given[field],
            rule: "must not be set together with kafka:storage.class, which names an existing class",
            advice: "remove one of the two",
            about: [existing],
        }));
}

function looseFields(given: StorageSettings): Problem[] {
    if (given.nfs || given.provisioner !== undefined) {
        return [];
    }
    return ofMadeClass
        .filter((field) => given[field] !== undefined)
        .map((field) => ({
            path: ["storage", field],
            value: given[field],
            rule: "must not be set while no class is made here",
            advice: "set kafka:storage.provisioner (or nfs: true), or remove it",
            about: [existing, ["storage", "provisioner"], ["storage", "nfs"]],
        }));
}
