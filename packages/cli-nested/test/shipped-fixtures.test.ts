import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCorpus, readFixtures } from "@review/corpus";
import { program } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { inTree } from "./gate-tests-base.ts";

const EXAMPLES = fileURLToPath(new URL("../../../examples", import.meta.url));

/** A copy of an example, or what `init` writes, as `root`. */
async function treeOf(name: "kb" | "vault" | "init"): Promise<string> {
  if (name === "init") {
    const root = scratchFolder();
    mkdirSync(join(root, "notes"));
    writeFileSync(join(root, "notes/a.md"), "A note.\n");
    await inTree({ root }, ["init", "--with-gates"]);
    return root;
  }
  const root = join(scratchFolder(), name);
  for (const part of ["gates", "review.config.json"]) {
    cpSync(join(EXAMPLES, name, part), join(root, part), { recursive: true });
  }
  return root;
}

/** Tests the gates of a tree by a reviewer that knows all answers, or by one that always says the same. */
async function test(root: string, gateIds: readonly string[], always?: "PASS" | "FAIL") {
  const { fixtures } = await readFixtures(await openCorpus({ cwd: root, root }), gateIds);
  const answers = fixtures.map(({ note, expect: decision, quotes }) => ({
    text: note.text,
    decision: always ?? decision.toUpperCase(),
    quote: quotes[0] ?? /^# (.*)$/m.exec(note.text)?.[1],
  }));
  const file = join(root, "answers.json");
  writeFileSync(file, JSON.stringify(answers));
  const command = [process.execPath, program("by-heart"), "--answers", file];
  const config = { notes: ["notes/*.md"], gates: "gates", runners: { heart: { command } } };
  writeFileSync(join(root, "review.config.json"), JSON.stringify(config));
  const reviewer = ["--runner", "heart", "--model", always ?? "oracle", "--json", "--jobs", "4"];
  const { stdout, exitCode } = await inTree({ root }, ["gates", "test", ...gateIds, ...reviewer]);
  const { tests, untested } = JSON.parse(stdout);
  return {
    exitCode,
    untested,
    verdicts: [...new Set(tests.map(({ verdict }: { verdict: string }) => verdict))],
  };
}

describe.each(["init", "kb", "vault"] as const)("the fixtures of %s", (name) => {
  it("are in order, and tell a reviewer who is right from those who always say the same", async () => {
    const root = await treeOf(name);
    const { gates } = JSON.parse((await inTree({ root }, ["gates", "--json"])).stdout);
    const judged = gates.filter(({ check }: { check?: unknown }) => check === undefined);
    const gateIds = judged.map(({ gateId }: { gateId: string }) => gateId);
    const corpus = await openCorpus({ cwd: root, root });
    expect((await readFixtures(corpus, gateIds)).problems).toEqual([]);
    expect(await test(root, gateIds)).toEqual({ exitCode: 0, untested: [], verdicts: ["holds"] });
    for (const always of ["PASS", "FAIL"] as const)
      expect(await test(root, gateIds, always)).toEqual({ exitCode: 1, untested: [], verdicts: ["fails"] });
  });
});
