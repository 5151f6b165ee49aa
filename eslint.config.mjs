import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/", "**/target/", ".*/"] },
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            eqeqeq: "error",
            "@typescript-eslint/explicit-module-boundary-types": "error",
            "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
            // A number in a message reads the same either way; every other non-string is refused.
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            // Resources and components exist by being constructed.
            "no-new": "off",
        },
    },
);
