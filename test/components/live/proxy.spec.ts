import assert from "node:assert/strict";
import { proxyFor } from "../../../components/live/proxy";

const proxy = { HTTPS_PROXY: "http://proxy:3128" };
const through = "http://proxy:3128";

describe("the proxy to the API server", () => {
    for (const [what, server, environment, expected] of [
        ["none where none is named", "https://prod", {}, undefined],
        ["that of HTTPS_PROXY", "https://prod", proxy, through],
        [
            "that of https_proxy, after the one in capitals",
            "https://prod",
            { https_proxy: "http://other:1" },
            "http://other:1",
        ],
        ["the one in capitals of both", "https://prod", { ...proxy, https_proxy: "http://other:1" }, through],
        [
            "that of HTTP_PROXY for a server without TLS",
            "http://prod",
            { ...proxy, HTTP_PROXY: "http://plain:1" },
            "http://plain:1",
        ],
        ["not that of HTTP_PROXY for one with it", "https://prod", { HTTP_PROXY: "http://plain:1" }, undefined],
        ["not that of ALL_PROXY", "https://prod", { ALL_PROXY: "socks5://all:1" }, undefined],
        ["one that speaks HTTP where it says nothing", "https://prod", { HTTPS_PROXY: "proxy:3128" }, through],
        ["one of another kind", "https://prod", { HTTPS_PROXY: "socks5://proxy:1" }, "socks5://proxy:1"],
        ["none to this machine", "https://localhost:6443", proxy, undefined],
        ["none to this machine by address", "https://127.0.1.1:6443", proxy, undefined],
        ["none to this machine by IPv6", "https://[::1]:6443", proxy, undefined],
    ] as const) {
        it(`is ${what}`, () => {
            assert.equal(proxyFor(server, environment), expected);
        });
    }

    for (const [exception, server, isExcepted] of [
        ["*", "https://prod", true],
        ["other, PROD", "https://prod", true],
        ["other", "https://prod", false],
        ["example.com", "https://k8s.example.com", true],
        ["example.com", "https://badexample.com", false],
        [".example.com", "https://example.com", false],
        [".example.com", "https://k8s.example.com", true],
        ["*.example.com", "https://k8s.example.com:6443", true],
        ["*.example.com", "https://example.com", false],
        ["prod:6443", "https://prod:6443", true],
        ["prod:443", "https://prod", true],
        ["prod:6443", "https://prod", false],
        ["10.0.0.0/8", "https://10.1.2.3:6443", true],
        ["10.0.0.0/8", "https://11.1.2.3", false],
        ["10.0.0.0/8", "https://prod", false],
        ["10.0.0.0/99,10.0.0.0/x,/,", "https://10.1.2.3", false],
        ["10.1.2.3", "https://10.1.2.3", true],
        ["10.1.2.3:1", "https://10.1.2.3", false],
        ["fd00::/8", "https://[fd00::1]:6443", true],
        ["[fd00::1]:6443", "https://[fd00::1]:6443", true],
        ["fd00::1", "https://[fd00::1]", true],
        ["fd00::/8", "https://10.1.2.3", false],
        ["", "https://prod", false],
    ] as const) {
        it(`is ${isExcepted ? "none" : "that one"} to ${server} with NO_PROXY=${exception}`, () => {
            assert.equal(proxyFor(server, { ...proxy, NO_PROXY: exception }), isExcepted ? undefined : through);
        });
    }

    it("heeds no_proxy only where there is no NO_PROXY", () => {
        assert.equal(proxyFor("https://prod", { ...proxy, no_proxy: "prod" }), undefined);
        assert.equal(proxyFor("https://prod", { ...proxy, NO_PROXY: "other", no_proxy: "prod" }), through);
    });
});
