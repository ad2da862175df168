import { recordAndFinalizeRun } from "@review/lifecycle";
import { expect, it } from "vitest";
import { MODEL } from "./pair-base.ts";
import { makeBase, nested, nestedJson } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
const GATE = "prose/clarity";

/** What a run says of a note that is reviewed again and again, as each severity in turn. */
async function reviewed(...severities: ("warn" | "fail")[]) {
  const base = makeBase();
  for (const severity of severities) {
    await using ledger = await base.open();
    const runId = await base.start(ledger, A, [GATE]);
    const findings = [{ severity, message: "unexplained", quotes: ["Plain text."] }];
    const review = { gateId: GATE, decision: severity, rationaleMarkdown: "Hm.", findings };
    await recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
  }
  return base.root;
}

it.each([
  [["warn"], "WARN: unexplained", { isNew: true }, 1],
  [["warn", "warn"], "WARN again: unexplained", { isNew: false }, 0],
  [["warn", "fail"], "FAIL, was WARN: unexplained", { isNew: false, wasSeverity: "warn" }, 1],
  [["fail", "warn"], "WARN, was FAIL: unexplained", { isNew: false, wasSeverity: "fail" }, 0],
  [["warn", "fail", "fail"], "FAIL again: unexplained", { isNew: false }, 0],
] as const)("what was found as %j is told as %j", async (severities, told, finding, news) => {
  const root = await reviewed(...severities);
  expect((await nested(root, ["show", String(severities.length)])).out).toContain(told);
  expect((await nested(root, ["why", A, GATE, ...MODEL])).out).toContain(told);
  expect((await nested(root, ["warns"])).out).toContain(told);
  const { warns } = await nestedJson(root, ["warns"]);
  const [{ findings }] = warns as [{ findings: object[] }];
  const key = expect.any(String);
  const quotes = expect.any(Array);
  expect(findings).toEqual([
    { severity: severities.at(-1), message: "unexplained", key, quotes, ...finding },
  ]);
  // What is worse is news, what is milder is not.
  expect(await nestedJson(root, ["warns", "--new", "--summary"])).toMatchObject({ total: { new: news } });
  expect(await nestedJson(root, ["warns", "--summary"])).toMatchObject({ total: { new: news } });
});
