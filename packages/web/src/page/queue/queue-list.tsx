import { useRef } from "preact/hooks";
import { lineWords, placedOf, type QueueItem } from "../model/queue-item.ts";
import type { QueueOrder, QueueRow } from "../model/queue-rows.ts";
import { Tag } from "../parts/badges.tsx";
import { FindingText } from "../parts/finding-text.tsx";
import type { LookedAt } from "../parts/use-findings.ts";
import { useFollowFocus } from "../parts/use-follow-focus.ts";
import { VirtualRows } from "../parts/virtual-rows.tsx";
import { usePage } from "../state/page-state.ts";

export function QueueList({
  rows,
  looked,
  order,
}: {
  rows: readonly QueueRow[];
  looked: LookedAt;
  order: QueueOrder;
}) {
  const box = useRef<HTMLDivElement>(null);
  const current = rows.findIndex((row) => row.kind === "item" && row.at === looked.at);
  useFollowFocus(looked, () => box.current?.querySelector<HTMLElement>('[aria-current="true"]'));
  return (
    <div class="queue-box" ref={box}>
      <VirtualRows
        class="queue-list"
        label="findings"
        count={rows.length}
        estimate={64}
        current={current}
        roles={{ all: "list", rows: "list", row: "listitem" }}
        listed={{
          size: rows.filter(({ kind }) => kind === "item").length,
          placeOf: (index) => {
            const row = rows[index];
            return row?.kind === "item" ? row.at + 1 : undefined;
          },
        }}
        keyOf={(index) => keyOf(rows[index])}
        row={(index) => {
          const row = rows[index];
          if (row?.kind === "group") return <GroupHead row={row} />;
          return (
            row && (
              <ItemRow item={row.item} order={order} isCurrent={index === current} choose={looked.choose} />
            )
          );
        }}
      />
    </div>
  );
}

function keyOf(row: QueueRow | undefined): string {
  if (!row) return "";
  return row.kind === "item" ? row.item.id : `${row.age} ${row.name}`;
}

const AGES = { new: "new", decided: "decided by a person", old: "found before" } as const;

function GroupHead({ row: { name, age, count } }: { row: Extract<QueueRow, { kind: "group" }> }) {
  return (
    <h2 class="group">
      {age && <Tag kind={age === "new" ? "new" : "plain"}>{AGES[age]}</Tag>} {name}{" "}
      <span class="count">{count}</span>
    </h2>
  );
}

function ItemRow(props: {
  item: QueueItem;
  order: QueueOrder;
  isCurrent: boolean;
  choose(id: string): void;
}) {
  const { item, order, isCurrent, choose } = props;
  const { entry, finding } = item;
  // On paper there is no place beside it.
  const { isPrinting } = usePage();
  const quote = placedOf(item) ?? finding.quotes.find(({ wasLine }) => wasLine);
  const where = [
    order !== "note" && entry.notePath,
    order !== "gate" && entry.gateId,
    quote && lineWords(quote),
    entry.modelId,
  ];
  return (
    <button
      type="button"
      class="item"
      aria-current={isCurrent ? "true" : undefined}
      tabIndex={isCurrent ? 0 : -1}
      onClick={() => choose(item.id)}
    >
      <FindingText finding={{ ...finding, isNew: false }} entry={entry} isShort={!isPrinting.value} />
      <span class="where">{where.filter(Boolean).join(" · ")}</span>
    </button>
  );
}
