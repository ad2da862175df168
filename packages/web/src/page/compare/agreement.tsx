import type { ComparisonDocument } from "@review/views";
import { hrefOf } from "../model/route.ts";
import { Decision } from "../parts/badges.tsx";
import { amount, percent } from "../parts/words.ts";

const DECISIONS = ["pass", "warn", "fail"] as const;

/** How far two models say the same, in all and gate by gate. */
export function Agreement({ comparison }: { comparison: ComparisonDocument }) {
  const { pairs, agreed, kappa, first, second, decisions, gates } = comparison;
  const figures: [string, string][] = [
    ["judged by both", amount(pairs)],
    ["agreed", pairs > 0 ? `${amount(agreed)} (${percent(agreed / pairs)})` : "0"],
    ["kappa", kappaOf(kappa)],
    [`only ${first.model}`, amount(first.alone)],
    [`only ${second.model}`, amount(second.alone)],
  ];
  return (
    <>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="columns">
        <section>
          <h2>What each said</h2>
          <div class="table-box" tabIndex={0} data-own-arrows>
            <table class="numbers matrix">
              <caption>
                down: {first.model}; across: {second.model}
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
          <div class="table-box" tabIndex={0} data-own-arrows>
            <table class="numbers">
              <thead>
                <tr>
                  {["gate", "pairs", "agreed", "kappa"].map((name) => (
                    <th scope="col" key={name}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {gates.map((gate) => (
                  <tr key={gate.gateId}>
                    <th scope="row">
                      <a href={hrefOf({ view: "gate", names: [gate.gateId] })}>{gate.gateId}</a>
                    </th>
                    <td>{amount(gate.pairs)}</td>
                    <td>{percent(gate.agreed / gate.pairs)}</td>
                    <td>{kappaOf(gate.kappa)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </>
  );
}

const kappaOf = (kappa: number | undefined) => (kappa === undefined ? "not known" : kappa.toFixed(2));
