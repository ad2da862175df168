// A reviewer without a model: it fills in the template at the end of its prompt. The decision of a pair follows from
// its names alone, so every path to the same pairs gets the same reviews. `reviewer.mjs [--answers-as MODEL]`
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { answerPrompt } from "../answer-prompt.mjs";

const { values } = parseArgs({ options: { "answers-as": { type: "string" } } });
const answer = answerPrompt(readFileSync(0, "utf8"));
const { REVIEW_TELEMETRY_FILE } = process.env;
if (values["answers-as"] !== undefined && REVIEW_TELEMETRY_FILE) {
  const telemetry = { model: values["answers-as"], modelEvidence: "observed" };
  writeFileSync(REVIEW_TELEMETRY_FILE, JSON.stringify(telemetry));
}
process.stdout.write(answer);
