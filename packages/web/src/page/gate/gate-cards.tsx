import type { GateCard } from "@review/views";
import { percent } from "@review/views/words";
import { Message } from "../parts/message.tsx";
import { type NumberColumn, NumberTable } from "../parts/number-table.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { amount, dollars } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

const COLUMNS: readonly NumberColumn<GateCard>[] = [
  {
    name: "reviews",
    meaning: "completed reviews",
    of: ({ reviews }) => amount(reviews.pass + reviews.warn + reviews.fail),
  },
  {
    name: "findings",
    meaning: "each once, however often it was found again",
    of: ({ findings }) => amount(findings.all),
  },
  {
    name: "mended",
    meaning: "not found again once the note was edited",
    of: ({ findings }) => shareOf(findings.resolved, findings.all),
  },
  { name: "waived", meaning: "let stand by a person", of: ({ findings }) => amount(findings.waived) },
  {
    name: "passed",
    meaning: "found by a review in whose place a person decided pass",
    of: ({ findings }) => amount(findings.passed),
  },
  {
    name: "lost",
    meaning: "not found again although nobody edited the note",
    of: ({ findings }) => amount(findings.lost),
  },
  { name: "open", meaning: "found by the last review", of: ({ findings }) => amount(findings.open) },
  {
    name: "overridden",
    meaning: "reviews in whose place a person decided",
    of: ({ overridden }) => amount(overridden),
  },
  {
    name: "flips",
    meaning: "other decisions about the very same text, of all times that it was reviewed again",
    of: ({ flips, repeats }) => (repeats === 0 ? "–" : `${amount(flips)} of ${amount(repeats)}`),
  },
  {
    name: "disputed",
    meaning: "findings that do not hold, by second opinions",
    of: ({ second }) => (second ? `${amount(second.disputed)} of ${amount(second.opinions)}` : "–"),
  },
  {
    name: "cost per mended",
    meaning: "what each mended finding cost; – where nobody tells",
    of: costOfMended,
  },
];

/** What a gate did under each model: whether it is worth what it costs. */
export function GateCards({ gateId }: { gateId: string }) {
  const { source, known } = usePage();
  const { value: cards = [], error } = useLoaded(() => source.cards(gateId), gateId, known.value);
  if (error) return <Message kind="bad">{error.message}</Message>;
  return (
    <>
      {cards.map(
        ({ modelId, quarantined }) =>
          quarantined && (
            <p class="aside" key={modelId}>
              <b>Quarantined under {modelId}</b> (its own tests fail, so that what it finds makes no check
              fail): {quarantined}
            </p>
          ),
      )}
      <NumberTable
        label="What the gate did under each model"
        named={{ name: "model", of: ({ modelId }) => modelId }}
        rows={cards}
        columns={COLUMNS}
      />
    </>
  );
}

const shareOf = (part: number, all: number): string =>
  all === 0 ? "0" : `${amount(part)} (${percent(part / all)})`;

/** A price that nobody told is not nothing. */
function costOfMended({ findings, costs }: GateCard): string {
  if (costs === undefined || costs.unpriced > 0 || findings.resolved === 0 || costs.costUsd === 0) return "–";
  return dollars(costs.costUsd / findings.resolved);
}
