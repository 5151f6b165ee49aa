import { z } from "zod";
import { rootLogger } from "../model/logLevels";
import { oneOf } from "./fields";
import { keyOf } from "./problems";
import type { Problem } from "./problems";

/** Levels by the names of loggers, each one of the words. */
export function logLevels<const T extends readonly [string, ...string[]]>(
    ...words: T
): z.ZodRecord<z.ZodString, z.ZodEnum<{ [K in T[number]]: K }>> {
    return z.record(z.string(), oneOf(...words), {
        error: `must be a map of loggers to levels, such as {${rootLogger}: INFO}`,
    });
}

/** A logger as Java names it: packages and a class. Nothing in it means anything in a file of properties, or to a shell. */
const loggerName = /^[A-Za-z0-9_$-]+(\.[A-Za-z0-9_$-]+)*$/;

/** What is wrong with the names of loggers in `logLevels` of a group. */
export function loggerProblems(group: string, levels: Readonly<Record<string, string>>): Problem[] {
    return Object.keys(levels).flatMap((name): Problem[] => {
        const path = [group, "logLevels", name];
        const meant = meantLogger(name);
        if (meant !== undefined) {
            return [
                { path, value: name, state: "unknown", rule: `did you mean ${keyOf([group, "logLevels", meant])}?` },
            ];
        }
        return loggerName.test(name)
            ? []
            : [
                  {
                      path,
                      value: name,
                      state: "no logger",
                      rule: "its name must be letters, digits, '_', '-' and '$', with single dots between them",
                  },
              ];
    });
}

/** The name that was meant: files of Log4j write loggers as `log4j.logger.NAME`, and the one at the root in other ways. */
function meantLogger(name: string): string | undefined {
    if (/^(log4j\.)?root(logger|category)?$/i.test(name) && name !== rootLogger) {
        return rootLogger;
    }
    const [, inner] = /^log4j\.(?:logger|category)\.(.+)$/.exec(name) ?? [];
    return inner;
}
