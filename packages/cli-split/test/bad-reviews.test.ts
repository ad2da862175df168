import { readdirSync } from "node:fs";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { expectRefusal, type Refusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { REVIEWER, split } from "./split.ts";
import { splitHere } from "./split-here.ts";

/** A tree with run 1 for two gates, one of them reviewed. */
async function makeOpenRun() {
  const { root, write } = makeKnowledgeBase();
  write("good.md", reviewText());
  await splitHere(root, ["create", "kb/notes/a.md", "prose", ...REVIEWER]);
  await splitHere(root, ["write", "--run", "1", "--gate", "prose/brevity", "--file", "good.md"]);
  return { root, write };
}

const usage = (message: string | RegExp, code = "usage"): Refusal => ({ exitCode: 2, code, message });
const RESULTS = "`## Result: PASS`, `## Result: WARN`, `## Result: FAIL` or `## Result: ERROR`";

describe("write refuses", () => {
  it("a text that is no review, and records nothing", async () => {
    const { root, write } = await makeOpenRun();
    const texts: [text: string | Uint8Array, message: string | RegExp][] = [
      ["### Summary\nFine.\n", `there is no result line; end the review with exactly one line ${RESULTS}`],
      ["Fine.\n\n## Result: PASS\n\n## Result: PASS\n", /more than one line begins with `## Result:`; /],
      ["Fine.\n\n## Result: MAYBE\n", /"## Result: MAYBE" is not one of the four results; /],
      ["Fine.\n\n## Result: pass\n", /"## Result: pass" is not one of the four results; /],
      ["(one short paragraph)\n\n## Result: PASS|WARN|FAIL|ERROR\n", /is not one of the four results; /],
      ["Fine.\n\n## Result: PASS\nAnd more.\n", /text follows the result line; /],
      ["## Result: PASS\n", /the review has nothing but its result line; /],
      ["", /the review is empty; write what was found, then end /],
      [" \n\n", /the review is empty; /],
    ];
    for (const [text, message] of texts) {
      write("bad.md", text);
      const args = ["write", "--run", "1", "--gate", "prose/clarity", "--file", "bad.md"];
      const start = "bad.md is no review of prose/clarity: ";
      const said = typeof message === "string" ? start + message : new RegExp(`^${start}.*${message.source}`);
      await expectRefusal(split, root, args, usage(said));
    }
    write("latin1.md", Uint8Array.of(0xe9, 0x0a));
    await expectRefusal(
      splitHere,
      root,
      ["write", "--run", "1", "--gate", "prose/clarity", "--file", "latin1.md"],
      usage("latin1.md is not UTF-8: save the review of prose/clarity as UTF-8"),
    );
    await expectRefusal(
      splitHere,
      root,
      ["write", "--run", "1", "--gate", "prose/clarity", "--file", "-"],
      usage(/^standard input is no review of prose\/clarity: the review is empty; /),
    );
  });

  it("a finding whose words the note does not have, with the passage that was meant", async () => {
    const { root, write } = await makeOpenRun();
    write("invented.md", reviewText("WARN", "Hm.", "Plain words."));
    const args = ["write", "--run", "1", "--gate", "prose/clarity", "--file", "invented.md"];
    expect(await split(root, args)).toEqual({
      stdout: "",
      stderr:
        'error: the review of gate prose/clarity: finding 1: the note does not say "Plain words."; nearest is line 8, "Plain text.": copy the words character by character\n',
      exitCode: 2,
    });
    const { stdout } = await splitHere(root, [...args, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "quote-not-found",
        problems: [{ finding: 1, quote: "Plain words.", nearest: { line: 8, text: "Plain text." } }],
      },
    });
  });

  it.each<[what: string, args: string[], Refusal]>([
    [
      "a file that is not there",
      ["--gate", "prose/clarity", "--file", "none.md"],
      usage("none.md cannot be read, it does not exist: name the file with the review of prose/clarity"),
    ],
    [
      "a directory",
      ["--gate", "prose/clarity", "--file", "kb"],
      usage("kb cannot be read, it is a directory: name the file with the review of prose/clarity"),
    ],
    [
      "a gate that is not in the run",
      ["--gate", "claims/title", "--file", "good.md"],
      usage(
        "gate claims/title is not in run 1, which asks for prose/brevity, prose/clarity",
        "gate-not-requested",
      ),
    ],
    [
      "all reviews where one of them is of another gate",
      ["--gate", "prose/clarity", "--file", "good.md", "--gate", "no/gate", "--file", "good.md"],
      usage(/^gate no\/gate is not in run 1, /, "gate-not-requested"),
    ],
    [
      "a gate given twice",
      ["--gate", "prose/clarity", "--file", "good.md", "--gate", "prose/clarity", "--file", "good.md"],
      usage("gate prose/clarity was given twice for run 1", "invalid-input"),
    ],
    [
      "a second review without --replace",
      ["--gate", "prose/clarity", "--file", "good.md", "--gate", "prose/brevity", "--file", "good.md"],
      {
        exitCode: 4,
        code: "gate-already-reviewed",
        message: /^gate prose\/brevity already has a review in run 1: replace it \(--replace\) to correct it/,
      },
    ],
  ])("%s", async (_, args, refusal) => {
    const { root } = await makeOpenRun();
    await expectRefusal(splitHere, root, ["write", "--run", "1", ...args], refusal);
  });
});

