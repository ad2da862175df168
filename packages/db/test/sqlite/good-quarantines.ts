import type { GoodMove } from "./good-moves.ts";
import { insert } from "./hostile-ledger.ts";

const NEW = "SELECT gate_id, kind, reason FROM gate_quarantines WHERE id > 5 ORDER BY id";

/** What raw SQL may decide about gates, one by one, with foreign keys on or off. */
export const goodQuarantines: readonly GoodMove[] = [
  [
    "quarantine again, and lift it",
    `${insert("gate_quarantines")}; ${insert("gate_quarantines", { kind: "'lifted'", reason: "'holds'" })}`,
    NEW,
    [
      ["a", "quarantined", "finds nothing"],
      ["a", "lifted", "holds"],
    ],
  ],
];
