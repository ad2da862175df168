import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What stands in the note that the first note links to. */
export const LINKED_TEXT = "The second note is about boats.";

/** @param {string} url */
function repositoryFiles(url) {
  // codex has no variable for the address of its service.
  const codex = { extraArgs: ["-c", `openai_base_url="${url}/v1"`] };
  const opencode = { passEnv: ["OPENCODE_CONFIG"] };
  return {
    "review.config.json": JSON.stringify({ runners: { codex, opencode } }),
    "kb/notes/first.md": "# First\n\nThe first note is about bridges, not about [boats](second.md).\n",
    "kb/notes/second.md": `# Second\n\n${LINKED_TEXT}\n`,
    "kb/instructions/review-gates/prose/one.md":
      "---\nname: One\n---\n\n# One\n\nThe note has one subject.\n",
    "kb/instructions/review-gates/prose/two.md": "---\nname: Two\n---\n\n# Two\n\nThe note has a title.\n",
  };
}

/**
 * A git repository with two notes and a lens of two gates, all committed. codex is pointed at `url`.
 * @param {string} root
 * @param {string} url
 */
export function writeRepository(root, url) {
  for (const [path, text] of Object.entries(repositoryFiles(url))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  commitAll(root);
}

/** @param {string} root */
export function commitAll(root) {
  execFileSync("git", ["add", "--all"], { cwd: root });
  const author = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
  execFileSync("git", [...author, "commit", "--quiet", "--message", "Write"], { cwd: root });
}
