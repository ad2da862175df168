import { join } from "node:path";
import { fileKind } from "../files/file-kind.ts";
import type { Gate } from "../gates/gate.ts";
import { globMatcher } from "../text/globs.ts";
import type { SkippedPath } from "./note.ts";

/**
 * What was passed over in a root, given the gates that are asked: a symlink hides something, too, if a gate applies by the place where it stands,
 * and not where it leads to. Of a folder this is taken to be so if any gate goes by the place.
 */
export async function seenByGates(
  root: string,
  skipped: readonly SkippedPath[],
  gates: readonly Pick<Gate, "id" | "appliesTo">[],
): Promise<SkippedPath[]> {
  if (!skipped.some(({ leadsTo }) => leadsTo !== undefined)) return [...skipped];
  const placed = await Promise.all(
    gates.flatMap(({ id, appliesTo }) =>
      appliesTo ? [globMatcher(appliesTo).then((isIn) => ({ id, isIn }))] : [],
    ),
  );
  return skipped.map((link) => {
    const { leadsTo, ...path } = link;
    if (leadsTo === undefined) return link;
    const isFolder = fileKind(join(root, leadsTo)) === "directory";
    const gate = placed.find(({ isIn }) => isFolder || (isIn(path.path) && !isIn(leadsTo)));
    if (!gate) return link;
    const other = isFolder ? "goes by the place of a note" : `applies here, and not to ${leadsTo}`;
    return { ...path, reason: `${path.reason}, and gate ${gate.id} ${other}` };
  });
}
