// Starts local/cli.ts with packages installed and without type-checking, so that a command begins at once.
import "./install.mjs";
import { join } from "node:path";
import { register } from "./engine/typescript.mjs";

register()(join(import.meta.dirname, "cli.ts"));
