// Everything that reads somebody else's text in our own thread.
import { setImmediate } from "node:timers/promises";
import { oneLine, printable, shellWord } from "../../packages/cli-kit/dist/index.js";
import { wrapText } from "../../packages/cli-kit/dist/output/wrap-text.js";
import { paintDiff } from "../../packages/cli-nested/dist/terminal/paint-diff.js";
import { compareNotes, readFrontMatter, resolveLocalLinks } from "../../packages/corpus/dist/index.js";
import { findJsonSyntaxProblem } from "../../packages/corpus/dist/text/json-syntax.js";
import { fenceText } from "../../packages/protocol/dist/fence.js";
import {
  parseBundle,
  parseFindings,
  parseGateReview,
  renderPrompt,
} from "../../packages/protocol/dist/index.js";
import { resultFor } from "../../packages/runner/dist/checks/check-result.js";
import { readVerdict } from "../../packages/runner/dist/checks/read-verdict.js";
import { collectAnswer } from "../../packages/runner/dist/clients/answer-text.js";
import { collectDebugLog } from "../../packages/runner/dist/clients/debug-log.js";
import { describeLine } from "../../packages/runner/dist/clients/describe-event.js";
import { clients } from "../../packages/runner/dist/index.js";
import { collectOutput } from "../../packages/runner/dist/process/process-output.js";
import { createRedactor } from "../../packages/runner/dist/process/redact.js";
import { unifiedDiff } from "../../packages/views/dist/pairs/unified-diff.js";
import { TOKEN } from "./parser-texts.mjs";

/**
 * What is done to a text; `other` makes another one that it is compared with, which is not measured.
 * @typedef {((text: string, other: string) => unknown) & { other?: (text: string) => string }} Step
 */

/** @param {(text: string) => string} other @returns {Step} */
const compareWith = (other) =>
  Object.assign((/** @type {string} */ text, /** @type {string} */ now) => unifiedDiff("n.md", text, now), {
    other,
  });

const TERMINAL = {
  stdout: {
    isTTY: true,
    columns: 80,
    write: () => true,
    isClosed: false,
    problem: undefined,
    drained: async () => undefined,
  },
  environment: {},
};
const ASKED = [{ notePath: "n.md", gateIds: ["g"] }];
const inBlock = (/** @type {string} */ text) =>
  `=== NOTE START ${TOKEN}: n.md ===\n=== GATE REVIEW START ${TOKEN}: g ===\n${text}\n`;

/** What a sweep, a bundle or a server for agents does while something else may wait. @type {Record<string, Step>} */
export const TEXT_STEPS = {
  "find the links of a note": (text) =>
    resolveLocalLinks({ root: "/nowhere", config: { linkRoots: {} } }, { path: "n.md", text }),
  "tell what changed in a note": (text) => compareNotes("a.md", text, `${text.slice(0, -9)} and more`),
  "look for front matter": readFrontMatter,
  "look for the end of front matter": (text) => readFrontMatter(`---\n${text}`),
  "render a prompt": (text) =>
    renderPrompt({
      token: TOKEN,
      gates: [{ gateId: "g", text: `---\n${text}` }],
      notes: [{ notePath: "n.md", text, links: [], gateIds: ["g"] }],
    }),
  "fence a text": (text) => fenceText(text, "markdown"),
  "parse a bundle": (text) => parseBundle(inBlock(text), { token: TOKEN, expected: ASKED }),
  "parse a gate review": (text) => parseGateReview(`${text}\n## Result: PASS`),
  "compare a note with a rewritten one": compareWith((text) => text.replaceAll("a", "e")),
  "compare a note with one that has other line ends": compareWith((text) => text.replaceAll("\n", "\r\n")),
  "compare a note with one that has single edits": compareWith(
    (text) => `${text.slice(0, text.length >> 1)}X\n${text.slice(text.length >> 1)}Y`,
  ),
  "read JSON that is none": Object.assign(
    (/** @type {string} */ _text, /** @type {string} */ json) => findJsonSyntaxProblem(json),
    { other: (/** @type {string} */ text) => `{"a": ${JSON.stringify(text)}, "b": ${text}` },
  ),
  "take secrets out": (text) => createRedactor(["a secret value"]).everything(text),
  "pass output on by lines": (text) =>
    addFromPipe(
      collectOutput(() => undefined),
      text,
    ),
  "collect an answer": async (text) => {
    const answer = collectAnswer(TOKEN);
    answer.add(text);
    answer.askedAgain();
    await setImmediate();
    answer.add(inBlock(text));
    return answer.text();
  },
  "keep a debug log": (text) => {
    const log = collectDebugLog(1_000_000);
    for (const line of text.split("\n")) log.add(describeLine(line));
    return log.text();
  },
  "read the output of a check": (text) => readCheck(text, text),
  "read the findings of a check with places": (text) =>
    readCheck(`1:1 at the start\n${text}\n99:1 error far\n1:${text.length} warning at the end`, text),
  "parse findings": (text) => parseFindings(`### Findings\n- WARN: it is so\n  > ${text}`),
  ...Object.fromEntries(
    clients.map((client) => {
      const step = (/** @type {string} */ _text, /** @type {string} */ printed) => read(client, printed);
      return [`read the output of ${client.name}`, Object.assign(step, { other: printedBy })];
    }),
  ),
};

