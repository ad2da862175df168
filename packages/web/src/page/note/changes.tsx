import type { PageChange } from "@review/views";
import { Diff } from "../parts/diff.tsx";
import { shortSha } from "../parts/words.ts";

/** What changed since verdicts were given: of the note, and of one gate or of all. */
export function Changes({
  changes,
  gateId,
}: {
  changes: readonly PageChange[];
  gateId?: string | undefined;
}) {
  const shown = changes.filter((change) => gateId === undefined || (change.gateId ?? gateId) === gateId);
  return shown.map(({ acceptedSha, gateId: gate, diff }) => {
    const words = `What changed in ${gate === undefined ? "the note" : `the gate ${gate}`} since ${shortSha(acceptedSha)}`;
    return (
      <details class="changes" key={`${acceptedSha} ${gate}`}>
        <summary>{words}</summary>
        <Diff diff={diff} label={words} />
      </details>
    );
  });
}
