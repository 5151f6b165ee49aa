import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "./stack/cluster";
import { readSettings } from "./stack/read";

const cluster = new Cluster("cluster", readSettings(new pulumi.Config("kafka")));

/** Which of its outputs are the stack's: each is described where `Cluster` declares it. */
const names = [
    "namespace",
    "bootstrapServers",
    "externalBootstrapServers",
    "clientProperties",
    "zookeeperConnectionString",
    "zookeeperServers",
    "kafkaManagerUrl",
    "kafkaManagerExternalUrl",
    "kafkaManagerUsername",
    "kafkaManagerPassword",
    "commands",
] as const;

// Of what there is none of, Pulumi would warn in every preview if it had a name here.
module.exports = Object.fromEntries(
    names.map((name) => [name, cluster[name]] as const).filter(([, value]) => value !== undefined),
);
