import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { leftOut } from "./ledger";

const top = join(__dirname, "..", "..");

/** Which block of commands: the page, the heading that it stands below, and the how-manieth there, from 1 on. */
export interface Place {
    readonly page: string;
    readonly heading: string;
    readonly index: number;
}

/** A block of commands, and what they are said to print: the `text` block that follows. */
export interface CommandBlock extends Place {
    readonly commands: string;
    readonly printed: string | undefined;
}

/** What is other where a command is run than on the page: each text, which must occur, and what takes its place. */
export type Replaced = Readonly<Record<string, string>>;

/** Every page that may have commands for people. */
export const commandPages: readonly string[] = [
    "README.md",
    "CONTRIBUTING.md",
    "local/README.md",
    ...pagesBelow("docs"),
    ...readdirSync(join(top, "examples")).flatMap((name) => pagesBelow(`examples/${name}`)),
];

function pagesBelow(folder: string): readonly string[] {
    return readdirSync(join(top, folder))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `${folder}/${name}`);
}

/** The blocks of a page, in its order. */
export function commandBlocks(page: string): readonly CommandBlock[] {
    const found: CommandBlock[] = [];
    let heading = "";
    // Other blocks are matched too, so that a comment in one of them is not taken for a heading.
    for (const [, title, language, text = ""] of readFileSync(join(top, page), "utf8").matchAll(
        /^#+ (.*)$|^```(\w*)\n([\s\S]*?)^```$/gm,
    )) {
        heading = title ?? heading;
        const last = found.at(-1);
        if (language === "sh") {
            const index = 1 + found.filter((block) => block.heading === heading).length;
            found.push({ page, heading, index, commands: text, printed: undefined });
        } else if (language === "text" && last?.heading === heading) {
            found[found.length - 1] = { ...last, printed: text.trim() };
        }
    }
    return found;
}

/** What a spec runs of a block: its lines but for those that the ledger leaves out. Throws where there is no such block, or a text to be replaced is not in it. */
export function commandsOf(page: string, heading: string, index = 1, replaced: Replaced = {}): string {
    const block = commandBlocks(page).find((one) => one.heading === heading && one.index === index);
    if (block === undefined) {
        throw new Error(`${page} has no block of commands ${index} below "${heading}"`);
    }
    const without = leftOut(block).reduce((text, line) => exchange(text, `${line}\n`, "", block), block.commands);
    return Object.entries(replaced).reduce((text, [from, to]) => exchange(text, from, to, block), without);
}

function exchange(text: string, from: string, to: string, { page, heading, index }: Place): string {
    if (!text.includes(from)) {
        throw new Error(`${page}, "${heading}", block ${index} has no ${from}`);
    }
    return text.replaceAll(from, to);
}
