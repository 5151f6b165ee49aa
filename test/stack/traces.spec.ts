import assert from "node:assert/strict";
import { sparePromiseTraces } from "../../stack/traces";

describe("traces that Pulumi takes of promises", () => {
    const prepare: unknown = Reflect.get(Error, "prepareStackTrace");
    const limit = Error.stackTraceLimit;
    const leaks = process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
    const restore = () => {
        Reflect.set(Error, "prepareStackTrace", prepare);
        Error.stackTraceLimit = limit;
        if (leaks === undefined) {
            delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
        }
    };
    beforeEach(() => {
        // Mocha's is without end.
        Error.stackTraceLimit = 10;
        Error.prepareStackTrace = () => "mapped";
    });
    afterEach(restore);

    it("are spared, and those of errors are not", () => {
        sparePromiseTraces();
        const [promise, error] = [new Error().stack, new TypeError("no such thing").stack];
        restore();
        assert.deepEqual([promise, error], ["Error", "mapped"]);
    });

    it("are not missed where Pulumi asks where a resource stands, or who waits for what", () => {
        sparePromiseTraces();
        Error.stackTraceLimit = Infinity;
        const resource = new Error().stack;
        restore();
        Error.prepareStackTrace = () => "mapped";
        process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "1";
        sparePromiseTraces();
        const promise = new Error().stack;
        restore();
        assert.deepEqual([resource, promise], ["mapped", "mapped"]);
    });

    it("are left alone where nothing maps them", () => {
        Reflect.set(Error, "prepareStackTrace", undefined);
        sparePromiseTraces();
        assert.equal(Reflect.get(Error, "prepareStackTrace"), undefined);
    });
});
