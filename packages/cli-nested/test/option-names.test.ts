import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { MODEL, review } from "./pair-base.ts";
import { GATES, makeBase, nested, nestedJson } from "./reviewed-base.ts";

const A = "kb/notes/--root=x.md";
/** A gate whose id would be consent, and one that would move the ledger. */
const IDS = ["--trust", "--db=x/y"];
const files = Object.fromEntries([
  [A, "# A\n\nPlain text.\n"],
  ...IDS.map((id) => [`${GATES}/${id}.md`, `# ${id}\n\nIs it so?\n`]),
]);

/** The words that a shell makes of a proposed command, without the program. */
function wordsOf(command: string): string[] {
  const line = `printf '%s\\0' ${command.replace(/^review-nested /, "")}`;
  return execFileSync("sh", ["-c", line], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("a name that begins like an option", () => {
  it("is none in what verify proposes", async () => {
    const { root } = makeBase(files);
    const { unmet } = await nestedJson(root, ["verify", ...IDS.map((id) => `./${id}`), "--note", A]);
    const commands = (unmet as { gateId: string; next: string }[]).map(({ gateId, next }) => [gateId, next]);
    expect(commands.map(([gateId]) => gateId)).toEqual(expect.arrayContaining(IDS));
    for (const [gateId, next = ""] of commands) {
      expect(wordsOf(next).slice(0, 2)).toEqual(["sweep", `./${gateId}`]);
      const plan = [...wordsOf(next).map((word) => (word === "RUNNER" ? "claude-code" : word)), "--dry-run"];
      expect(await nested(root, plan)).toMatchObject({ exitCode: 0 });
    }
  });

  it("is none in what why proposes", async () => {
    const base = makeBase(files);
    await review(base, A, { "--trust": "pass", "--db=x/y": "pass" });
    base.write(A, "# A\n\nOther text.\n");
    for (const id of IDS) {
      const { out } = await nested(base.root, ["why", A, `./${id}`, ...MODEL]);
      const commands = out.split("\n").flatMap((line) => /review-nested .*/.exec(line)?.[0] ?? []);
      expect(commands).not.toEqual([]);
      for (const command of commands) {
        const words = wordsOf(command);
        expect(words.slice(1, 3)).toEqual([A, `./${id}`]);
        expect(words.filter((word) => /^--(?:trust|db|root)/.test(word))).toEqual([]);
      }
    }
  });
});
