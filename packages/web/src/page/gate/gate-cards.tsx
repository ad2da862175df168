import type { GateCard } from "@review/views";
import { Message } from "../parts/message.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { amount, dollars, percent } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

const COLUMNS: readonly [name: string, meaning: string, of: (card: GateCard) => string][] = [
  ["reviews", "completed reviews", ({ reviews }) => amount(reviews.pass + reviews.warn + reviews.fail)],
  ["findings", "each once, however often it was found again", ({ findings }) => amount(findings.all)],
  [
    "mended",
    "not found again once the note was edited",
    ({ findings }) => shareOf(findings.resolved, findings.all),
  ],
  ["waived", "let stand by a person", ({ findings }) => amount(findings.waived)],
  ["lost", "not found again although nobody edited the note", ({ findings }) => amount(findings.lost)],
  ["open", "found by the last review", ({ findings }) => amount(findings.open)],
  ["overridden", "reviews in whose place a person decided", ({ overridden }) => amount(overridden)],
  [
    "flips",
    "other decisions about the very same texts",
    ({ flips, repeats }) => `${amount(flips)} of ${amount(repeats)}`,
  ],
  ["a mended one", "what each mended finding cost", costOfMended],
];

/** What a gate did under each model: whether it is worth what it costs. */
export function GateCards({ gateId }: { gateId: string }) {
  const { source, known } = usePage();
  const { value: cards = [], error } = useLoaded(() => source.cards(gateId), gateId, known.value);
  if (error) return <Message kind="bad">{error.message}</Message>;
  if (cards.length === 0) return null;
  return (
    <>
      {cards.map(
        ({ modelId, quarantined }) =>
          quarantined && (
            <p class="aside" key={modelId}>
              <b>Quarantined under {modelId}:</b> {quarantined}
            </p>
          ),
      )}
      <CardsTable cards={cards} />
    </>
  );
}

function CardsTable({ cards }: { cards: readonly GateCard[] }) {
  return (
    <div class="table-box" tabIndex={0} data-own-arrows>
      <table class="numbers" aria-label="What the gate did under each model">
        <thead>
          <tr>
            <th scope="col">model</th>
            {COLUMNS.map(([name, meaning]) => (
              <th scope="col" key={name} title={meaning}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <tr key={card.modelId}>
              <th scope="row">{card.modelId}</th>
              {COLUMNS.map(([name, , of]) => (
                <td key={name}>{of(card)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const shareOf = (part: number, all: number): string =>
  all === 0 ? "0" : `${amount(part)} (${percent(part / all)})`;

/** A price that nobody told is not nothing. */
function costOfMended({ findings, costs }: GateCard): string {
  if (costs === undefined || costs.unpriced > 0 || findings.resolved === 0 || costs.costUsd === 0) return "–";
  return dollars(costs.costUsd / findings.resolved);
}
