import { closeSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentSha } from "../files/content-sha.ts";
import { describeFileError } from "../files/file-errors.ts";
import { openRegularFile } from "../files/open-regular-file.ts";

/** A file that a gate's answers depend on, as it is now. */
export interface GateInput {
  /** Relative to the root, with `/`. */
  path: string;
  /** Content sha. */
  sha: string;
}

/**
 * The files under the root that the globs of a gate's `inputs` name, sorted by path, each once; a problem for a glob that
 * names none (symlinks are not followed), and for a file that cannot be read.
 */
export async function readGateInputs(
  root: string,
  globs: readonly string[],
): Promise<GateInput[] | { problem: string }> {
  const { glob } = await import("tinyglobby");
  const paths = new Set<string>();
  for (const pattern of globs) {
    const found = await glob(pattern, { cwd: root, followSymbolicLinks: false, dot: true });
    if (found.length === 0)
      return { problem: `inputs: ${JSON.stringify(pattern)} names no file (symlinks are not followed)` };
    for (const path of found) paths.add(path);
  }
  const inputs: GateInput[] = [];
  for (const path of [...paths].sort()) {
    try {
      inputs.push({ path, sha: contentSha(readInput(join(root, path))) });
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
