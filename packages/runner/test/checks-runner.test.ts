import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { contentSha } from "@review/corpus";
import { parseBundle } from "@review/protocol";
import { ENVIRONMENT, program, readyFile } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { checksRunner } from "../src/checks/checks-runner.ts";
import type { ExecuteContext, RequestedGate, ReviewRequest } from "../src/runner.ts";

const TOKEN = "1f2e3d4c";
const NOTE = { text: "a note\n", noteSha: contentSha("a note\n") };

/** A gate whose check is one of the programs. */
function gate(gateId: string, name: string, ...args: string[]): RequestedGate {
  return { gateId, severity: "warn", check: [program(name), ...args] };
}

function requestFor(root: string, notes: ReviewRequest["notes"]): ReviewRequest {
  return {
    invocationId: "i",
    prompt: "",
    token: TOKEN,
    notes,
    model: "checks",
    root,
    timeoutMs: 60_000,
  };
}

interface Asked {
  gates: readonly RequestedGate[];
  notePaths?: readonly string[];
  timeoutMs?: number;
  context?: Partial<ExecuteContext>;
}

/** Runs the checks of some gates on each of some notes that exist. */
async function check({ gates, notePaths = ["a.md"], timeoutMs = 60_000, context = {} }: Asked) {
  const root = scratchFolder();
  for (const notePath of notePaths) {
    await mkdir(dirname(join(root, notePath)), { recursive: true });
    await writeFile(join(root, notePath), "a note\n");
  }
  const notes = notePaths.map((notePath) => ({ notePath, ...NOTE, gates }));
  const request = { ...requestFor(root, notes), timeoutMs };
  const signal = new AbortController().signal;
  const execution = await checksRunner.execute(request, { signal, environment: ENVIRONMENT, ...context });
  const expected = notes.map(({ notePath }) => ({ notePath, gateIds: gates.map(({ gateId }) => gateId) }));
  const outcomes = parseBundle(execution.text, { token: TOKEN, expected });
  expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
  const decisions = Object.fromEntries(
    outcomes.map(({ notePath, reviews }) => [notePath, reviews.map(({ decision }) => decision).join(" ")]),
  );
  const rationales = outcomes.flatMap(({ reviews }) =>
    reviews.map(({ rationaleMarkdown }) => rationaleMarkdown),
  );
  return { execution, decisions, rationales, root };
}

/** Asks for checks that do not come to a judgement; `left` is what is in the root afterwards. */
async function ask(gates: readonly RequestedGate[], context: Partial<ExecuteContext> = {}) {
  const root = scratchFolder();
  await writeFile(join(root, "a.md"), "a note\n");
  const notes = [{ notePath: "a.md", ...NOTE, gates }];
  const request = requestFor(root, notes);
  const { signal } = new AbortController();
  const execution = await checksRunner.execute(request, { signal, environment: ENVIRONMENT, ...context });
  return { ...execution, left: await readdir(root) };
}

