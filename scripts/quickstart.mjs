// The main job on the example knowledge base: no model, no key, real linters, a real ledger.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const reviewNested = join(root, "packages/cli-nested/bin/review-nested.cjs");

// Whoever types `npm run quickstart` means the linters of this very repository: that is the consent to start them.
console.error("\nReviewing examples/kb with the gates' own checks (runner `checks`) …\n");
const { status } = spawnSync(
  process.execPath,
  [reviewNested, "sweep", "--root", "examples/kb", "--all-gates", "--runner", "checks", "--trust"],
  { cwd: root, stdio: "inherit" },
);
if (status === 0) {
  console.error(`
The decisions are in examples/kb/.review/ledger.sqlite, and every pair stays fresh until its note or gate changes.
Run it again: it starts no check. To go on:

  cd examples/kb
  npx review-nested warns                                   the findings, as a queue to work through
  npx review-nested why notes/on-call-handover.md links/links-resolve --model checks
  npx review-nested stale --all-gates --model checks        what needs a review after you have edited a note
  npx review-nested trust                                   consent to the linters, which was for this once only
  npx review-nested bundle notes/code-review.md structure --runner checks
  npx review-nested bundle notes/code-review.md claims --runner claude-code --model opus --dry-run
  npx review-split instructions                             how an agent records its own reviews
`);
}
process.exitCode = status ?? 1;
