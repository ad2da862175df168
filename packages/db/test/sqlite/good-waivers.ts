import type { GoodMove } from "./good-moves.ts";
import { end, insert, key } from "./hostile-ledger.ts";

const waiver = (changes: Record<string, string> = {}) => insert("waivers", changes);
const unwaived = { kind: "'unwaived'", severity: "NULL", until_date: "NULL" };
const NEW = "SELECT key, kind, severity, until_date FROM waivers WHERE id > 5 ORDER BY id";
const E = "e".repeat(16);

/** What raw SQL may decide about findings, one by one, with foreign keys on or off. */
export const goodWaivers: readonly GoodMove[] = [
  ["waive a finding of a failed run, until a leap day", waiver(), NEW, [[E, "waived", "fail", "2028-02-29"]]],
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
      [E, "waived", "fail", null],
      [E, "waived", "fail", "2028-02-29"],
      [E, "unwaived", null, null],
      [E, "waived", "fail", null],
    ],
  ],
  [
    "waive again what was taken back",
    waiver({ key: key("a"), severity: "'warn'" }),
    NEW,
    [["a".repeat(16), "waived", "warn", "2028-02-29"]],
  ],
  [
    "waive what a run that has not ended found to be worse, as what is known",
    `${insert("findings", { key: key("a") })}; ${waiver({ key: key("a"), severity: "'warn'" })}`,
    NEW,
    [["a".repeat(16), "waived", "warn", "2028-02-29"]],
  ],
  [
    "waive anew what a run found to be worse, when it has ended",
    `${waiver({ key: key("a"), severity: "'warn'" })}; ${insert("findings", { key: key("a") })};
     ${end(9, "failed", ", failure_reason = 'x'")}; ${waiver({ key: key("a") })}`,
    NEW,
    [
      ["a".repeat(16), "waived", "warn", "2028-02-29"],
      ["a".repeat(16), "waived", "fail", "2028-02-29"],
    ],
  ],
  ["decide under an id of its own", waiver({ id: "7" }), "SELECT id FROM waivers WHERE id > 5", [[7]]],
];

/** What a CHECK refuses is left out where the statement says so. */
export const ignoredWaivers: readonly (readonly [name: string, sql: string])[] = [
  ["waiver without a reason, or ignore", insert("waivers", { reason: "' '" }, "INSERT OR IGNORE")],
  ["waiver until no day, or ignore", insert("waivers", { until_date: "'2026-02-30'" }, "INSERT OR IGNORE")],
];