describe("the checks runner", () => {
  it("judges each pair by its check's exit", async () => {
    const gates = [
      gate("pass", "check", "0", "said nothing bad"),
      gate("warn", "check", "1", "{note}:3: bad\n"),
      { ...gate("fail", "check", "1", "worse"), severity: "fail" as const },
      gate("two", "check", "2", "no such option"),
      gate("signal", "end-by-signal", "SIGKILL", "words"),
    ];
    const { execution, decisions, rationales } = await check({ gates, notePaths: ["a.md", "deep/b.md"] });
    const all = "pass warn fail error error";
    expect(decisions).toEqual({ "a.md": all, "deep/b.md": all });
    expect(execution.ended).toEqual({ how: "completed" });
    expect(execution.telemetry).toBeUndefined();
    expect(rationales[1]).toContain("- WARN: a.md:3: bad");
    expect(rationales[6]).toContain("- WARN: deep/b.md:3: bad");
    expect(rationales[3]).toContain("exit code 2. It said: no such option");
    expect(execution.debugLog).toMatch(/^two on deep\/b\.md: exit code 2, \d+ ms$/m);
  });

  it("logs what a check said that could not judge, without keys", async () => {
    const key = `sk-ant-${"a1".repeat(20)}`;
    const { execution } = await check({
      gates: [gate("g", "say-nothing", "3", `cannot read it with ${key}`)],
    });
    expect(execution.debugLog).toMatch(/exit code 3, \d+ ms\ncannot read it with \[redacted\]$/);
  });

  it("logs what a check said of which no finding was made", async () => {
    const key = `sk-ant-${"a1".repeat(20)}`;
    const script = `echo "looked at $1 with ${key}"; echo "an old rule is gone" >&2; exit 0`;
    const content = { gateId: "content", severity: "warn" as const, check: ["sh", "-c", script, "sh"] };
    const silent = gate("silent", "check", "0");
    const found = gate("found", "check", "1", "{note}:3: bad\n");
    const { execution, decisions } = await check({ gates: [content, silent, found] });
    expect(decisions).toEqual({ "a.md": "pass pass warn" });
    const said = "looked at a.md with [redacted]\nan old rule is gone";
    expect(execution.debugLog.replace(/\d+ ms/g, "1 ms")).toBe(
      `content on a.md: exit code 0, 1 ms\n${said.replace("a.md", "./a.md")}\n` +
        "silent on a.md: exit code 0, 1 ms\nfound on a.md: exit code 1, 1 ms",
    );
  });

  it("logs no more than the end of much that a check said, and no half of a key", async () => {
    const secret = "hunter2-planted-0123456789";
    const script = `printf '%s' "$API_TOKEN"; printf 'x%.0s' $(seq 3990); exit 0`;
    const gates = [
      { gateId: "g", severity: "warn" as const, check: ["sh", "-c", `API_TOKEN=${secret}; ${script}`] },
    ];
    const { execution } = await check({
      gates,
      context: { environment: { ...ENVIRONMENT, API_TOKEN: secret } },
    });
    expect(execution.debugLog).toContain("xxx");
    expect(execution.debugLog.length).toBeLessThan(4_100);
    expect(execution.debugLog).not.toMatch(/[a-z0-9]-\d*x|\d{4}x/);
  });

  it("logs what a tool says beside the format that it prints", async () => {
    const script = 'echo "the configuration is old" >&2';
    const gates = [
      {
        gateId: "g",
        severity: "warn" as const,
        check: ["sh", "-c", script],
        checkOutput: "rdjsonl" as const,
      },
    ];
    const { execution } = await check({ gates });
    expect(execution.debugLog).toMatch(/exit code 0, \d+ ms\nthe configuration is old$/);
  });

  it.each([
    ["http://alice:hunter2-planted@proxy.example:8080", ""],
    ["http://proxy.example:8080", "http://proxy.example:8080"],
  ])("hands on the proxy %s as %j: credentials are not for checks", async (HTTPS_PROXY, seen) => {
    const script = 'echo "proxy:$HTTPS_PROXY."; exit 1';
    const gates = [{ gateId: "a", severity: "warn" as const, check: ["sh", "-c", script, "sh"] }];
    const { execution } = await check({ gates, context: { environment: { ...ENVIRONMENT, HTTPS_PROXY } } });
    expect(execution.text).toContain(`proxy:${seen}.`);
  });

  it("keeps secrets of the environment out of what is kept of a check's words", async () => {
    const environment = { ...ENVIRONMENT, HTTPS_PROXY: "http://alice:hunter2-planted@proxy.example:8080" };
    const said = `through ${environment.HTTPS_PROXY}`;
    const gates = [gate("found", "check", "1", said), gate("broken", "say-nothing", "3", said)];
    const { execution } = await check({ gates, context: { environment } });
    const kept = [execution.redact?.(execution.text), execution.debugLog].join("\n");
    expect(kept).toContain("[redacted]");
    expect(kept).not.toContain("hunter2-planted");
  });

  it("keeps no part of a secret in a message that is too long", async () => {
    const secret = "Planted9Value8Of7A6Token";
    const environment = { ...ENVIRONMENT, API_TOKEN: secret };
    const long = [479, 492, 1_979, 7_979].map(
      (length) => `{note}:1:1: error: ${"y".repeat(length)}${secret}\n`,
    );
    const escaped = `{note}:1:1: error: ${"\u001b[0m".repeat(497)}${secret}\n`;
    const gates = [gate("found", "check", "1", [...long, escaped].join(""))];
    const { execution } = await check({ gates, context: { environment } });
    const messages =
      execution.findings?.flatMap(({ findings }) => findings.map(({ message }) => message)) ?? [];
    expect(messages).toHaveLength(5);
    for (const text of [execution.text, ...messages])
      expect(execution.redact?.(text)).not.toContain(secret.slice(0, 8));
  });

  it.each([
    ["deleted", 'rm "$1"'],
    ["written anew, with the same text", 'cp -p "$1" copy && rm "$1" && cp copy "$1"'],
    ["written, and put back before it ended", 'cp "$1" copy; echo more >> "$1"; cat copy > "$1"'],
    ["moved away, and back before it ended", 'mv "$1" kept; echo more > "$1"; mv kept "$1"'],
    ["put back with its times", 'cp -p "$1" kept; echo more > "$1"; cp -p kept "$1"'],
  ])("does not take the word of a check whose note was %s meanwhile", async (_, script) => {
    const changes = { gateId: "g", severity: "warn" as const, check: ["sh", "-c", script, "sh"] };
    const { execution, decisions, rationales } = await check({ gates: [changes] });
    expect(decisions).toEqual({ "a.md": "error" });
    expect(rationales[0]).toContain(
      "could not judge the note: its file, or an input of the gate, was changed meanwhile, run it again.",
    );
    expect(execution.debugLog).toMatch(
      /^g on a\.md: exit code 0, a file that it depends on was changed meanwhile, \d+ ms$/,
    );
  });

  it("does not take the word of a check that saw another version than the one asked for", async () => {
    const root = scratchFolder();
    await writeFile(join(root, "a.md"), "another note\n");
    const notes = [{ notePath: "a.md", ...NOTE, gates: [gate("g", "check", "0")] }];
    const { text } = await checksRunner.execute(requestFor(root, notes), {
      signal: new AbortController().signal,
      environment: ENVIRONMENT,
    });
    expect(text).toContain("was changed meanwhile");
  });

  it("needs no other preparation", async () => {
    const context = { signal: new AbortController().signal, environment: {}, root: "/" };
    expect(await checksRunner.preflight(context)).toBeUndefined();
  });

  it("finds a linter of the project in node_modules/.bin", async () => {
    const lint = { gateId: "g", severity: "warn" as const, check: ["check.mjs", "1", "bad"] };
    const found = await check({ gates: [lint], context: { environment: ENVIRONMENT } });
    expect(found.decisions).toEqual({ "a.md": "warn" });
    const { PATH } = process.env;
    expect(await ask([lint], { environment: { PATH } })).toMatchObject({
      ended: { how: "not-installed" },
    });
  });

  it("checks nothing where a program is not there, and names gate and program", async () => {
    const missing = { gateId: "prose/lint", severity: "warn" as const, check: ["no-such-program", "-q"] };
    expect(await ask([gate("g", "record-surroundings"), missing])).toEqual({
      ended: {
        how: "not-installed",
        message:
          "the program no-such-program of the check of gate prose/lint was not found: install it, or mend `check` in the gate",
      },
      text: "",
      debugLog: "",
      left: ["a.md"],
    });
  });
});

