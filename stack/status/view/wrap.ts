import stringWidth from "string-width";

/** A text in lines no wider than `width` columns of the terminal, broken at spaces; a word that is longer stays whole, for it is to be copied. */
export function wrapWords(text: string, width: number): readonly string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(" ")) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (line !== "" && stringWidth(longer) > width) {
            lines.push(line);
            line = word;
        } else {
            line = longer;
        }
    }
    return [...lines, line];
}
