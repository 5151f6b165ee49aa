import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

// Serves from here on: whoever wants the policies alone takes policies.ts.
new PolicyPack("kafka", { policies: [...policies] });
