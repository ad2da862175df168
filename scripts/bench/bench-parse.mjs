// What reading an answer costs beyond looking at its lines once.
import { newToken, parseBundle, renderBundle } from "../../packages/protocol/dist/index.js";
import { benchInProcess } from "./in-process.mjs";

const BYTES = 10_000_000;
const GATES = 10;

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchParse(rounds, report) {
  const token = newToken();
  const sentence = "- **Clear enough.** The sentence says what it means, and means what it says.\n";
  const inside = `### Summary\n\n${sentence.repeat(120)}\n### Findings\n\nNone.\n\n## Result: PASS\n`;
  const gateIds = Array.from({ length: GATES }, (_, index) => `prose/gate-${index}`);
  const notes = Math.ceil(BYTES / (GATES * inside.length));
  const paths = Array.from({ length: notes }, (_, index) => `notes/note-${index}.md`);
  const reviews = gateIds.map((gateId) => ({ gateId, text: inside }));
  const bundle = renderBundle(
    token,
    paths.map((notePath) => ({ notePath, reviews })),
  );
  const expected = paths.map((notePath) => ({ notePath, gateIds }));
  if (parseBundle(bundle, { token, expected }).some(({ problems }) => problems.length > 0)) {
    throw new Error("the bundle does not parse");
  }
  // All that the grammar knows a line by: marks of notes and gate reviews, headings, items, quotes, fences.
  const line = /^(?:=== .* ===[ \t]*$|#{1,6} .*|[ \t]*(?:[-*+>]|\d+[.)]) .*|[ \t]*(?:`{3}|~{3}).*)/gm;
  const times = await benchInProcess(
    rounds,
    { run: () => parseBundle(bundle, { token, expected }) },
    { run: () => Array.from(bundle.matchAll(line)).length },
  );
  report.compared({
    what: "`parseBundle`, 10 MB",
    than: "one pass of a line regex",
    times: times,
    target: 3,
  });
}
