export { deploy, valueOf } from "./deploy";
export { at, isSecret, list, named, secretData, text, texts } from "./json";
export type { Json } from "./json";
export { all, find } from "./registration";
export type { Deployment, Registration } from "./registration";
export { deployStack, stackConfig } from "./stack";
