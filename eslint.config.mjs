import tseslint from "typescript-eslint";

/**
 * The product's floors, lowest first (docs/architecture.md): a file may import from its own floor and from those before it. The entry
 * program, local/ and test/ stand above all of them.
 */
const floors = ["model", "schema", "edits", "components", "stack"];

/** Of the parts below components/ the later ones may build on the earlier ones; `args.ts` and `kubernetes/` are for all. */
const parts = ["namespace", "storage", "images", "security", "zookeeper", "kafka", "kafkaManager"];

/** Forbids a folder to import from others. */
function below(folder, forbidden, message) {
    const group = forbidden.map((name) => `**/${name}/**`);
    return {
        files: [`${folder}/**/*.ts`],
        rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
    };
}

const above = (list, name) => list.slice(list.indexOf(name) + 1);

export default tseslint.config(
    { ignores: ["node_modules/", "**/target/", ".*/"] },
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            eqeqeq: "error",
            "@typescript-eslint/naming-convention": [
                "error",
                // Some are named by others: what is taken out of an object, and classes that are imported on demand.
                { selector: "variable", modifiers: ["destructured"], format: null },
                { selector: "variable", format: ["camelCase", "PascalCase"] },
                { selector: "typeLike", format: ["PascalCase"] },
            ],
            "@typescript-eslint/explicit-module-boundary-types": "error",
            "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
            // A number in a message reads the same either way; every other non-string is refused.
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            // Resources and components exist by being constructed.
            "no-new": "off",
        },
    },
    {
        // They have a tsconfig.json of their own, by which the package is where it is installed: here it is what it is made of.
        files: ["examples/**/*.ts"],
        languageOptions: { parserOptions: { projectService: false, project: "./tsconfig.json" } },
    },
    ...["model", "schema", "edits"].map((floor) =>
        below(floor, above(floors, floor), `${floor}/ may not know what is built on it: docs/architecture.md`),
    ),
    below(
        "policy",
        ["model", "schema", "edits", "components", "stack", "local"],
        "policy/ is a package of its own, for any stack: docs/policy.md",
    ),
    below("components/kubernetes", ["stack", ...parts], "components/kubernetes/ knows no part: docs/architecture.md"),
    below("components/live", ["stack", ...parts], "components/live/ knows no part: docs/architecture.md"),
    ...parts.map((part) =>
        below(
            `components/${part}`,
            ["stack", ...above(parts, part)],
            `components/${part}/ knows neither the composition nor the parts built on it: docs/architecture.md`,
        ),
    ),
    { files: ["**/*.{ts,mjs}"], rules: { curly: ["error", "all"] } },
);
