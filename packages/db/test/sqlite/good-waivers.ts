import type { GoodMove } from "./good-moves.ts";
import { insert, key } from "./hostile-ledger.ts";

const waiver = (changes: Record<string, string> = {}) => insert("waivers", changes);
const unwaived = { kind: "'unwaived'", until_date: "NULL" };
const NEW = "SELECT key, kind, until_date FROM waivers WHERE id > 5 ORDER BY id";
const E = "e".repeat(16);

/** What raw SQL may decide about findings, one by one, with foreign keys on or off. */
export const goodWaivers: readonly GoodMove[] = [
  ["waive a finding of a failed run, until a leap day", waiver(), NEW, [[E, "waived", "2028-02-29"]]],
  [
    "waive for good, anew with a last day, take it back, and waive again",
    [
      waiver({ until_date: "NULL", author: "NULL" }),
      waiver(),
      waiver(unwaived),
      waiver({ until_date: "NULL" }),
    ].join("; "),
    NEW,
    [
      [E, "waived", null],
      [E, "waived", "2028-02-29"],
      [E, "unwaived", null],
      [E, "waived", null],
    ],
  ],
  [
    "waive again what was taken back",
    waiver({ key: key("a") }),
    NEW,
    [["a".repeat(16), "waived", "2028-02-29"]],
  ],
  ["decide under an id of its own", waiver({ id: "7" }), "SELECT id FROM waivers WHERE id > 5", [[7]]],
];

/** What a CHECK refuses is left out where the statement says so. */
export const ignoredWaivers: readonly (readonly [name: string, sql: string])[] = [
  ["waiver without a reason, or ignore", insert("waivers", { reason: "' '" }, "INSERT OR IGNORE")],
  ["waiver until no day, or ignore", insert("waivers", { until_date: "'2026-02-30'" }, "INSERT OR IGNORE")],
];
