import { rmSync } from "node:fs";
import { join } from "node:path";
import { openCorpus, resolveGates } from "@review/corpus";
import { getSnapshot, type Ledger } from "@review/db";
import { acknowledge, type StalePair } from "@review/lifecycle";
import { keepReviewed, type ReviewedPair } from "@review/views";
import { describe, expect, it } from "vitest";
import { eventsFrom, importAcceptance, makePairBase, review } from "../../../test/pair-base.ts";
import { GATES, nestedJson, opus, type ReviewedBase } from "../../../test/reviewed-base.ts";
import { acknowledgeStale } from "./acknowledge-stale.ts";

const [A, B] = ["kb/notes/a.md", "kb/notes/b.md"];

/** A base in which both notes changed, and their stale pairs with one gate as a selection finds them. */
async function selectChanged() {
  const base = await makePairBase();
  for (const note of [A, B]) base.write(note, `# Changed\n\n${note}\n`);
  const { stale } = await nestedJson(base.root, ["stale", "prose/body", "--model", opus]);
  await using ledger = await base.open();
  return { base, pairs: await keepReviewed(ledger, [opus], stale as StalePair[]) };
}

/** Acknowledges them after something has happened; gives the notes that were. */
async function acknowledgeAfter(
  { base, pairs }: { base: ReviewedBase; pairs: ReviewedPair[] },
  happens: (ledger: Ledger) => unknown,
  dryRun = false,
): Promise<string[]> {
  const corpus = await openCorpus({ cwd: base.root, root: base.root });
  await using ledger = await base.open();
  await happens(ledger);
  const kind = "trivial-change-ack";
  const done = await acknowledgeStale(pairs, { corpus, ledger, partitions: [opus], kind, dryRun });
  return done.map(({ notePath }) => notePath);
}

describe("acknowledgeStale", () => {
  it("acknowledges what is as it was selected, and keeps the texts", async () => {
    const selected = await selectChanged();
    expect(await acknowledgeAfter(selected, () => undefined)).toEqual([A, B]);
    expect(await eventsFrom(selected.base, 6)).toMatchObject([
      { notePath: A, acceptedNoteSha: selected.pairs[0]?.noteSha, acceptedReviewId: 1 },
      { notePath: B, acceptedNoteSha: selected.pairs[1]?.noteSha, acceptedReviewId: 4 },
    ]);
    await using ledger = await selected.base.open();
    expect(await getSnapshot(ledger, selected.pairs[0]?.noteSha ?? "")).toBe(`# Changed\n\n${A}\n`);
  });

  it.each<[string, (base: ReviewedBase, pairs: ReviewedPair[]) => (ledger: Ledger) => unknown, string[]]>([
    [
      "a note that changed",
      ({ write }) =>
        () =>
          write(A, "# Changed again\n"),
      [B],
    ],
    // It is what the other note was accepted in, but not what was looked at as this one.
    [
      "a note that became like another",
      ({ write }) =>
        () =>
          write(A, `# Changed\n\n${B}\n`),
      [B],
    ],
    [
      "a note that is gone",
      ({ root }) =>
        () =>
          rmSync(join(root, A)),
      [B],
    ],
    [
      "a note that is no text any more",
      ({ write }) =>
        () =>
          write(A, new Uint8Array([0xff])),
      [B],
    ],
    [
      "a gate that changed",
      ({ write }) =>
        () =>
          write(`${GATES}/prose/body.md`, "# Body\n\nElse?\n"),
      [],
    ],
    [
      "a gate that is gone",
      ({ root }) =>
        () =>
          rmSync(join(root, `${GATES}/prose/body.md`)),
      [],
    ],
    [
      "a gate that broke",
      ({ write }) =>
        () =>
          write(`${GATES}/prose/body.md`, "---\na: b: c\n---\n"),
      [],
    ],
    [
      "a pair whose verdict was given anew in the version accepted before",
      (base, [pair]) =>
        async (ledger) => {
          const text = (await getSnapshot(ledger, pair?.acceptedNoteSha ?? "")) ?? "";
          base.write(A, text);
          await review(base, A, { "prose/body": "fail" });
          base.write(A, `# Changed\n\n${A}\n`);
        },
      [B],
    ],
    ["a pair that was reviewed", (base) => () => review(base, A, { "prose/body": "fail" }), [B]],
    [
      "a pair that was acknowledged by somebody else",
      (_, pairs) => (ledger) =>
        acknowledge(ledger, { pairs: pairs.slice(0, 1), modelId: opus, kind: "trivial-change-ack" }),
      [B],
    ],
    [
      "a pair that was accepted in yet another version",
      (_, pairs) => (ledger) =>
        acknowledge(ledger, {
          pairs: pairs.slice(0, 1).map((pair) => ({ ...pair, noteSha: "0".repeat(64) })),
          modelId: opus,
          kind: "trivial-change-ack",
        }),
      [B],
    ],
  ])("leaves out %s meanwhile", async (_, happens, left) => {
    const selected = await selectChanged();
    const event = happens(selected.base, selected.pairs);
    expect(await acknowledgeAfter(selected, event)).toEqual(left);
  });

  it("says the same in a dry run, and appends nothing", async () => {
    const selected = await selectChanged();
    const event = () => selected.base.write(A, "# Changed again\n");
    expect(await acknowledgeAfter(selected, event, true)).toEqual([B]);
    expect(await eventsFrom(selected.base, 6)).toEqual([]);
  });
});

it("keepReviewed leaves out pairs without a review behind their acceptance, and without any acceptance", async () => {
  const base = await makePairBase({ "kb/notes/c.md": "# C\n" });
  importAcceptance(base, "kb/notes/c.md", "prose/body");
  const corpus = await openCorpus({ cwd: base.root, root: base.root });
  const [gate] = await resolveGates(corpus, ["prose/body"]);
  await using ledger = await base.open();
  const pairs = [A, "kb/notes/c.md", "kb/notes/none.md"].map(
    (notePath): StalePair => ({
      notePath,
      gateId: "prose/body",
      reason: "gate-changed",
      noteSha: "",
      gateSha: gate?.sha ?? "",
      acceptedModelId: opus,
    }),
  );
  expect((await keepReviewed(ledger, [opus], pairs)).map(({ notePath }) => notePath)).toEqual([A]);
});
