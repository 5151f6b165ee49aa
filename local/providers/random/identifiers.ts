import { randomBytes } from "node:crypto";
import type { Properties } from "../wire/values";
import type { Kind } from "./kind";
import { notWhole, whole } from "./kind";

function renderings(bytes: Buffer, prefix: string): Properties {
    const hex = bytes.toString("hex");
    return {
        b64Std: prefix + bytes.toString("base64"),
        b64Url: prefix + bytes.toString("base64url"),
        hex: prefix + hex,
        dec: prefix + BigInt(`0x${hex}`).toString(),
    };
}

/** Random bytes in four renderings, each after the same prefix; the id is the URL rendering without it. */
export const randomId: Kind = {
    defaults: {},
    outputs: ["b64Std", "b64Url", "hex", "dec"],
    secretOutputs: [],
    problems: (inputs) => notWhole(inputs, "byteLength", 1),
    make: (inputs) => {
        const bytes = randomBytes(whole(inputs, "byteLength"));
        const prefix = typeof inputs["prefix"] === "string" ? inputs["prefix"] : "";
        return { id: bytes.toString("base64url"), outputs: renderings(bytes, prefix) };
    },
    adopt: (given) => {
        const [id = "", prefix] = given.split(",").reverse();
        const bytes = Buffer.from(id, "base64url");
        if (bytes.length === 0 || bytes.toString("base64url") !== id) {
            throw new Error(`cannot import ${given}: expected BASE64URL or PREFIX,BASE64URL`);
        }
        return {
            inputs: { byteLength: bytes.length, ...(prefix === undefined ? {} : { prefix }) },
            made: { id, outputs: renderings(bytes, prefix ?? "") },
        };
    },
};

/** Random bytes that are secret, as base64 and as hexadecimal digits. */
export const randomSecretBytes: Kind = {
    defaults: {},
    outputs: ["base64", "hex"],
    secretOutputs: ["base64", "hex"],
    problems: (inputs) => notWhole(inputs, "length", 1),
    make: (inputs) => ({ id: "none", outputs: inBothForms(randomBytes(whole(inputs, "length"))) }),
    adopt: (id) => {
        const bytes = Buffer.from(id, "base64");
        return { inputs: { length: bytes.length }, made: { id: "none", outputs: inBothForms(bytes) } };
    },
};

function inBothForms(bytes: Buffer): Properties {
    return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sixteen random bytes in the form of a UUID (all of them random, version digit included, as the official provider does). */
export const randomUuid: Kind = {
    defaults: {},
    outputs: ["result"],
    secretOutputs: [],
    problems: () => [],
    make: () => {
        const digits = randomBytes(16).toString("hex");
        const result = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
        return { id: result, outputs: { result } };
    },
    adopt: (id) => {
        if (!uuid.test(id)) {
            throw new Error(`cannot import ${id}: expected a UUID in lower case`);
        }
        return { inputs: {}, made: { id, outputs: { result: id } } };
    },
};
