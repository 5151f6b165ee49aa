// Starts local/cli.ts with packages installed and without type-checking, so that a command begins at once.
import "./install.mjs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true, cwd: import.meta.dirname });
require("./cli.ts");
