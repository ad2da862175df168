// A judgement that is a function of two texts and nothing else, so that it can be made again from what was kept.
import { createHash } from "node:crypto";

/**
 * @typedef {object} Judgement
 * @property {string} digest says which texts were judged
 * @property {"PASS" | "WARN" | "FAIL"} result
 */

/** What a model says: of the note and the gate as a prompt shows them. @param {string} note @param {string} gate @returns {Judgement} */
export function judgeAsModel(note, gate) {
  const { digest, byte } = digestOf(note, gate.replace(/^---\n[\s\S]*?\n---\n/, ""));
  return { digest, result: byte < 86 ? "PASS" : byte < 171 ? "WARN" : "FAIL" };
}

/** What a check says: of the note and the word that its gate gives it. @param {string} note @param {string} word @returns {Judgement} */
export function judgeAsCheck(note, word) {
  const { digest, byte } = digestOf(note, word);
  return { digest, result: byte < 128 ? "PASS" : "WARN" };
}

/** @param {string} note @param {string} criterion */
function digestOf(note, criterion) {
  const hash = createHash("sha256").update(JSON.stringify([note.trim(), criterion.trim()]));
  const bytes = hash.digest();
  return { digest: bytes.toString("hex").slice(0, 16), byte: bytes[0] ?? 0 };
}

/** The word in a gate's check. @param {string} gate */
export function wordOf(gate) {
  return /^check: .* (\w+)$/m.exec(gate)?.[1] ?? "";
}
