import assert from "node:assert/strict";
import { logbackXml } from "../../../components/zookeeper/logLevels";
import { at, find, named } from "../../harness";
import { podOf, settingsOf, zooKeeper } from "../parts";

const levels = { root: "WARN", "org.apache.zookeeper.server.quorum": "DEBUG", "a.B$C": "OFF" };

describe("the levels of ZooKeeper's loggers", () => {
    it("are a file that Logback looks at again and again, sorted", () => {
        const text = logbackXml(settingsOf({ zookeeper: { logLevels: levels } }).zookeeper);
        assert.match(text, /^<configuration scan="true" scanPeriod="30 seconds">$/m);
        assert.ok(
            text.includes(
                '  </appender>\n  <logger name="a.B$C" level="OFF"/>\n  <logger name="org.apache.zookeeper.server.quorum" level="DEBUG"/>\n  <root level="WARN">\n',
            ),
            text,
        );
    });

    it("are INFO where the stack file says nothing, and nothing holds back what is below", () => {
        const text = logbackXml(settingsOf().zookeeper);
        assert.match(text, /<root level="INFO">/);
        assert.doesNotMatch(text, /<logger|<filter/);
    });

    it("are in a ConfigMap of a fixed name, there before the servers, which start without it too", async () => {
        const deployment = await zooKeeper();
        assert.equal(
            at(find(deployment, "ConfigMap", "zookeeper-log-levels").inputs, "metadata", "name"),
            "zookeeper-log-levels",
        );
        const set = find(deployment, "StatefulSet", "zookeeper");
        assert.ok(set.dependencies.some((urn) => urn.endsWith("ConfigMap::zookeeper-log-levels")));
        assert.equal(at(named(podOf(set), "log-levels", "volumes"), "configMap", "optional"), true);
    });

    it("change neither the pods nor their other files", async () => {
        const made = async (zookeeper: object) => {
            const deployment = await zooKeeper({ zookeeper });
            return [
                podOf(find(deployment, "StatefulSet", "zookeeper")),
                find(deployment, "ConfigMap", "zookeeper-config").inputs,
                find(deployment, "Job", "zookeeper-members").inputs,
            ];
        };
        assert.deepEqual(await made({ logLevels: levels }), await made({}));
    });
});
