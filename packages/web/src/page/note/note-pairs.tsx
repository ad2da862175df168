import type { ModelId } from "@review/db";
import type { HistoryEntry, PagePair } from "@review/views";
import { describePairState } from "@review/views/words";
import { cellOf } from "../model/cell.ts";
import { hrefOf } from "../model/route.ts";
import { BySample } from "../parts/badges.tsx";
import { CellSign } from "../parts/cell-sign.tsx";
import { plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { askAboutPair, seenPair } from "../triage/ask.ts";
import { useTriage } from "../triage/triage.ts";
import { DecidedBefore } from "./decided-before.tsx";
import { Verdict } from "./verdict.tsx";

interface NotePairsProps {
  notePath: string;
  history: readonly HistoryEntry[];
  /** Whether they are shown without being asked for. */
  isOpen: boolean;
}

/** How each pair of a note stands, under each partition. */
export function NotePairs({ notePath, history, isOpen }: NotePairsProps) {
  const { known } = usePage();
  const { gates, modelIds } = known.value.document;
  const pairs = [...(known.value.pairs[known.value.noteAt.get(notePath) ?? -1]?.values() ?? [])];
  const fresh = pairs.filter(({ state }) => state === "fresh").length;
  const canDecide = useTriage() !== undefined;
  const items = known.value.itemsOfNote.get(notePath) ?? [];
  const isTold = ({ verdicts }: PagePair, modelId: ModelId | undefined) =>
    verdicts.some(({ model }) => modelIds[model] === modelId);
  if (pairs.length === 0) return null;
  return (
    <details class="pairs" open={isOpen}>
      <summary>
        How it stands against {plural(pairs.length, "gate")}: {fresh} fresh, {pairs.length - fresh} stale
      </summary>
      <div class="table-box" tabIndex={0} data-own-arrows>
        <table>
          <thead>
            <tr>
              <th scope="col">gate</th>
              <th scope="col">how it stands</th>
              <th scope="col">what was decided</th>
              {canDecide && <th scope="col">decide</th>}
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => {
              const gateId = gates[pair.gate]?.gateId ?? "";
              const accepted = lastOfEach(history, gateId);
              const models = modelsOf(pair, { modelIds, accepted });
              return models.map((modelId, at) => (
                <tr key={`${gateId} ${modelId}`} class={at > 0 ? "more" : undefined}>
                  {at === 0 && (
                    <>
                      <th scope="row" rowSpan={models.length}>
                        <a href={hrefOf({ view: "gate", names: [gateId] })}>{gateId}</a>
                      </th>
                      <td class="state" rowSpan={models.length}>
                        <CellSign cell={cellOf(pair)} /> {describePairState(pair.state, pair.isBoth)}
                      </td>
                    </>
                  )}
                  <td>
                    {pair.verdicts
                      .filter(({ model }) => modelIds[model] === modelId)
                      .map(({ model, decision, isNow, waived, disputed, ...person }) => (
                        <Verdict key={model} {...{ decision, modelId, person }} isBefore={!isNow}>
                          {waived && ` (${waived} waived)`}
                          {disputed && ` (${disputed} disputed)`}
                          <SampledTag last={accepted.find((each) => each.modelId === modelId)} />
                        </Verdict>
                      ))}
                    {pair.state !== "fresh" && (
                      <DecidedBefore
                        last={accepted.filter(
                          (each) => each.modelId === modelId && !isTold(pair, each.modelId),
                        )}
                        findings={items.filter(
                          ({ entry }) => entry.gateId === gateId && entry.modelId === modelId,
                        )}
                      />
                    )}
                    {pair.state === "fresh" && !isTold(pair, modelId) && modelId}
                  </td>
                  {canDecide && (
                    <td>
                      <PairActs
                        accepted={accepted.filter((each) => each.modelId === modelId)}
                        isStale={pair.state !== "fresh"}
                      />
                    </td>
                  )}
                </tr>
              ));
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The partitions that have a row of a pair, by name; one without any has a row without. */
function modelsOf(
  { verdicts }: PagePair,
  { modelIds, accepted }: { modelIds: readonly ModelId[]; accepted: readonly HistoryEntry[] },
): (ModelId | undefined)[] {
  const judged = verdicts.flatMap(({ model }) => modelIds[model] ?? []);
  const all = [...new Set([...judged, ...accepted.map(({ modelId }) => modelId)])].sort();
  return all.length === 0 ? [undefined] : all;
}

/** The newest acceptance of a pair under each partition. */
function lastOfEach(history: readonly HistoryEntry[], gateId: string): HistoryEntry[] {
  return [
    ...new Map(history.filter((each) => each.gateId === gateId).map((each) => [each.modelId, each])).values(),
  ];
}

/** Of a pair that was acknowledged on a sample under a partition, and where nothing came after it. */
function SampledTag({ last }: { last: HistoryEntry | undefined }) {
  if (!last?.sample) return null;
  return (
    <>
      {" "}
      <BySample sample={last.sample} />
    </>
  );
}

/** Decisions about a whole pair, also one of which nothing is to be mended. */
function PairActs({ accepted, isStale }: { accepted: readonly HistoryEntry[]; isStale: boolean }) {
  const page = usePage();
  const { known } = page;
  const triage = useTriage();
  if (!triage) return null;
  const ask = (kind: "override" | "reopen", entry: HistoryEntry) => {
    const about = { ...entry, acceptanceId: entry.id };
    triage.asked.value = askAboutPair(page, kind, about, () => undefined);
  };
  const accept = (entry: HistoryEntry) => {
    const pair = seenPair(known.value, { ...entry, acceptanceId: entry.id });
    if (pair) void triage.decide({ kind: "accept", pair });
  };
  return accepted.map((entry) => (
    <span class="acts" role="group" aria-label={`${entry.gateId} under ${entry.modelId}`} key={entry.modelId}>
      {isStale && (
        <button type="button" onClick={() => accept(entry)}>
          accept
        </button>
      )}
      <button type="button" onClick={() => ask("override", entry)}>
        override
      </button>
      {entry.acceptanceKind !== "withdrawn" && (
        <button type="button" onClick={() => ask("reopen", entry)}>
          reopen
        </button>
      )}
    </span>
  ));
}
