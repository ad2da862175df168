import type { ComparedJudgement, ComparisonDocument } from "@review/views";
import { hrefOf } from "../model/route.ts";
import { Decision } from "../parts/badges.tsx";
import { FindingText } from "../parts/finding-text.tsx";
import { Message } from "../parts/message.tsx";
import { VirtualRows } from "../parts/virtual-rows.tsx";
import { plural } from "../parts/words.ts";

/** The pairs that two models judged otherwise, with what each of them found. */
export function Differing({ comparison }: { comparison: ComparisonDocument }) {
  const { pairs, differing, first, second } = comparison;
  if (pairs === 0) return <Message>There is nothing that both judged: it cannot be compared.</Message>;
  if (differing.length === 0) return <Message>They agree about all that both judged.</Message>;
  return (
    <section>
      <h2>{plural(differing.length, "note")} against a gate judged differently</h2>
      <VirtualRows
        class="differing"
        label="what was judged differently"
        count={differing.length}
        estimate={140}
        roles={{ all: "list", rows: "list", row: "listitem" }}
        keyOf={(index) => `${differing[index]?.first.reviewId} ${differing[index]?.second.reviewId}`}
        row={(index) => {
          const pair = differing[index];
          if (!pair) return null;
          return (
            <article class="differs">
              <p class="where">
                <a href={hrefOf({ view: "note", names: [pair.notePath], params: { gate: pair.gateId } })}>
                  {pair.notePath}
                </a>{" "}
                · <a href={hrefOf({ view: "gate", names: [pair.gateId] })}>{pair.gateId}</a>
              </p>
              <div class="columns">
                <Judged model={first.model} judgement={pair.first} />
                <Judged model={second.model} judgement={pair.second} />
              </div>
            </article>
          );
        }}
      />
    </section>
  );
}

function Judged({
  model,
  judgement: { decision, findings, runId },
}: {
  model: string;
  judgement: ComparedJudgement;
}) {
  return (
    <div class="judged">
      <p>
        <Decision decision={decision} /> {model} ·{" "}
        <a href={hrefOf({ view: "run", names: [`${runId}`] })}>run {runId}</a>
      </p>
      {findings.map((finding, at) => (
        <FindingText key={at} finding={{ ...finding, isNew: false }} />
      ))}
      {findings.length === 0 && <p class="aside">nothing found</p>}
    </div>
  );
}
