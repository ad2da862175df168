import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { expectRefusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { REVIEWER } from "./split.ts";
import { splitHere } from "./split-here.ts";

const CREATE = ["create", "kb/notes/a.md", "prose"];
const WRITE = ["write", "--run", "1", "--gate", "prose/clarity", "--file"];
const help = (command: string) => `(\`review-split ${command}--help\` says more)`;

describe("a command line is refused", () => {
  it.each<[args: string[], message: string | RegExp]>([
    [[], `name a command ${help("")}`],
    [["crate"], `there is no such command; did you mean create? ${help("")}`],
    [["zzzzzzzz", "x"], `there is no command zzzzzzzz ${help("")}`],
    [["create"], `<note> and <gates..> are missing: review-split create <note> <gates..> ${help("create ")}`],
    [
      ["create", "kb/notes/a.md", ...REVIEWER],
      /^<gates\.\.> is missing: review-split create <note> <gates..> /,
    ],
    [
      ["create", "--note", "kb/notes/a.md", "prose"],
      "--note is no option: review-split create <note> <gates..>",
    ],
    [
      [...CREATE, ...REVIEWER, "--gates=claims"],
      "--gates is no option: review-split create <note> <gates..>",
    ],
    [[...CREATE, ...REVIEWER, "--bogus"], `there is no option --bogus ${help("create ")}`],
    [
      [...CREATE, "--runner", "agent", "--modle", "opus"],
      /^there is no option --modle; did you mean --model\? /,
    ],
    [[...CREATE, ...REVIEWER, "--fooBar", "-z"], /^there is no option --fooBar, -z /],
    [[...CREATE, ...REVIEWER, "--no-json"], /^there is no option --no-json /],
    [[...CREATE, "--runner", "agent", "--model.name", "opus"], /^there is no option --model.name /],
    [[...CREATE, "--runner", "agent"], /^no model was named: give --model, set REVIEW_MODEL, or /],
    [[...CREATE, "--model", "opus"], /^no runner was named: give --runner, set REVIEW_RUNNER, or /],
    [[...CREATE, "--runner", "agent", "--model", ""], "--model is empty: name one"],
    [[...CREATE, "--runner", " ", "--model", "opus"], "--runner is empty: name one"],
    [[...CREATE, "--runner", "agent", "--model"], /^--model needs a value/],
    [[...CREATE, "--runner", "agent", "--model", "--quiet"], /^--model needs a value/],
    [[...CREATE, ...REVIEWER, "--model", "haiku"], /^--model was given more than once \(opus, haiku\): /],
    [
      [...CREATE, ...REVIEWER, "--effort", "huge"],
      /^--effort cannot be "huge": use one of "low", "medium", /,
    ],
    [["status"], `--run must be given ${help("status ")}`],
    [["status", "--run", "seven"], /^--run must be a whole number of at least 1, not "seven" /],
    [["status", "--run", "0"], /^--run must be a whole number of at least 1, not "0" /],
    [["status", "--run=-1"], /^--run must be a whole number of at least 1, not "-1" /],
    [["status", "--run", "1.5"], /^--run must be a whole number of at least 1, not "1.5" /],
    [["status", "--run", "0x1"], /^--run must be a whole number of at least 1, not "0x1" /],
    [["status", "--run", "9".repeat(20)], /^--run must be a whole number of at least 1, not "99/],
    [["status", "--run", "1", "--run", "1"], /^--run was given more than once \(1, 1\): give it once /],
    [["status", "1", "--run", "1"], /^1 is too much: review-split status /],
    [["write", "--run", "1"], `--gate and --file must be given ${help("write ")}`],
    [[...WRITE, "a.md", "b.md"], /^b.md is too much: review-split write /],
    [
      [...WRITE, "a.md", "--gate", "prose/brevity"],
      "2 × --gate and 1 × --file: give each gate the file with its review",
    ],
    [
      [...WRITE, "-", "--gate", "prose/brevity", "--file", "-"],
      "--file - can be given once: standard input holds one review",
    ],
    [["finalize", "--run", "1", "--effort", "low"], /^--effort goes with --actual-model: /],
    [["fail", "--run", "1"], `--remark must be given ${help("fail ")}`],
    [["--root", "", "gates"], "--root is empty: name one, or leave it out"],
    [["--db", " ", "status", "--run", "1"], "--db is empty: name one, or leave it out"],
    [["stale", "--model", "opus"], /^name the gates or lenses, or give --all-gates /],
    [["stale", "prose", "--all-gates", "--model", "opus"], "name gates, or give --all-gates, not both"],
    [["stale", "prose"], /^no model was named: /],
    [["stale", "prose", "--model", "opus", "--reason", "age"], /^--reason cannot be "age": use one of /],
  ])("%j", async (args, message) => {
    const { root } = makeKnowledgeBase();
    await expectRefusal(splitHere, root, args, { exitCode: 2, code: "usage", message });
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it.each<[what: string, args: string[], code: string, message: string | RegExp]>([
    [
      "a model name without a letter",
      [...CREATE, "--runner", "agent", "--model", "?!"],
      "invalid-model",
      '"?!" is not a model name: it needs at least one letter or digit',
    ],
    [
      "a root that is not there",
      ["--root", "nowhere", "gates"],
      "root-not-found",
      /nowhere is not a directory; /,
    ],
    [
      "a condition without a value",
      ["stale", "prose", "--model", "opus", "--where", "status"],
      "invalid-condition",
      /^"status" is not a condition; write key=value/,
    ],
    [
      "a note to look at that is not there",
      ["stale", "prose", "--model", "opus", "--note", "no.md"],
      "note-not-found",
      "note no.md does not exist; check the name",
    ],
  ])("for %s", async (_, args, code, message) => {
    const { root } = makeKnowledgeBase();
    await expectRefusal(splitHere, root, args, { exitCode: 2, code, message });
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it("for an effort from the environment that makes no partition", async () => {
    const { root } = makeKnowledgeBase();
    const environment = { REVIEW_EFFORT: "huge" };
    const message =
      'the effort "huge" (REVIEW_EFFORT or defaults.effort) is none of low, medium, high, xhigh';
    await expectRefusal(
      splitHere,
      root,
      [...CREATE, ...REVIEWER],
      { exitCode: 2, code: "usage", message },
      { environment },
    );
  });

  it.each([
    ["{", /^\S+review\.config\.json:1:2: is not JSON: /],
    ['{"gatez": "x"}', /review\.config\.json: gatez is not a known key; did you mean "gates"\?$/],
    [
      '{"limits": {"jobs": 0}}',
      /review\.config\.json: limits\.jobs expected a whole number from 1 to 100, got 0$/,
    ],
    ["[]", /review\.config\.json: expected an object, got \[\]$/],
  ])("for the configuration %s", async (config, message) => {
    const { root } = makeKnowledgeBase({ "review.config.json": config });
    await expectRefusal(splitHere, root, [...CREATE, ...REVIEWER], {
      exitCode: 2,
      code: "config-invalid",
      message,
    });
  });

  it("in English, whatever the language of the terminal", async () => {
    const { root } = makeKnowledgeBase();
    const environment = { LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" };
    const message = `--run must be given ${help("status ")}`;
    await expectRefusal(
      splitHere,
      root,
      ["status"],
      { exitCode: 2, code: "usage", message },
      { environment },
    );
  });
});
