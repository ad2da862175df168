import { useMemo } from "preact/hooks";
import { filterItems } from "../model/filter.ts";
import { orderItems, QUEUE_ORDERS, queueRows } from "../model/queue-rows.ts";
import { Choice, FilterBar, GateChoice, ModelChoice, Search } from "../parts/filter-bar.tsx";
import { useFindings } from "../parts/use-findings.ts";
import { plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { InPlace } from "./in-place.tsx";
import { LeftOutPairs } from "./left-out-pairs.tsx";
import { NothingLeft } from "./nothing-left.tsx";
import { QueueList } from "./queue-list.tsx";

/** Parts of the queue that do not count. */
const SHOWN = ["waived", "disputed", { value: "gate-changed", words: "left out: the gate changed" }];

/** What is to be mended, one finding after the other, each with its place in the note beside it. */
export function QueueView() {
  const { known, route } = usePage();
  const { params } = route.value;
  const order = QUEUE_ORDERS.find((each) => each === params.by) ?? "note";
  const { severity, model, note, gate, folder, show, q } = params;
  // The finding that is looked at is in the address, too, and changes nothing of the list.
  const filter = JSON.stringify({ severity, model, note, gate, folder, show, q });
  const items = useMemo(
    () => orderItems(filterItems(known.value, route.value), order),
    [known.value, filter, order],
  );
  const rows = useMemo(() => queueRows(items, order), [items, order]);
  const looked = useFindings(items, true);
  const pairs = new Set(items.map(({ entry: { notePath, gateId } }) => `${notePath}\0${gateId}`)).size;
  const state = show === "waived" || show === "disputed" ? `${show} finding` : "finding";
  const isOfBefore = show === "gate-changed";
  return (
    <>
      <h1>
        {plural(items.length, state)}
        {pairs < items.length && ` in ${plural(pairs, "pair")}`}
        {params.note && ` of ${params.note}`}
        {isOfBefore && ", made before their gates changed"}
      </h1>
      <FilterBar
        search={<Search label="search findings" />}
        folded={["by", "severity", "gate", "model", "show"]}
      >
        <Choice name="by" label="new first, by" options={[...QUEUE_ORDERS]} />
        <Choice name="severity" label="severity" none="all" options={["fail", "warn"]} />
        <GateChoice />
        <ModelChoice />
        <Choice name="show" label="show" none="open" options={SHOWN} />
      </FilterBar>
      {!isOfBefore && <LeftOutPairs />}
      {items.length === 0 ? (
        <NothingLeft />
      ) : (
        <div class="split">
          <QueueList rows={rows} looked={looked} order={order} />
          {looked.item && (
            <InPlace
              item={looked.item}
              items={known.value.itemsOfNote.get(looked.item.entry.notePath) ?? []}
              choose={looked.choose}
            />
          )}
        </div>
      )}
    </>
  );
}