describe("the findings of a check", () => {
  it("are given beside the text, with the words they are about", async () => {
    const { execution } = await check({
      gates: [gate("g", "check", "1", "{note}:1:3-1:7: warning: bad\n{note}: all\n")],
    });
    const findings = [
      { severity: "warn", message: "bad", quotes: [{ start: 2, end: 6 }] },
      { severity: "warn", message: "all", quotes: [] },
    ];
    expect(execution.findings).toEqual([{ notePath: "a.md", gateId: "g", findings }]);
  });

  it("of a format are told from each other by the note's path, whatever it is called", async () => {
    const notePaths = ["a.md", "line\nbreak.md", "\u001b[31m.md"];
    const script =
      "console.log(JSON.stringify(process.argv.slice(2).map((filePath) => ({ filePath, messages: [{ severity: 2, message: filePath }] }))))";
    const root = scratchFolder();
    await writeFile(join(root, "lint.cjs"), script);
    const many = {
      gateId: "g",
      severity: "fail" as const,
      check: [process.execPath, join(root, "lint.cjs"), "{notes}"],
    };
    const eslint = await check({ gates: [{ ...many, checkOutput: "eslint-json" }], notePaths });
    expect(Object.values(eslint.decisions)).toEqual(["fail", "fail", "fail"]);
    const text = await check({ gates: [many], notePaths });
    expect(Object.values(text.decisions)).toEqual(["pass", "error", "error"]);
    expect(text.rationales[1]).toContain(
      "its name has a character that no line of a text can hold, or too many colons.",
    );
  });

  it("of one note count for nothing where no line can be known to be about it", async () => {
    const lax = gate("g", "check", "0", "{note}:1:1: error: bad\n");
    const names = ["line\nbreak.md", `${":".repeat(21)}.md`, "a: b.md"];
    for (const notePath of names) {
      const { decisions } = await check({ gates: [lax], notePaths: [notePath] });
      expect(Object.values(decisions)).toEqual([notePath === "a: b.md" ? "warn" : "error"]);
      const silent = await check({ gates: [gate("g", "check", "0", "", "{note}")], notePaths: [notePath] });
      expect(Object.values(silent.decisions)).toEqual(["pass"]);
    }
  });

  it("of a log that writes paths as they are, or as a URI, are those of the note that is meant", async () => {
    const log = (uri: string) => {
      const locations = [{ physicalLocation: { artifactLocation: { uri } } }];
      const results = [{ level: "error", message: { text: "bad" }, locations }];
      return `${JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, results }] })}\n`;
    };
    const decisionOf = async (notePath: string, uri: string) => {
      const sarif = { ...gate("g", "check", "0", log(uri), "{notes}"), checkOutput: "sarif" as const };
      return Object.values((await check({ gates: [sarif], notePaths: [notePath] })).decisions);
    };
    expect(await decisionOf("%41b.md", "%41b.md")).toEqual(["warn"]);
    expect(await decisionOf("%41b.md", "%2541b.md")).toEqual(["warn"]);
    expect(await decisionOf("Ab.md", "%41b.md")).toEqual(["warn"]);
  });

  it("in other files are counted in the log", async () => {
    const many = {
      ...gate("g", "check", "0", '{"message": "m", "location": {"path": "b.md"}}\n', "{notes}"),
      checkOutput: "rdjsonl" as const,
    };
    const { execution, decisions } = await check({ gates: [many] });
    expect(decisions).toEqual({ "a.md": "pass" });
    expect(execution.debugLog).toMatch(
      /^g on a\.md: exit code 0, 1 finding in other files left out, \d+ ms$/,
    );
  });
});