/**
 * What a command does last, to show what a reviewer wrote: nothing waits any more, and a signal ends such a command
 * without asking it. @type {Record<string, Step>} */
export const LAST_STEPS = {
  "show a text on a terminal": (text) => wrapText(oneLine(text), 80),
  "paint a diff": (text) => paintDiff(text, TERMINAL),
  "name a file in a shell": (text) => shellWord(printable(text)),
};

/** Given what stands between the lines `---`. @type {Record<string, Step>} */
export const FRONT_MATTER_STEPS = {
  "read front matter": (yaml) => readFrontMatter(`---\n${yaml}\n---\n\nText.\n`),
  "tell what changed in front matter": (yaml) =>
    compareNotes("a.md", `---\n${yaml}\n---\n\nText.\n`, `---\n${yaml} \n---\n\nText.\n`),
};

/** @param {string} text @returns {import("../../packages/runner/dist/process/subprocess.js").ProcessEnd} */
function exited(text) {
  return { cause: "exited", exitCode: 1, stdout: text, stderr: text, durationMs: 1 };
}

/** @param {string} printed @param {string} text */
async function readCheck(printed, text) {
  const [severity, checkOutput] = /** @type {const} */ (["warn", "text"]);
  const gate = { gateId: "g", severity, check: ["lint"], checkOutput };
  const verdict = await readVerdict({ gate, notePaths: ["n.md"] }, exited(printed), {
    root: "/",
    textOf: () => text,
  });
  return resultFor(gate, verdict, { notePath: "n.md", text });
}

/** A text among events, as clients print them. @param {string} text */
function printedBy(text) {
  const events = [
    { type: "assistant", message: { content: [{ type: "text", text }] } },
    { type: "item.completed", item: { type: "agent_message", text } },
    { type: "error", message: text },
    { type: "result", result: text, is_error: true },
  ];
  return `${text}\n${events.map((event) => JSON.stringify(event)).join("\n")}\n`;
}

/** As it comes from a process: piece by piece. @param {typeof clients[number]} client @param {string} printed */
async function read(client, printed) {
  const reader = client.reader({
    invocationId: "1",
    prompt: "",
    token: TOKEN,
    notes: [
      { notePath: "n.md", noteSha: "0".repeat(64), text: "", gates: [{ gateId: "g", severity: "warn" }] },
    ],
    model: "m",
    root: "/",
    timeoutMs: 1000,
  });
  await addFromPipe(
    collectOutput((line) => reader.line(line)),
    printed,
  );
  return reader.end(exited(printed.slice(-STDERR_CHARACTERS)));
}

/** What is kept of what a process complains. */
const STDERR_CHARACTERS = 1_048_576;

/** What Node reads from a pipe at once. */
const PIPE_BYTES = 65_536;

/** @param {ReturnType<typeof collectOutput>} sink @param {string} printed */
async function addFromPipe(sink, printed) {
  for (let at = 0; at < printed.length; at += PIPE_BYTES) {
    sink.add(Buffer.from(printed.slice(at, at + PIPE_BYTES)));
    await setImmediate();
  }
  sink.end();
}
