import * as pulumi from "@pulumi/pulumi";
import { Cluster, outputsOf } from "./stack/cluster";
import { readSettings } from "./stack/read";
import { sparePromiseTraces } from "./stack/traces";

sparePromiseTraces();
module.exports = outputsOf(new Cluster("cluster", readSettings(new pulumi.Config("kafka"))));
