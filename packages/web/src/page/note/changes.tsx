import type { HistoryEntry, PageChange } from "@review/views";
import { Diff } from "../parts/diff.tsx";
import { shortSha, time } from "../parts/words.ts";

interface ChangesProps {
  changes: readonly PageChange[];
  history: readonly HistoryEntry[];
  gateId?: string | undefined;
  /** Whether they are shown without being asked for. */
  isOpen?: boolean;
}

/** What changed since verdicts were given: of the note, and of one gate or of all. */
export function Changes({ changes, history, gateId, isOpen = false }: ChangesProps) {
  const shown = changes.filter((change) => gateId === undefined || (change.gateId ?? gateId) === gateId);
  return shown.map((change) => {
    const { acceptedSha, gateId: gate, diff } = change;
    const words = `What changed in ${gate === undefined ? "the note" : `the gate ${gate}`} since ${versionOf(change, history)}`;
    return (
      <details class="changes" key={`${acceptedSha} ${gate}`} open={isOpen}>
        <summary>{words}</summary>
        <Diff diff={diff} label={words} />
      </details>
    );
  });
}

/** When a version was accepted first: that says more than its name. */
function versionOf({ acceptedSha, gateId }: PageChange, history: readonly HistoryEntry[]): string {
  const first = history.find((event) =>
    gateId === undefined
      ? event.acceptedNoteSha === acceptedSha
      : event.gateId === gateId && event.acceptedGateSha === acceptedSha,
  );
  const version = `version ${shortSha(acceptedSha)}`;
  return first === undefined ? version : `${time(first.acceptedAt)} UTC, when ${version} was accepted`;
}
