// `npm run -s plan -- --stack dev [--markdown]`: what the edits of a stack file will do. With `--against COMMIT` the stack file of a commit tells
// what runs, else a preview asks Pulumi's state and the cluster.
import { against } from "./against";
import { preview } from "./preview";

const args = process.argv.slice(2);
const isComparison = args.some((argument) => argument === "--against" || argument.startsWith("--against="));
process.exitCode = (isComparison ? against : preview)(args);
