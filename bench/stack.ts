import { Kubectl } from "../test/cluster/support/kubectl";
import { TestStack } from "../test/cluster/support/stack";

/** A stack of this program that is made, lent and removed with all that it has, also after a failure. */
export async function withStack<T>(
    base: "dev" | "prod",
    namespace: string,
    use: (stack: TestStack) => Promise<T>,
): Promise<T> {
    const stack = new TestStack(base, namespace);
    try {
        await new Kubectl(namespace).remove();
        await stack.init();
        return await use(stack);
    } finally {
        await remove(stack);
        stack.dispose();
    }
}

/** Removes what a stack has made, with its disks; the stack can be brought up anew. */
export async function remove(stack: TestStack): Promise<void> {
    await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
    await new Kubectl(stack.namespace).remove();
}
