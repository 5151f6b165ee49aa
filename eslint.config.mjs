import tseslint from "typescript-eslint";

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
    { files: ["**/*.{ts,mjs}"], ignores: ["local/providers/**"], rules: { curly: ["error", "all"] } },
);
