import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import type { Corpus } from "../configuration/config.ts";
import { contentSha } from "../files/content-sha.ts";
import { describeFileError } from "../files/file-errors.ts";
import { readRegularFile } from "../files/open-regular-file.ts";
import type { ReadingBudget } from "../files/reading-budget.ts";
import { bodyOf, type FrontMatter, readFrontMatter } from "../text/front-matter.ts";
import { isBlank } from "../text/utf8-bytes.ts";
import { type Gate, type GateProblem, KNOWN_GATE_KEYS, lensOf } from "./gate.ts";
import { readGateFields } from "./gate-fields.ts";
import { type KnownInputs, readGateInputs, withInputs } from "./gate-inputs.ts";
import { findLateFrontMatter } from "./late-front-matter.ts";
import type { GateFile } from "./list-gate-files.ts";

/** The file of a gate as it was read, before anything is made of its front matter. */
export interface GateContent extends Pick<FrontMatter, "data" | "body"> {
  sha: string;
  text: string;
}

/**
 * Reads one gate; whatever makes its scope or criterion doubtful is a problem. `known` holds what was read of inputs for the
 * gates before it, and `budget` what may still be read.
 */
export async function readGate(
  corpus: Pick<Corpus, "root">,
  file: GateFile,
  known: KnownInputs,
  budget?: ReadingBudget,
): Promise<Gate | GateProblem> {
  const content = await readGateContent(corpus, file, budget);
  if ("message" in content) return content;
  const { body, data } = content;
  const { id, path } = file;
  const fields = readGateFields(data);
  if ("problem" in fields) return { gateId: id, path, message: fields.problem };
  const inputs = readGateInputs(corpus.root, fields.inputs ?? [], known);
  if ("problem" in inputs) return { gateId: id, path, message: inputs.problem };
  const version = inputs.length === 0 ? content : withInputs(content.text, inputs);
  const name = nameOf(data.name) ?? titleOf(body) ?? id;
  const unknownKeys = Object.keys(data).filter((key) => !KNOWN_GATE_KEYS.includes(key));
  return {
    id,
    lens: lensOf(id),
    path,
    sha: version.sha,
    text: version.text,
    name,
    ...fields,
    inputs,
    ...(unknownKeys.length > 0 && { unknownKeys }),
  };
}

/** Reads the file of one gate; a problem if it is no text, is empty, or has front matter that is not YAML. */
export async function readGateContent(
  corpus: Pick<Corpus, "root">,
  file: GateFile,
  budget?: ReadingBudget,
): Promise<GateContent | GateProblem> {
  const broken = (message: string): GateProblem => ({ gateId: file.id, path: file.path, message });
  const problem = file.problem ?? budget?.exhausted();
  if (problem !== undefined) return broken(problem);
  const bytes = readBytes(join(corpus.root, file.path));
  if (typeof bytes === "string") return broken(bytes);
  if (!isUtf8(bytes)) return broken("is not UTF-8");
  if (isBlank(bytes)) return broken("is empty");
  const text = bytes.toString("utf8");
  budget?.spend({ text, body: bodyOf(text) });
  const { body, data, problem: mistake = findLateFrontMatter(text) } = await readFrontMatter(text);
  return mistake === undefined ? { sha: contentSha(bytes), text, body, data } : broken(mistake);
}

/** True for a gate that cannot be used. */
export function isBroken(gate: Gate | GateProblem): gate is GateProblem {
  return "message" in gate;
}

function readBytes(path: string): Buffer | string {
  try {
    return readRegularFile(path, "gate");
  } catch (error) {
    return `cannot be read: ${describeFileError(error)}`;
  }
}

function nameOf(name: unknown): string | undefined {
  return typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
}

// Only a title on the first line names the gate: sections such as "## Test" come in all of them.
function titleOf(body: string): string | undefined {
  const line = /^\s*# +(.*)/.exec(body)?.[1] ?? "";
  return nameOf(line.replace(/(?<!#)#+\s*$/, ""));
}
