import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Corpus } from "./config.ts";
import { contentSha } from "./content-sha.ts";
import { describeFileError } from "./file-errors.ts";
import { readFrontMatter } from "./front-matter.ts";
import { type Gate, type GateProblem, lensOf } from "./gate.ts";
import { readGateFields } from "./gate-fields.ts";
import type { GateFile } from "./list-gate-files.ts";
import { isBlank } from "./note-bytes.ts";

/** Reads one gate; whatever makes its scope or criterion doubtful is a problem. */
export async function readGate(corpus: Pick<Corpus, "root">, file: GateFile): Promise<Gate | GateProblem> {
  const broken = (message: string): GateProblem => ({ gateId: file.id, path: file.path, message });
  if (file.problem !== undefined) return broken(file.problem);
  const bytes = readBytes(join(corpus.root, file.path));
  if (typeof bytes === "string") return broken(bytes);
  if (!isUtf8(bytes)) return broken("is not UTF-8");
  if (isBlank(bytes)) return broken("is empty");
  const text = bytes.toString("utf8");
  const { body, data, problem } = await readFrontMatter(text);
  if (problem !== undefined) return broken(problem);
  const fields = readGateFields(data);
  if ("problem" in fields) return broken(fields.problem);
  const name = nameOf(data.name) ?? titleOf(body) ?? file.id;
  return {
    id: file.id,
    lens: lensOf(file.id),
    path: file.path,
    sha: contentSha(bytes),
    text,
    name,
    ...fields,
  };
}

/** True for a gate that cannot be used. */
export function isBroken(gate: Gate | GateProblem): gate is GateProblem {
  return "message" in gate;
}

function readBytes(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch (error) {
    return `cannot be read: ${describeFileError(error)}`;
  }
}

function nameOf(name: unknown): string | undefined {
  return typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
}

// Only a title on the first line names the gate: sections such as "## Test" come in all of them.
function titleOf(body: string): string | undefined {
  return /^\uFEFF?\s*# +(.+?) *#*\r?$/.exec(body.split("\n").find((line) => line.trim() !== "") ?? "")?.[1];
}
