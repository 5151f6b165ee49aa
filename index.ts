import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "./stack/cluster";
import { readSettings } from "./stack/read";

const cluster = new Cluster("cluster", readSettings(new pulumi.Config("kafka")));

/** Namespace of everything. */
export const namespace = cluster.namespace;
/** What a client inside the cluster bootstraps from. */
export const bootstrapServers = cluster.bootstrapServers;
/** What a client outside the cluster bootstraps from, where there is a way in. */
export const externalBootstrapServers = cluster.externalBootstrapServers;
/** The file by which each user of `kafka:users` logs in, by the user's name, a secret; none where nobody logs in. */
export const clientProperties = cluster.clientProperties;
/** `host:2181` of the Service for clients of the ensemble, without a chroot. */
export const zookeeperConnectionString = cluster.zookeeperConnectionString;
/** The members of the ensemble: `server.1=host:2888:3888;2181 …`. */
export const zookeeperServers = cluster.zookeeperServers;
/** Address of the console inside the cluster. */
export const kafkaManagerUrl = cluster.kafkaManagerUrl;
/** Address of the console's Ingress; none without one. */
export const kafkaManagerExternalUrl = cluster.kafkaManagerExternalUrl;
/** User of the console. */
export const kafkaManagerUsername = cluster.kafkaManagerUsername;
/** Generated password of the console, a secret. */
export const kafkaManagerPassword = cluster.kafkaManagerPassword;
/** What to type next. */
export const commands = cluster.commands;
