import type { HistoryEntry, WaiverEntry } from "@review/views";
import {
  decidedAt,
  decisionOf,
  describeAcceptanceKind,
  describeLockedKind,
  describeWaiverKind,
  describeWaiverTerms,
  oldestFirst,
} from "@review/views/words";
import { groupBy } from "../model/group-by.ts";
import { hrefOf } from "../model/route.ts";
import { BySample, Decision } from "../parts/badges.tsx";
import { shortSha, time } from "../parts/words.ts";

interface Props {
  history: readonly HistoryEntry[];
  waivers: readonly WaiverEntry[];
}

/** What became of each pair of a note, newest first. */
export function NoteHistory({ history, waivers }: Props) {
  const byGate = [...groupBy(history, ({ gateId }) => gateId)];
  if (byGate.length === 0) return null;
  return (
    <section class="history">
      <h2>History</h2>
      {byGate.map(([gateId, events]) => (
        <OfGate
          key={gateId}
          gateId={gateId}
          history={events}
          waivers={waivers.filter((each) => each.gateId === gateId)}
        />
      ))}
    </section>
  );
}

function OfGate({ gateId, history, waivers }: Props & { gateId: string }) {
  const told = oldestFirst([
    ...history.map((event) => ({
      key: `acceptance ${event.id}`,
      at: decidedAt(event),
      words: <Accepted event={event} />,
    })),
    ...waivers.map((waiver) => ({
      key: `waiver ${waiver.id} ${waiver.key}`,
      at: waiver.decidedAt,
      words: <Waived waiver={waiver} />,
    })),
  ]);
  return (
    <details>
      <summary>
        {gateId} <span class="count">{told.length}</span>
      </summary>
      <ol>
        {told.toReversed().map(({ key, at, words }) => (
          <li key={key}>
            <time dateTime={at}>{time(at)}</time> {words}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Accepted({ event }: { event: HistoryEntry }) {
  const { attested, runId, was } = event;
  const { sample = attested?.sample, remark = attested?.remark } = event;
  const there = attested && describeLockedKind(attested);
  return (
    <>
      {describeAcceptanceKind(event)}: <Decision decision={decisionOf(event)} /> {was && `(was ${was}) `}
      {there && `(there ${there}) `}
      by {event.modelId}, version {shortSha(event.acceptedNoteSha)} of the note
      {sample && (
        <>
          , <BySample sample={sample} />
        </>
      )}
      {runId !== undefined && (
        <>
          , <a href={hrefOf({ view: "run", names: [`${runId}`] })}>run {runId}</a>
        </>
      )}
      {remark && <q>{remark}</q>}
    </>
  );
}

function Waived({ waiver: { kind, message, reason, author, until } }: { waiver: WaiverEntry }) {
  const more = describeWaiverTerms({ author, until });
  return (
    <>
      {describeWaiverKind(kind)}
      {more && `, ${more}`}: {message} <q>{reason}</q>
    </>
  );
}
