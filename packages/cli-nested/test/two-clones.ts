import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { makeReviewedBase, nested, type ReviewedBase, withLedger } from "./reviewed-base.ts";

/** What Ada reviewed, and a clone of it in which nobody has reviewed anything. */
export interface TwoClones {
  ada: ReviewedBase;
  ben: ReviewedBase;
}

/** A repository in which Ada has reviewed a note and written the lock, and Ben's clone of it. */
export async function makeTwoClones(
  decide: (ada: ReviewedBase) => Promise<void> = async () => {},
): Promise<TwoClones> {
  const ada = await makeReviewedBase({ ".gitignore": ".review/\n" });
  await decide(ada);
  await nested(ada.root, ["lock"]);
  gitIn(ada.root, "init", "--quiet", "--initial-branch", "main");
  gitIn(ada.root, "add", "--all");
  gitIn(ada.root, "commit", "--quiet", "--message", "reviewed");
  const root = join(scratchFolder(), "ben");
  gitIn(ada.root, "clone", "--quiet", ada.root, root);
  const write = (path: string, content: string | Uint8Array) => {
    writeFileSync(join(root, path), content);
    return join(root, path);
  };
  return { ada, ben: withLedger({ root, write }) };
}
