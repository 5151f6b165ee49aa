import assert from "node:assert/strict";
import { join } from "node:path";
import { Sandbox } from "../components/bash";

describe("wget of the images with BusyBox", () => {
    const wget = join(__dirname, "../../local/images/busybox/wget.sh");
    let sandbox: Sandbox;

    before(() => {
        sandbox = new Sandbox();
        sandbox.stub("timeout", `printf '<%s>' "$@"`);
    });
    after(() => {
        sandbox.remove();
    });

    const called = async (...args: readonly string[]): Promise<string> =>
        (await sandbox.run(["/bin/sh", wget, ...args])).stdout;

    it("limits the time by -T, wherever it stands, and leaves the rest to BusyBox", async () => {
        const header = "Authorization: Basic YTpi";
        assert.equal(
            await called("-q", "-T", "8", "-O", "/dev/null", "--header", header, "http://a/b c"),
            `<8><busybox><wget><-q><-O></dev/null><--header><${header}><http://a/b c>`,
        );
    });

    it("waits as long as BusyBox does without -T", async () => {
        assert.equal(await called("http://a"), "<900><busybox><wget><http://a>");
    });
});
