import type { PageGate } from "@review/views";
import { Markdown } from "../markdown/markdown.tsx";
import { gateOf } from "../model/known-page.ts";
import { isOfOldGate, isOpen } from "../model/queue-item.ts";
import { hrefOf } from "../model/route.ts";
import { FindingText } from "../parts/finding-text.tsx";
import { Message } from "../parts/message.tsx";
import { NotFound } from "../parts/not-found.tsx";
import { VirtualRows } from "../parts/virtual-rows.tsx";
import { plural, shortSha } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { GateCards } from "./gate-cards.tsx";
import { GateFigures } from "./gate-figures.tsx";
import { GateTests } from "./gate-tests.tsx";

/** One gate: what it asks, how its pairs stand, and what it found. */
export function GateView() {
  const { known, route } = usePage();
  const [gateId = ""] = route.value.names;
  const gate = gateOf(known.value, gateId);
  if (!gate) return <NotFound>{`There is no gate ${gateId}.`}</NotFound>;
  return (
    <>
      <h1 class="path">{gateId}</h1>
      <p class="under-title">
        <span>{gate.isCheck ? "judged by a program" : "judged by a model"}</span>
        <span title={gate.gateSha}>version {shortSha(gate.gateSha)}</span>
        <a href={hrefOf({ view: "overview", params: { gate: gateId } })}>its notes in the overview</a>
      </p>
      <div class="tables">
        <GateFigures gate={gate} />
        <GateCards gateId={gateId} />
        <GateTests gateId={gateId} />
      </div>
      <div class="columns">
        <section>
          <h2>What it asks</h2>
          <Markdown text={gate.text} />
        </section>
        <GateFindings gate={gate} />
      </div>
    </>
  );
}

function GateFindings({ gate: { gateId } }: { gate: PageGate }) {
  const { known } = usePage();
  const all = known.value.items.filter((item) => item.entry.gateId === gateId);
  const items = all.filter(isOpen);
  const before = all.filter(isOfOldGate).length;
  return (
    <section>
      <h2>
        {plural(items.length, "finding")}{" "}
        {items.length > 0 && <a href={hrefOf({ view: "queue", params: { gate: gateId } })}>in the queue</a>}
      </h2>
      {before > 0 && (
        <Message>
          <a href={hrefOf({ view: "queue", params: { gate: gateId, show: "gate-changed" } })}>
            {plural(before, "finding")}
          </a>{" "}
          of before the gate changed {before === 1 ? "is" : "are"} left out: no review has told yet whether{" "}
          {before === 1 ? "it holds" : "they hold"}.
        </Message>
      )}
      {items.length > 0 && (
        <VirtualRows
          class="plain-list"
          label="findings of this gate"
          count={items.length}
          estimate={80}
          roles={{ all: "list", rows: "list", row: "listitem" }}
          keyOf={(index) => items[index]?.id ?? ""}
          row={(index) => {
            const item = items[index];
            if (!item) return null;
            const { notePath, modelId } = item.entry;
            return (
              <div class="item">
                <p class="where">
                  <a href={hrefOf({ view: "note", names: [notePath], params: { finding: item.id } })}>
                    {notePath}
                  </a>{" "}
                  · {modelId}
                </p>
                <FindingText finding={item.finding} entry={item.entry} isShort />
              </div>
            );
          }}
        />
      )}
    </section>
  );
}
