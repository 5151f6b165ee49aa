import * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";
import assert from "node:assert/strict";
import { addressOf, movedBrokers, movedWarning } from "../../../../components/kafka/external/loadBalancers";
import { deploy, valueOf } from "../../../harness";

/** The address of a Service with this status, in a preview unless it is known. */
async function address(status: object | undefined): Promise<string> {
    const service = {
        metadata: pulumi.output({ name: "kafka-0-loadbalancer" }),
        status: pulumi.output(status),
    } as unknown as k8s.core.v1.Service;
    const { outputs } = await deploy(() => ({ found: addressOf(service) }), {}, "test", true);
    return await valueOf(outputs["found"] as pulumi.Output<string>);
}

const with1 = (ingress: object) => ({ loadBalancer: { ingress: [ingress, { ip: "192.0.2.9" }] } });

describe("the address of a load balancer", () => {
    it("is its name where it has one, else its number, IPv6 too", async () => {
        assert.equal(await address(with1({ hostname: "lb.example.com" })), "lb.example.com");
        assert.equal(await address(with1({ hostname: "lb.example.com", ip: "192.0.2.1" })), "lb.example.com");
        assert.equal(await address(with1({ ip: "192.0.2.1" })), "192.0.2.1");
        assert.equal(await address(with1({ ip: "2001:db8::1" })), "2001:db8::1");
    });

    it("may be missing in the preview after an interrupted run", async () => {
        for (const status of [undefined, {}, { loadBalancer: {} }, { loadBalancer: { ingress: [] } }]) {
            assert.equal(await address(status), "<address of the load balancer>");
        }
    });
});

describe("load balancers whose address changes", () => {
    const [a, b, c] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];

    it("are those of brokers that had another one", () => {
        assert.deepEqual(movedBrokers({ 0: a, 1: b }, { 0: a, 1: c }), [1]);
        assert.deepEqual(movedBrokers({ 0: a, 1: b }, { 0: b, 1: a }), [0, 1]);
    });

    it("are not those of brokers that come or go, or whose address is not known yet", () => {
        assert.deepEqual(movedBrokers({}, { 0: a }), []);
        assert.deepEqual(movedBrokers({ 0: a, 1: b }, { 0: a }), []);
        assert.deepEqual(movedBrokers({ 0: a }, { 0: a, 1: b }), []);
        assert.deepEqual(movedBrokers({ 0: a }, { 0: pulumi.unknown as string }), []);
    });

    it("need one restart after the other, each once the broker before is ready", () => {
        assert.equal(
            movedWarning([0, 2], "apps"),
            "the load balancers of brokers 0, 2 have other addresses, which a broker reads when it starts: " +
                "after pulumi up restart kafka-0 and kafka-2, each once the one before is Ready again: kubectl -n apps delete pod kafka-0",
        );
        assert.match(
            movedWarning([1], "apps"),
            /^the load balancer of broker 1 has another address, .* restart kafka-1, /,
        );
    });
});
