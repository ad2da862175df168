import type { GateTest } from "@review/views";
import { percentRange } from "@review/views/words";
import { Message } from "../parts/message.tsx";
import { type NumberColumn, NumberTable } from "../parts/number-table.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { amount, dollars } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

const COLUMNS: readonly NumberColumn<GateTest>[] = [
  {
    name: "fixtures",
    meaning: "small notes of which it is known what the gate is to decide: those that were reviewed, of all",
    of: ({ fixtures }) => `${amount(fixtures.reviewed)} of ${amount(fixtures.all)}`,
  },
  {
    name: "hits",
    meaning: "reviews of bad notes that found it; between which shares the true one lies (95 %)",
    of: ({ hits }) => shareOf(hits),
  },
  {
    name: "false alarms",
    meaning: "reviews of good notes that did not pass; between which shares the true one lies (95 %)",
    of: ({ falseAlarms }) => shareOf(falseAlarms),
  },
  {
    name: "quotes",
    meaning: "words of bad notes that must be named, and were",
    of: ({ quotes }) => (quotes.of === 0 ? "–" : `${amount(quotes.found)} of ${amount(quotes.of)}`),
  },
  {
    name: "flips",
    meaning: "other decisions about the very same text, of all times that it was reviewed again",
    of: ({ flips }) => (flips.of === 0 ? "–" : `${amount(flips.count)} of ${amount(flips.of)}`),
  },
  { name: "cost", meaning: "of these reviews; – where nobody tells", of: costOf },
];

/** What a gate made of its fixtures under each model: whether it does what it is meant to. */
export function GateTests({ gateId }: { gateId: string }) {
  const { source, known } = usePage();
  const { value: tests = [], error } = useLoaded(
    () => source.tests(gateId),
    `tests of ${gateId}`,
    known.value,
  );
  if (error) return <Message kind="bad">{error.message}</Message>;
  return (
    <>
      <NumberTable
        label="What the gate made of its fixtures, the small notes that test it"
        named={{ name: "model", of: ({ modelId }) => modelId }}
        rows={tests}
        columns={COLUMNS}
      />
      {tests.flatMap(({ modelId, wrong }) =>
        wrong.map(({ path, expect, decisions }) => (
          <p class="aside" key={`${modelId} ${path}`}>
            {path} under {modelId}: expected {expect}, decided {decisions.join(", ")}
          </p>
        )),
      )}
    </>
  );
}

function shareOf({ count, of, low, high }: GateTest["hits"]): string {
  if (of === 0) return "–";
  return `${amount(count)} of ${amount(of)} (${percentRange(low, high)})`;
}

/** A price that nobody told is not nothing. */
function costOf({ costs }: GateTest): string {
  return costs === undefined || costs.unpriced > 0 ? "–" : dollars(costs.costUsd);
}
