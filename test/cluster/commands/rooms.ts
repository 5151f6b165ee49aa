import { closedStack } from "./closedStack";
import { files } from "./files";
import { plainStack } from "./plainStack";
import { programs } from "./programs";
import type { Room } from "./step";

/** All that test/cluster/commands.spec.ts executes, by the file that has it. */
export const rooms: Readonly<Record<string, Room>> = {
    "test/cluster/commands/files.ts": files,
    "test/cluster/commands/plainStack.ts": plainStack,
    "test/cluster/commands/closedStack.ts": closedStack,
    "test/cluster/commands/programs.ts": programs,
};
