// A runner that takes 300 ms and passes everything.
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";

const prompt = readFileSync(0, "utf8");
await setTimeout(300);
process.stdout.write(answerFromPrompt(prompt, () => "PASS"));
