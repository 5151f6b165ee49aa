import type { Status } from "./model";
import type { Screen } from "./terminal";
import type { Shown } from "./view/text";

/** Pause between two looks, and between two of those that cost a broker Java tools: about 4 s of CPU each (docs/status.md). */
const pauseMs = 5000;
const toolsPauseMs = 30_000;
/** How often the screen is drawn, for the ages on it. */
const drawMs = 1000;

/** What watching needs. */
export interface Watching {
    /** Looks at the cluster. Throws where it cannot be asked. */
    readonly look: (withTools: boolean) => Promise<Status>;
    /** A status as text. */
    readonly show: (status: Status, shown: Pick<Shown, "now" | "stale">) => string;
    readonly screen: Screen;
    /** Ends it. */
    readonly signal: AbortSignal;
    /** What the time is (ms), and how to let it pass. */
    readonly clock: { readonly now: () => number; readonly sleep: (ms: number) => Promise<unknown> };
}

/**
 * Shows the cluster in place until the signal ends it, and returns the last status; undefined where there was none. One that does not answer is
 * asked on: what was seen last stays, with its age.
 */
export async function watch({ look, show, screen, signal, clock }: Watching): Promise<Status | undefined> {
    let last: Status | undefined;
    let stale: string | undefined;
    let asked = -Infinity;
    const draw = (): void => {
        screen.draw(
            last === undefined
                ? (stale ?? "asking the cluster …")
                : show(last, { now: clock.now(), ...(stale === undefined ? {} : { stale }) }),
        );
    };
    const looking = async (): Promise<void> => {
        while (!signal.aborted) {
            const withTools = clock.now() - asked >= toolsPauseMs;
            try {
                last = await look(withTools);
                stale = undefined;
                asked = withTools ? clock.now() : asked;
            } catch (error) {
                stale = (error instanceof Error ? error.message : String(error)).split("\n", 1).join("");
            }
            await clock.sleep(pauseMs);
        }
    };
    const drawing = async (): Promise<void> => {
        while (!signal.aborted) {
            draw();
            await clock.sleep(drawMs);
        }
    };
    const ended = new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => {
            resolve();
        });
    });
    // Not waited for: what is under way may take its time, and nobody is to wait for it.
    await Promise.race([Promise.all([looking(), drawing()]), ended]);
    return last;
}
