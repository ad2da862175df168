// A reviewer that writes the permissions of the ledger's files, while the ledger is open, into `modes.json`.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { answerPrompt } from "../answer-prompt.mjs";

const modes = readdirSync(".review").map((name) => [
  name,
  (statSync(`.review/${name}`).mode & 0o777).toString(8),
]);
writeFileSync("modes.json", JSON.stringify(Object.fromEntries(modes)));
process.stdout.write(answerPrompt(readFileSync(0, "utf8")));
