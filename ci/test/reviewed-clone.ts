import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { binPath, runBin } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";

/** A clone of a repository of notes of which all is accepted and in the lock, on a branch of its own. */
export async function cloneReviewed(): Promise<string> {
  const { root, write } = makeKnowledgeBase({
    "review.config.json": JSON.stringify({ notes: ["kb/notes/*.md"], gates: "gates" }),
    "gates/prose/one.md": '---\ncheck: ["true"]\n---\n# One\n',
    "gates/claims/two.md": '---\ncheck: ["true"]\n---\n# Two\n',
  });
  write(".gitignore", ".review/\n");
  gitIn(root, "init", "--quiet", "--initial-branch", "main");
  await runBin("review-nested", ["sweep", "--all-gates", "--runner", "checks", "--trust"], { cwd: root });
  await runBin("review-nested", ["lock"], { cwd: root });
  commitAll(root, "notes, gates and the lock");
  const clone = join(scratchFolder(), "clone");
  gitIn(root, "clone", "--quiet", root, clone);
  gitIn(clone, "checkout", "--quiet", "-b", "work");
  return clone;
}

export function commitAll(folder: string, message: string): void {
  gitIn(folder, "add", "--all");
  gitIn(folder, "commit", "--quiet", "--allow-empty", "--message", message);
}

/** A `PATH` on which `npx` starts the built program in place of the published one. */
export function pathWithNpx(): string {
  const folder = scratchFolder();
  const npx = `#!/bin/sh
case "$*" in
"--yes @review/cli-nested "*) shift 2 ;;
"--yes --package @review/cli-nested review-nested "*) shift 4 ;;
*) echo "npx: $2 is not published" >&2; exit 1 ;;
esac
exec "${process.execPath}" "${binPath("review-nested")}" "$@"
`;
  writeFileSync(join(folder, "npx"), npx, { mode: 0o755 });
  return `${folder}:${process.env.PATH}`;
}
