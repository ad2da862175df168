import { ageOf, lineOf, type QueueItem, severityOf } from "./queue-item.ts";

/** What the queue can be ordered by. */
export const QUEUE_ORDERS = ["note", "gate", "severity"] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

export type QueueRow =
  | {
      kind: "group";
      name: string /** Absent where none of all is new. */;
      age?: ReturnType<typeof ageOf>;
      count: number;
    }
  | { kind: "item"; item: QueueItem; at: number };

/** What is new comes first, and what a person decided before what was found before. */
const AGES: readonly ReturnType<typeof ageOf>[] = ["new", "decided", "old"];

/** The items in the order in which they are walked: what is new first, of all, or of a severity where that is what they are ordered by. */
export function orderItems(items: readonly QueueItem[], order: QueueOrder): QueueItem[] {
  const keys = (item: QueueItem) => {
    const { entry } = item;
    const severity = severityOf(item) === "fail" ? 0 : 1;
    const line = lineOf(item) ?? 0;
    const age = AGES.indexOf(ageOf(item));
    const byOrder = {
      note: [entry.notePath, severity, line, entry.gateId],
      gate: [entry.gateId, severity, entry.notePath, line],
      severity: [severity, age, entry.notePath, line, entry.gateId],
    };
    return [order === "severity" ? 0 : age, ...byOrder[order], entry.modelId];
  };
  const keyed = items.map((item) => ({ item, keys: keys(item) }));
  return keyed.sort((a, b) => compareAll(a.keys, b.keys)).map(({ item }) => item);
}

/** Ordered items with a heading before each group. */
export function queueRows(ordered: readonly QueueItem[], order: QueueOrder): QueueRow[] {
  const rows: QueueRow[] = [];
  let group: Extract<QueueRow, { kind: "group" }> | undefined;
  const hasNew = ordered.some(({ finding }) => finding.isNew);
  for (const [at, item] of ordered.entries()) {
    const name = groupOf(item, order);
    const age = hasNew ? ageOf(item) : undefined;
    if (group?.name !== name || group.age !== age) {
      group = { kind: "group", name, ...(age && { age }), count: 0 };
      rows.push(group);
    }
    group.count += 1;
    rows.push({ kind: "item", item, at });
  }
  return rows;
}

function groupOf(item: QueueItem, order: QueueOrder): string {
  const { entry } = item;
  if (order === "severity") return severityOf(item);
  return order === "gate" ? entry.gateId : entry.notePath;
}

function compareAll(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [at, one] of a.entries()) {
    const other = b[at] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
