// `npm run -s plan -- [--stack dev] [--markdown]`: what the edits of a stack file will do, from a preview, which asks Pulumi's state and the cluster.
// Without both: `--against COMMIT --stack dev` beside the stack file of a commit, `--from OLD_FILE --to NEW_FILE [--by-manifests]` between two files.
import { against } from "./against";
import { between } from "./between";
import { preview } from "./preview";

const args = process.argv.slice(2);
const has = (...options: readonly string[]) =>
    options.some((option) => args.some((argument) => argument === option || argument.startsWith(`${option}=`)));
process.exitCode = (has("--against") ? against : has("--from", "--to") ? between : preview)(args);