describe("what a check is given", () => {
  const surroundings = async (notePath: string, environment = {}) => {
    const { root } = await check({
      gates: [gate("g", "record-surroundings")],
      notePaths: [notePath],
      context: { environment: { ...ENVIRONMENT, ...environment } },
    });
    return { given: JSON.parse(await readFile(join(root, "surroundings.json"), "utf8")), root };
  };

  it.each([
    "with space.md",
    "-dash.md",
    "deep/ünïcode 日本.md",
    `q"'\`.md`,
    "$(touch x).md",
    "a;touch x.md",
    "%s\\n.md",
  ])("is the note %j, by its path and without a shell", async (notePath) => {
    const { given, root } = await surroundings(notePath);
    expect(given).toMatchObject({ args: [`./${notePath}`], cwd: root, stdin: "" });
    expect(await readdir(root)).not.toContain("x");
  });

  it("is an environment without secrets", async () => {
    const secrets = {
      AWS_SECRET_ACCESS_KEY: "planted",
      GITHUB_TOKEN: "planted",
      ANTHROPIC_API_KEY: "planted",
    };
    const { given } = await surroundings("a.md", { ...secrets, LANG: "C" });
    expect(given.env).toMatchObject({ LANG: "C", NO_COLOR: "1" });
    expect(JSON.stringify(given)).not.toContain("planted");
  });
});

describe("checks that do not end", () => {
  it("fail only the notes concerned when the time is up", async () => {
    const gates = [gate("quick", "check", "0"), gate("slow", "hang-for", "slow.md")];
    const { execution, decisions, rationales } = await check({
      gates,
      notePaths: ["quick.md", "slow.md"],
      timeoutMs: 5_000,
    });
    expect(decisions).toEqual({ "quick.md": "pass pass", "slow.md": "pass error" });
    expect(execution.ended).toEqual({ how: "completed" });
    expect(rationales[3]).toContain("not done within the timeout");
  });

  it("end as a timeout if no note was checked to the end, with those that had not begun", async () => {
    const gates = Array.from({ length: 12 }, (_, index) => gate(`g${index}`, "hang"));
    const { execution, decisions } = await check({ gates, timeoutMs: 1_000 });
    expect(execution.ended).toEqual({
      how: "timeout",
      message: "timeout: the checks were not done within 1 s",
      remedy: "raise --timeout",
    });
    expect(decisions).toEqual({ "a.md": Array(12).fill("error").join(" ") });
  });

  it("end as interrupted when the person interrupts", async () => {
    const [first, ready] = [new AbortController(), readyFile()];
    const gates = [gate("quick", "check", "0"), gate("slow", "hang", `--ready=${ready.path}`)];
    const checking = check({ gates, context: { signal: first.signal } });
    await ready.isThere();
    first.abort();
    const { execution, decisions } = await checking;
    expect(execution.ended).toEqual({ how: "interrupted", message: "interrupted" });
    expect(decisions["a.md"]).toMatch(/error$/);
  });

  it("are killed at once when the person interrupts again", async () => {
    const [first, second, ready] = [new AbortController(), new AbortController(), readyFile()];
    const gates = [
      gate("slow", "hang", "--stubborn", `--ready=${ready.path}`),
      gate("slow too", "hang", "--stubborn"),
    ];
    const checking = check({ gates, context: { signal: first.signal, forced: second.signal } });
    await ready.isThere();
    first.abort();
    second.abort();
    const { execution } = await checking;
    expect(execution.ended.how).toBe("interrupted");
  });

  it("are not begun if the person has interrupted before", async () => {
    const { execution, root } = await check({
      gates: [gate("g", "record-surroundings")],
      context: { signal: AbortSignal.abort() },
    });
    expect(execution.ended.how).toBe("interrupted");
    expect(await readdir(root)).toEqual(["a.md"]);
  });
});
