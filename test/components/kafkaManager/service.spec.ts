import assert from "node:assert/strict";
import { consoleService } from "../../../components/kafkaManager/service";
import { settingsOf } from "../parts";

const selector = { app: "a" };

function service(settings?: object): ReturnType<typeof consoleService> {
    const groups = settings === undefined ? {} : { kafkaManager: { service: settings } };
    return consoleService(selector, settingsOf(groups).kafkaManager, 9000);
}

const port = { name: "http", port: 9000, targetPort: "http", protocol: "TCP" };

describe("consoleService", () => {
    it("is reachable inside the cluster only, unless asked otherwise", () => {
        assert.deepEqual(service(), { type: "ClusterIP", selector, ports: [port] });
    });

    it("opens the article's port on every node", () => {
        const ports = [{ ...port, nodePort: 30900 }];
        assert.deepEqual(service({ type: "NodePort" }), { type: "NodePort", selector, ports });
    });

    it("opens another port on every node", () => {
        const ports = [{ ...port, nodePort: 31000 }];
        assert.deepEqual(service({ type: "NodePort", nodePort: 31000 }), { type: "NodePort", selector, ports });
    });

    it("asks for a load balancer, and leaves the node's port to the cluster", () => {
        assert.deepEqual(service({ type: "LoadBalancer" }), { type: "LoadBalancer", selector, ports: [port] });
    });
});
