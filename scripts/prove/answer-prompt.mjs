import { createHash } from "node:crypto";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";

/** The bundle that the proofs' reviewer prints for a prompt. @param {string} prompt */
export function answerPrompt(prompt) {
  return answerFromPrompt(prompt, ({ notePath, gateId }) => decide(notePath, gateId));
}

/** @param {string} notePath @param {string} gateId */
function decide(notePath, gateId) {
  const [byte = 0] = createHash("sha256").update(`${notePath} ${gateId}`).digest();
  return byte < 128 ? "PASS" : byte < 192 ? "WARN" : "FAIL";
}
