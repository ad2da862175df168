import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openLedger } from "@review/db";
import { createRun, modelPartition, recordAndFinalizeRun } from "@review/lifecycle";
import { type KnowledgeBase, makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { program } from "@review/test-kit/programs.ts";
import { runBin } from "@review/test-kit/run-bin.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";

const NOTE = "notes/n.md";
const TEXT =
  "# The note\n\nIt holds 512 entries.\n\n<!-- review-ignore prose/b: the law's words -->\n\nHerein.\n";
const REVIEWER = ["--runner", "keeping", "--trust"];
const HEADING = "Settled by the owner; do not report these again";

/** A tree of one note under two gates, one of which failed it by `opus`. Its reviewer keeps what it is asked. */
async function failedTree(): Promise<KnowledgeBase & { prompts(): string[] }> {
  const base = makeKnowledgeBase();
  const kept = join(base.root, "prompts.txt");
  const command = [process.execPath, program("invent-quotes"), "--mend", "--keep", kept];
  base.write(NOTE, TEXT);
  for (const gate of ["a", "b"]) base.write(`gates/prose/${gate}.md`, `# ${gate}\n\nIs it so?\n`);
  const config = { notes: ["notes/*.md"], gates: "gates", runners: { keeping: { command } } };
  base.write("review.config.json", JSON.stringify(config));
  await using ledger = await openLedger(ledgerPath(base.root));
  const runId = await createRun(ledger, {
    notePath: NOTE,
    modelId: modelPartition("opus"),
    runner: "r",
    note: snapshotOf(TEXT),
    gates: [{ gateId: "prose/a", ...snapshotOf("# a\n\nIs it so?\n") }],
  });
  const findings = [{ severity: "fail", message: "how many?\n```", quotes: ["512 entries"] }] as const;
  const review = { gateId: "prose/a", decision: "fail", rationaleMarkdown: "No.", findings } as const;
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
  const prompts = () =>
    existsSync(kept)
      ? readFileSync(kept, "utf8")
          .trim()
          .split("\n")
          .map((line) => String(JSON.parse(line)))
      : [];
  return { ...base, prompts };
}

async function nested(root: string, ...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runBin("review-nested", args, { cwd: root });
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

/** What a prompt lists as settled. */
const settledIn = (prompt: string | undefined) =>
  prompt?.split(HEADING)[1]?.split("```")[1]?.split("\n") ?? [];

/** As it is shown. */
const withoutToken = (prompt = "") =>
  prompt.replaceAll(
    /^The token of this prompt is (\w+)\./.exec(prompt.slice(prompt.lastIndexOf("The token")))?.[1] ?? "?",
    "00000000",
  );

it("names what is settled in every prompt, so that it is not reported again", async () => {
  const { root, prompts } = await failedTree();
  const key = String(queryLedger(root, "SELECT key FROM findings")[0]?.key);
  const bundle = ["bundle", NOTE, "prose", ...REVIEWER, "--model", "opus"];
  expect(settledIn(await nested(root, ...bundle, "--dry-run"))).toEqual([
    "text",
    "- prose/b: what the comment in line 5 of the note covers",
    "  Reason: the law's words",
    "",
  ]);

  await nested(root, "waive", key, "--remark", "as agreed");
  const before = readFileSync(ledgerPath(root));
  const shown = await nested(root, ...bundle, "--dry-run");
  const plan = JSON.parse(
    await nested(
      root,
      "sweep",
      "--all-gates",
      ...REVIEWER,
      "--model",
      "sonnet",
      "--group-by",
      "note",
      "--dry-run",
      "--json",
    ),
  );
  expect(readFileSync(ledgerPath(root)).equals(before)).toBe(true);
  expect(shown).toContain(
    [
      `${HEADING}, nor let them count in a result, unless they have become worse:`,
      "",
      "````text",
      "- prose/a: FAIL: how many? ```",
      "  > 512 entries",
      "  Reason: as agreed",
      "- prose/b: what the comment in line 5 of the note covers",
      "  Reason: the law's words",
      "````",
    ].join("\n"),
  );
  expect(plan.batches[0].text.trim()).toBe(shown.trim());

  await nested(root, ...bundle);
  await nested(root, "sweep", "--all-gates", ...REVIEWER, "--model", "sonnet", "--group-by", "note");
  const [first, again, bySweep] = prompts();
  expect(withoutToken(first).trim()).toBe(shown.trim());
  expect(withoutToken(bySweep).trim()).toBe(shown.trim());
  // Of the repair the part that is asked again.
  expect(again).toContain("\n# What was wrong\n");
  expect(again).toContain("  > 512 entries\n  Reason: as agreed\n");
  expect(again).not.toContain("the comment in line 5");
});
