export { parseSettings, recall } from "./parse";
export { keyOf, render } from "./problems";
export { readSettings } from "./read";
export { mostServers } from "./schema";
export { warnings } from "./warnings";
export type { Parsed } from "./parse";
export type { Path, Problem } from "./problems";
export type {
    BrokerSettings,
    ImageSettings,
    KafkaManagerSettings,
    Settings,
    StorageSettings,
    ZooKeeperSettings,
} from "./schema";
