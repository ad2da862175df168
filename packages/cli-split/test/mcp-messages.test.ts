import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type KnowledgeBase, makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { allRows, ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { tools } from "../src/mcp/tools.ts";
import { toolsHere } from "./tools-here.ts";

const A = "kb/notes/a.md";
const CREATE = { note: A, gates: ["prose"], runner: "agent", model: "opus" };
const REVIEW = { run: 1, gate: "prose/clarity", review: reviewText() };

/** A tree with a run that is open (1), one that is completed (2), and one that failed (3). */
async function makeEventfulBase(): Promise<KnowledgeBase> {
  const base = makeKnowledgeBase({ "kb/notes/empty.md": "", "kb/notes/plain.md": "# Plain\n" });
  const call = toolsHere(base.root);
  for (const gates of [["prose"], ["prose/clarity"], ["prose/clarity"]]) {
    await call("create", { ...CREATE, gates });
  }
  await call("write", REVIEW);
  await call("write", { ...REVIEW, run: 2 });
  await call("finalize", { run: 2 });
  await call("fail", { run: 3, reason: "it took too long" });
  return base;
}

type Wrong = [tool: string, given: Record<string, unknown>, code: string, message: string | RegExp];

/** What an agent can do wrong, by tool. */
const WRONG: Wrong[] = [
  [
    "stale",
    {},
    "usage",
    "no model was named: give model, set REVIEW_MODEL, or put defaults.model into review.config.json",
  ],
  ["stale", { model: "?" }, "invalid-model", /^"\?" is not a model name/],
  [
    "stale",
    { model: "m", gates: ["prosa"] },
    "unknown-gate",
    'no gate or lens is called "prosa"; did you mean prose?',
  ],
  ["stale", { model: "m", note: ["x.md"] }, "note-not-found", /^note x\.md does not exist/],
  ["stale", { model: "m", where: ["current"] }, "invalid-condition", /write key=value/],
  ["stale", { model: "m", reason: "old" }, "usage", /^reason must be one of missing-review, /],
  ["stale", { model: "m", effort: "huge" }, "usage", /^effort must be one of /],
  ["stale", { model: "m", limit: 0 }, "usage", /^limit must be a whole number of at least 1 /],
  ["stale", { model: "m", limit: 1000 }, "usage", /^limit must be a whole number of at most 200 /],
  [
    "stale",
    { model: "m", cursor: "abc" },
    "usage",
    "cursor is none that stale gave: leave it out to begin with the first entry",
  ],
  [
    "stale",
    { model: "m", check: true },
    "usage",
    /^there is no argument check \(stale takes gates, exclude, model, /,
  ],
  ["gates", { gates: "prosa" }, "unknown-gate", /did you mean prose\?$/],
  ["gates", { cursor: "abc" }, "usage", /^cursor is none that gates gave/],
  [
    "create",
    {},
    "usage",
    "note must be given; gates must be given (create takes note, gates, exclude, runner, model, effort)",
  ],
  ["create", { ...CREATE, gates: [] }, "usage", /^gates must be given \(/],
  ["create", { ...CREATE, gates: null }, "usage", /^gates must be given \(/],
  ["create", { ...CREATE, note: "" }, "usage", /^note must be given \(/],
  ["create", { ...CREATE, runner: "" }, "usage", /^no runner was named: give runner, set REVIEW_RUNNER, /],
  ["create", { ...CREATE, model: null }, "usage", /^no model was named: give model, set REVIEW_MODEL, /],
  ["create", { ...CREATE, model: "?" }, "invalid-model", /is not a model name/],
  ["create", { ...CREATE, note: "../a.md" }, "note-outside-root", /name a note inside it/],
  ["create", { ...CREATE, note: "kb/notes/empty.md" }, "note-empty", /is empty/],
  [
    "create",
    { ...CREATE, note: "kb/notes/plain.md", gates: "claims/sources" },
    "usage",
    /^no gate applies to kb\/notes\/plain\.md: left out claims\/sources/,
  ],
  ["create", { ...CREATE, root: "/" }, "usage", /^there is no argument root \(/],
  [
    "write",
    {},
    "usage",
    "run must be given; gate must be given; review must be given (write takes run, gate, review, replace)",
  ],
  [
    "write",
    { run: 1, gate: "a", reveiw: "Fine." },
    "usage",
    /^review must be given; there is no argument reveiw \(/,
  ],
  ["write", { ...REVIEW, run: "one" }, "usage", /^run must be a whole number /],
  ["write", { ...REVIEW, gate: ["a"] }, "usage", /^gate must be text /],
  [
    "write",
    { ...REVIEW, review: "Fine." },
    "usage",
    /^the text in review is no review of prose\/clarity: there is no result line/,
  ],
  [
    "write",
    REVIEW,
    "gate-already-reviewed",
    "gate prose/clarity already has a review in run 1: replace it (option replace) to correct it",
  ],
  ["write", { ...REVIEW, gate: "claims/title" }, "gate-not-requested", /^gate claims\/title is not in run 1/],
  ["write", { ...REVIEW, run: 2 }, "run-not-running", /^run 2 is completed, not running/],
  ["write", { ...REVIEW, run: 9 }, "run-not-found", /^run 9 is not in the ledger/],
  ["status", { runId: 9 }, "run-not-found", /^run 9 is not in the ledger/],
  ["gates", { runId: 9 }, "usage", /^there is no argument runId /],
  ["status", { run: null }, "usage", "run must be given (status takes run)"],
  ["status", { run: "0" }, "usage", /^run must be a whole number of at least 1 /],
  ["status", { run: 9 }, "run-not-found", /^run 9 is not in the ledger/],
  [
    "status",
    { run: 1, verbose: true, json: false },
    "usage",
    "there is no argument verbose, json (status takes run)",
  ],
  ["status", JSON.parse('{"run": 1, "__proto__": {}}'), "usage", /^there is no argument __proto__ /],
  ["finalize", {}, "usage", /^run must be given \(/],
  [
    "finalize",
    { run: 1, effort: "high" },
    "usage",
    "effort goes with actualModel: name the model that reviewed with this effort",
  ],
  ["finalize", { run: 1, effort: "high", check: true }, "usage", /^effort goes with actualModel/],
  ["finalize", { run: 1, actualModel: "?" }, "invalid-model", /is not a model name/],
  ["finalize", { run: 3 }, "run-not-running", /^run 3 is failed, not running/],
  ["finalize", { run: 9, check: true }, "run-not-found", /^run 9 is not in the ledger/],
  ["fail", { run: 1 }, "usage", "reason must be given (fail takes run, reason)"],
  ["fail", { run: 2, reason: "why not" }, "run-not-running", /^run 2 is completed, not running/],
  [
    "why",
    {},
    "usage",
    "note must be given; gate must be given (why takes note, gate, model, effort, exactModel)",
  ],
  ["why", { note: A, gate: "prose", model: "m" }, "usage", "prose is a lens of 2 gates: name one of them"],
  ["why", { note: A, gate: "prose/clarity" }, "usage", /^no model was named: give model, /],
  [
    "why",
    { note: "x.md", gate: "prose/clarity", model: "m" },
    "note-not-found",
    /^note x\.md does not exist/,
  ],
  ["warns", { note: "x.md" }, "note-not-found", /^note x\.md does not exist/],
  ["warns", { cursor: "abc" }, "usage", /^cursor is none that warns gave/],
  [
    "wriet",
    {},
    "usage",
    "there is no tool wriet: use one of stale, gates, create, write, status, finalize, fail, why, warns",
  ],
];

/** No tool has flags, standard input or a command line of its own. */
const OF_A_SHELL = /(?:^|\s|[(`"'])--?[a-z]|standard input|command line/i;

const messageOf = (document: Record<string, unknown>) =>
  (document as { error?: { code: string; message: string } }).error ?? { code: "none", message: "none" };

describe("what a tool says is wrong", () => {
  it("is said of each of its arguments, in its own words, and changes nothing", async () => {
    const { root } = await makeEventfulBase();
    const call = toolsHere(root);
    const before = allRows(root);
    for (const [tool, given, code, message] of WRONG) {
      const error = messageOf(await call(tool, given));
      expect(error, `${tool} ${JSON.stringify(given)}`).toEqual({
        code,
        message: typeof message === "string" ? message : expect.stringMatching(message),
      });
      expect(error.message).not.toMatch(OF_A_SHELL);
    }
    expect(allRows(root)).toEqual(before);
  });

  it("is tried for every tool", () => {
    const tried = new Set(WRONG.map(([tool]) => tool));
    expect(tools.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it("is said when a run fails", async () => {
    const { root } = await makeEventfulBase();
    const call = toolsHere(root);
    await call("create", CREATE);
    const { code, message } = messageOf(await call("finalize", { run: 4 }));
    expect(code).toBe("run-failed");
    expect(message).toMatch(/^run 4 failed: gate prose\/brevity of kb\/notes\/a\.md has no review/);
    expect(message).not.toMatch(OF_A_SHELL);
  });
});

/** An input for each tool with which it would do something. */
const RIGHT: [tool: string, given: Record<string, unknown>][] = [
  ["stale", { model: "opus" }],
  ["gates", {}],
  ["create", CREATE],
  ["write", REVIEW],
  ["status", { run: 1 }],
  ["finalize", { run: 1 }],
  ["fail", { run: 1, reason: "because" }],
  ["why", { note: A, gate: "prose/clarity", model: "opus" }],
  ["warns", {}],
];

describe.each(RIGHT)("what %s says of its surroundings", (tool, given) => {
  const errorOf = async (...where: Parameters<typeof toolsHere>) =>
    messageOf(await toolsHere(...where)(tool, given));

  it("names no flags where there is no tree", async () => {
    const { code, message } = await errorOf(scratchFolder());
    expect(code).toBe("no-root");
    expect(message).toMatch(/name the root \(option root, or the variable REVIEW_ROOT\)/);
    expect(message).not.toMatch(OF_A_SHELL);
  });

  it.each(["root", "db"] as const)("names the server's option %s where it is empty", async (option) => {
    const { message } = await errorOf(makeKnowledgeBase().root, { [option]: " " });
    expect(message).toBe(`the server's option ${option} is empty: name one, or leave it out`);
  });

  it.skipIf(tool === "gates")("names no flags where the ledger is none", async () => {
    const { root } = makeKnowledgeBase();
    mkdirSync(dirname(ledgerPath(root)));
    writeFileSync(ledgerPath(root), "This is a text of some length, and not a database at all.\n".repeat(20));
    const { code, message } = await errorOf(root);
    expect(code).toBe("not-a-ledger");
    expect(message).toMatch(
      /name another file \(option db, or the variable REVIEW_DB\), or move this one away$/,
    );
    expect(message).not.toMatch(OF_A_SHELL);
  });
});

it("has an input for every tool", () => {
  expect(RIGHT.map(([tool]) => tool)).toEqual(tools.map(({ name }) => name));
});
