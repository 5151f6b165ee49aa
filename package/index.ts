/** What a program gets that imports this package: a whole cluster, and what it takes and gives. */
export { Cluster, outputsOf } from "../stack/cluster";
export type { ClusterArgs } from "../stack/cluster";
export type { NextCommands } from "../stack/nextCommands";
export { parseSettings } from "../stack/parse";
export type { Parsed } from "../stack/parse";
export type { Settings } from "../stack/settings";
export { render as problemText } from "../schema/problems";
export type { Problem } from "../schema/problems";
