import { closeSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentSha } from "../files/content-sha.ts";
import { describeFileError } from "../files/file-errors.ts";
import { findSymlink } from "../files/find-symlink.ts";
import { openRegularFile } from "../files/open-regular-file.ts";

/** A file that a gate's answers depend on, as it was when the gate was read. */
export interface GateInput {
  /** Relative to the root, with `/`. */
  path: string;
  /** Content sha. */
  sha: string;
}

/** Inputs by their path, or why one cannot be read: many gates may name the same large file. */
export type KnownInputs = Map<string, GateInput | { problem: string }>;

/**
 * The files under the root that a gate's `inputs` name, sorted by path, each once; a problem for one that cannot be read, or
 * to which a symlink leads: it could lead out of the root, and to what never ends. One that is known is not read again.
 */
export function readGateInputs(
  root: string,
  paths: readonly string[],
  known: KnownInputs,
): GateInput[] | { problem: string } {
  const inputs: GateInput[] = [];
  for (const path of [...new Set(paths)].sort()) {
    const input = known.get(path) ?? readInput(root, path);
    known.set(path, input);
    if ("problem" in input) return input;
    inputs.push(input);
  }
  return inputs;
}

/**
 * The version of a gate that declares inputs: the text of its file, and behind it each of them with its sha. Two versions
 * are the same exactly if these texts are, since the file itself says whether there are inputs.
 */
export function withInputs(text: string, inputs: readonly GateInput[]): { text: string; sha: string } {
  const lines = inputs.map(({ path, sha }) => `${sha}  ${JSON.stringify(path)}`);
  const whole = `${text}\n<!-- inputs of this gate, each with the SHA-256 of its bytes\n${lines.join("\n")}\n-->\n`;
  return { text: whole, sha: contentSha(whole) };
}

/** The text of a gate's own file, without its inputs. */
export function ownText({
  text,
  inputs = [],
}: {
  text: string;
  inputs?: readonly GateInput[] | undefined;
}): string {
  return inputs.length === 0 ? text : text.slice(0, -withInputs("", inputs).text.length);
}

function readInput(root: string, path: string): GateInput | { problem: string } {
  const file = join(root, path);
  try {
    if (findSymlink(root, file) !== undefined) return { problem: `inputs: a symlink leads to ${path}` };
    const { descriptor } = openRegularFile(file, "note");
    try {
      return { path, sha: contentSha(readFileSync(descriptor)) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { problem: `inputs: ${path} cannot be read: ${describeFileError(error)}` };
  }
}
