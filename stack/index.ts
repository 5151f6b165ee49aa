export { parseSettings, recall } from "./parse";
export { keyOf, render } from "../schema/problems";
export { readSettings } from "./read";
export { warnings } from "./warnings";
export type { Parsed } from "./parse";
export type { Path, Problem } from "../schema/problems";
export type { Settings } from "./settings";
