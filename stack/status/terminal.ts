import type { WriteStream } from "node:tty";
import type { Shown } from "./view/text";

/** Columns of what is no terminal: a log, a file. */
const defaultWidth = 100;
const smallest = 40;
/** Columns and lines of a terminal that does not say (0): a serial console, or one in a container that nobody has told. */
const unknown = { columns: 80, rows: 24 };

/** Whether colours are shown: on a terminal only, and not where NO_COLOR is set (https://no-color.org). */
export function hasColor(stream: Pick<WriteStream, "isTTY">, environment: NodeJS.ProcessEnv): boolean {
    return stream.isTTY && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb";
}

/** How much a stream shows in a line. */
export function widthOf(stream: Pick<WriteStream, "columns" | "isTTY">): number {
    return stream.isTTY ? Math.max(smallest, stream.columns || unknown.columns) : defaultWidth;
}

/** How many lines a terminal shows. */
export function heightOf({ rows }: Pick<WriteStream, "rows">): number {
    return rows || unknown.rows;
}

/** Control sequences of terminals (xterm, ctlseqs): the alternate screen, the cursor, what is left of a line and of the screen. */
const sequences = {
    enter: "\u001b[?1049h\u001b[?25l",
    leave: "\u001b[?25h\u001b[?1049l",
    home: "\u001b[H",
    restOfLine: "\u001b[K",
    restOfScreen: "\u001b[J",
} as const;

/** A screen of its own in a terminal: what was there before comes back when it is left. */
export interface Screen {
    /** Draws a text in place of the last one, cut to the terminal. */
    readonly draw: (text: string) => void;
    /** Gives the terminal back. Calling it again does nothing. */
    readonly leave: () => void;
}

/** Takes a terminal over. */
export function openScreen(stream: Pick<WriteStream, "write" | "rows">): Screen {
    let isOpen = true;
    stream.write(sequences.enter);
    return {
        draw: (text) => {
            if (isOpen) {
                const lines = text.split("\n").slice(0, heightOf(stream));
                const drawn = lines.map((line) => line + sequences.restOfLine).join("\n");
                stream.write(sequences.home + drawn + sequences.restOfScreen);
            }
        },
        leave: () => {
            if (isOpen) {
                isOpen = false;
                stream.write(sequences.leave);
            }
        },
    };
}

/** What of a terminal decides how a status is shown. */
export function shownOn(
    stream: Pick<WriteStream, "columns" | "isTTY">,
    environment: NodeJS.ProcessEnv,
): Pick<Shown, "width" | "color"> {
    return { width: widthOf(stream), color: hasColor(stream, environment) };
}
