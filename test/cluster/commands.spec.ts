import { Clone } from "./commands/clone";
import { rooms } from "./commands/rooms";
import { inOrder } from "./support/inOrder";

/** The commands of README and of docs/, word for word, but for those that other specs execute (test/documents/ledger.ts has all). */
describe("the commands of the pages", () => {
    for (const { title, namespace, steps, prepare, open, close } of Object.values(rooms)) {
        describe(title, function () {
            this.timeout("15m");
            inOrder(this);

            const clone = new Clone(namespace);

            before(async () => {
                await clone.kubectl.remove();
                await clone.make(prepare);
                await open?.(clone);
            });

            after(async () => {
                await close?.(clone);
                await clone.kubectl.remove();
                clone.dispose();
            });

            for (const step of steps) {
                it(`${step.page}, ${step.heading}, block ${step.index ?? 1}`, async () => {
                    await clone.execute(step);
                });
            }
        });
    }
});
