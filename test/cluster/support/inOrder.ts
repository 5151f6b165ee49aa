/**
 * For a suite whose tests begin where the one before ended: skips what follows one that failed. Mocha's own `bail` also looks at the
 * failures of other suites, and one of them would hide all tests of this one.
 */
export function inOrder(suite: Mocha.Suite): void {
    let failed = false;
    suite.beforeEach("in order", function () {
        if (failed) {
            this.skip();
        }
    });
    suite.afterEach("in order", function () {
        failed ||= this.currentTest?.state === "failed";
    });
}
