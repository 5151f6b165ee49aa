import assert from "node:assert/strict";
import { ephemeralStorage, scratchMounts, scratchVolumes, temporary } from "../../../components/kubernetes/scratch";

const logs = { name: "logs", path: "/logs", mebibytes: 16 };

describe("scratch directories", () => {
    it("are volumes of a limited size, mounted where they are wanted", () => {
        assert.deepEqual(scratchVolumes([temporary(), logs]), [
            { name: "scratch", emptyDir: { sizeLimit: "64Mi" } },
            { name: "logs", emptyDir: { sizeLimit: "16Mi" } },
        ]);
        assert.deepEqual(scratchMounts([temporary(), logs]), [
            { name: "scratch", mountPath: "/tmp" },
            { name: "logs", mountPath: "/logs" },
        ]);
    });

    it("and the log count as what a container takes of its node's disk", () => {
        assert.deepEqual(ephemeralStorage([]), { request: "50Mi", limit: "1000Mi" });
        assert.deepEqual(ephemeralStorage([temporary(128), logs]), { request: "194Mi", limit: "1144Mi" });
    });

    it("have sizes that the API server stores as they stand: a refresh finds no other", () => {
        // It writes 1024Mi as 1Gi.
        for (const directories of [[], [temporary()], [temporary(256)], [temporary(), logs]]) {
            const { request, limit } = ephemeralStorage(directories);
            for (const text of [request, limit]) {
                assert.notEqual(Number.parseInt(text, 10) % 1024, 0);
            }
        }
    });
});
