import { say } from "../progress";

/** A line at the latest after so many milliseconds, when there is news ... */
const intervalMilliseconds = 15_000;
/** ... or when so much more of the work is done. */
const stepShare = 0.1;

function duration(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Says how much of a piece of work is done and how long the rest will take at the pace so far. */
export class Share {
    private readonly name: string;
    private readonly weights: ReadonlyMap<string, number>;
    private readonly total: number;
    private readonly begun = Date.now();
    private done = 0;
    private saidAt = Date.now();
    private saidShare = 0;

    /** `name` says what the work is, at the beginning of each line; `weights` are its parts, and what each costs, in any one unit. */
    constructor(name: string, weights: ReadonlyMap<string, number>) {
        this.name = name;
        this.weights = weights;
        this.total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    }

    /** A part begins, so those before it are all but done. Parts that were not announced are ignored. */
    begins(part: string): void {
        const weight = this.weights.get(part);
        if (weight === undefined) {
            return;
        }
        const share = this.done / this.total;
        this.done += weight;
        const now = Date.now();
        // The first parts tell nothing yet about the pace.
        if (share >= 0.02 && (now - this.saidAt >= intervalMilliseconds || share - this.saidShare >= stepShare)) {
            const left = ((now - this.begun) * (1 - share)) / share;
            say(`${this.name}: ${Math.floor(share * 100)} %, about ${duration(left)} left`);
            this.saidAt = now;
            this.saidShare = share;
        }
    }
}
