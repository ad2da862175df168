import type { ComparisonDocument } from "@review/views";
import { percent } from "@review/views/words";
import { hrefOf } from "../model/route.ts";
import { Decision } from "../parts/badges.tsx";
import { Figures } from "../parts/figures.tsx";
import { type NumberColumn, NumberTable } from "../parts/number-table.tsx";
import { amount } from "../parts/words.ts";

const BY_GATE: readonly NumberColumn<ComparisonDocument["gates"][number]>[] = [
  { name: "notes", meaning: "that both judged", of: ({ pairs }) => amount(pairs) },
  { name: "agreed", of: ({ agreed, pairs }) => percent(agreed / pairs) },
  {
    name: "kappa",
    meaning: "agreement beyond chance: 1 is full agreement, 0 is no more than chance gives",
    of: ({ kappa }) => kappaOf(kappa),
  },
];

const DECISIONS = ["pass", "warn", "fail"] as const;

/** How far two models say the same, in all and gate by gate. */
export function Agreement({ comparison }: { comparison: ComparisonDocument }) {
  const { pairs, agreed, kappa, first, second, decisions, gates } = comparison;
  const figures: [string, string][] = [
    ["judged by both", amount(pairs)],
    ["agreed", pairs > 0 ? `${amount(agreed)} (${percent(agreed / pairs)})` : "0"],
    ["agreement beyond chance (kappa)", kappaOf(kappa)],
    [`judged only by ${first.model}`, amount(first.alone)],
    [`judged only by ${second.model}`, amount(second.alone)],
  ];
  return (
    <>
      <Figures all={figures} />
      <div class="columns">
        <section>
          <h2>What each said</h2>
          <div class="table-box" tabIndex={0} data-own-arrows>
            <table class="numbers matrix">
              <caption>
                how often: down, what {first.model} decided; across, what {second.model} decided
              </caption>
              <thead>
                <tr>
                  <td />
                  {DECISIONS.map((decision) => (
                    <th scope="col" key={decision}>
                      <Decision decision={decision} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {DECISIONS.map((own) => (
                  <tr key={own}>
                    <th scope="row">
                      <Decision decision={own} />
                    </th>
                    {DECISIONS.map((other) => (
                      <td key={other} class={own === other ? "same" : ""}>
                        {amount(decisions[own][other])}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section>
          <h2>By gate</h2>
          <NumberTable
            label="How far they agree about each gate"
            named={{ name: "gate", of: ({ gateId }) => <GateLink gateId={gateId} /> }}
            rows={gates}
            columns={BY_GATE}
          />
        </section>
      </div>
    </>
  );
}

const GateLink = ({ gateId }: { gateId: string }) => (
  <a href={hrefOf({ view: "gate", names: [gateId] })}>{gateId}</a>
);

const kappaOf = (kappa: number | undefined) => (kappa === undefined ? "not known" : kappa.toFixed(2));
