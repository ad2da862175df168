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

/**
 * The files under the root that a gate's `inputs` name, sorted by path, each once; a problem for one that cannot be read, or
 * to which a symlink leads: it could lead out of the root, and to what never ends.
 */
export function readGateInputs(root: string, paths: readonly string[]): GateInput[] | { problem: string } {
  const inputs: GateInput[] = [];
  for (const path of [...new Set(paths)].sort()) {
    const file = join(root, path);
    try {
      if (findSymlink(root, file) !== undefined) return { problem: `inputs: a symlink leads to ${path}` };
      inputs.push({ path, sha: contentSha(readInput(file)) });
    } catch (error) {
      return { problem: `inputs: ${path} cannot be read: ${describeFileError(error)}` };
    }
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

function readInput(path: string): Buffer {
  const { descriptor } = openRegularFile(path, "note");
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
