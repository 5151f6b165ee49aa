import * as pulumi from "@pulumi/pulumi";
import { Cluster, outputsOf } from "./stack/cluster";
import { readSettings } from "./stack/read";

module.exports = outputsOf(new Cluster("cluster", readSettings(new pulumi.Config("kafka"))));