describe("a run that cannot be changed", () => {
  const unknown = usage(/^run 7 is not in the ledger: /, "run-not-found");
  const commands = [
    ["write", "--run", "7", "--gate", "prose/clarity", "--file", "good.md"],
    ["status", "--run", "7"],
    ["finalize", "--run", "7"],
    ["finalize", "--run", "7", "--check"],
    ["fail", "--run", "7", "--remark", "lost"],
  ];

  it.each(commands)("is one that is not there: %s", async (...args) => {
    const { root } = await makeOpenRun();
    await expectRefusal(splitHere, root, args, unknown);
  });

  it("makes no ledger where there is none", async () => {
    const { root, write } = makeKnowledgeBase();
    write("good.md", reviewText());
    for (const args of commands) await expectRefusal(split, root, args, unknown);
    expect(readdirSync(root).sort()).toEqual(["good.md", "kb"]);
  });

  it("is one that was given up", async () => {
    const { root } = await makeOpenRun();
    await splitHere(root, ["fail", "--run", "1", "--remark", "enough"]);
    const message = "run 1 is failed, not running: create a new run to review the note again";
    for (const args of commands.filter(([name]) => name !== "status")) {
      const ofRun1 = args.map((arg) => (arg === "7" ? "1" : arg));
      await expectRefusal(splitHere, root, ofRun1, { exitCode: 4, code: "run-not-running", message });
    }
  });

  it("is not given up without a reason", async () => {
    const { root } = await makeOpenRun();
    const message = "say why run 1 fails: the reason is empty";
    await expectRefusal(
      splitHere,
      root,
      ["fail", "--run", "1", "--remark", "  "],
      usage(message, "invalid-input"),
    );
  });
});

describe("finalize refuses telemetry", () => {
  it("that is no JSON object, and leaves the run open", async () => {
    const { root, write } = await makeOpenRun();
    const args = ["finalize", "--run", "1", "--telemetry", "t.json"];
    const noFile = "t.json cannot be read, it does not exist: name the file with the telemetry";
    await expectRefusal(splitHere, root, args, usage(noFile));
    for (const text of ["", "{", "[]", "null", "7"]) {
      write("t.json", text);
      const message = "t.json is not a JSON object: mend it, or leave out --telemetry";
      await expectRefusal(splitHere, root, args, usage(message));
    }
    write("t.json", Uint8Array.of(0x22, 0xff, 0x22));
    await expectRefusal(splitHere, root, args, usage("t.json is not UTF-8: save the telemetry as UTF-8"));
  });
});
