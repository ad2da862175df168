import type { PagePair } from "@review/views";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, describePair, worstCell } from "../../src/page/model/cell.ts";
import { followCursor } from "../../src/page/model/cursor.ts";
import { filterItems } from "../../src/page/model/filter.ts";
import { foldKey, foldsOf, toggleFold } from "../../src/page/model/folds.ts";
import { cellsOf, columnsOf, heatMap } from "../../src/page/model/heat-map.ts";
import { knowPage } from "../../src/page/model/known-page.ts";
import type { QueueItem } from "../../src/page/model/queue-item.ts";
import { orderItems, queueRows } from "../../src/page/model/queue-rows.ts";
import { hrefOf, parseRoute, VIEWS, withParams } from "../../src/page/model/route.ts";
import { placeCards } from "../../src/page/note/place-cards.ts";
import { makePage } from "./make-page.ts";

const NOW = { isNow: true } as const;
const pair = (state: PagePair["state"], ...verdicts: PagePair["verdicts"]): PagePair => ({
  note: 0,
  gate: 0,
  state,
  verdicts,
});

describe("an address", () => {
  it("is read back as it was written, whatever stands in it", () => {
    const segment = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
    const params = fc.dictionary(fc.constantFrom("q", "gate", "is"), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...VIEWS),
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        params,
        (view, parts, some) => {
          const shown = {
            note: [parts.join("/")],
            gate: [parts.join("/")],
            run: ["7"],
            compare: parts.slice(0, 2),
          };
          const names = { overview: [], queue: [], runs: [], ...shown }[view];
          expect(parseRoute(hrefOf({ view, names, params: some }))).toEqual({ view, names, params: some });
        },
      ),
    );
  });

  it("is the overview where there is none, and unknown where it leads nowhere", () => {
    for (const hash of ["", "#", "#/", "#/?q=a"]) {
      expect(parseRoute(hash).view).toBe("overview");
      expect(parseRoute(hash).unknown).toBeUndefined();
    }
    for (const path of ["nothing/here", "token", "note/", "gate", "run", "run/x", "queue/7", "compare/a/b/c"])
      expect(parseRoute(`#/${path}`).unknown).toBe(path);
    expect(parseRoute("#/note/%E0%A4%A").names).toEqual(["%E0%A4%A"]);
  });

  it("loses a choice that is taken away", () => {
    const route = parseRoute("#/queue?gate=a&q=b");
    expect(hrefOf(withParams(route, { gate: undefined, q: "c" }))).toBe("#/queue?q=c");
  });
});

describe("a cell", () => {
  it.each<[string, PagePair, Partial<ReturnType<typeof cellOf>>]>([
    [
      "the worst of two models",
      pair("fresh", { model: 0, decision: "pass", ...NOW }, { model: 1, decision: "fail", ...NOW }),
      { kind: "fail", isStale: false, isDivided: true },
    ],
    [
      "what is said of now, not of before",
      pair("fresh", { model: 0, decision: "pass", ...NOW }, { model: 1, decision: "fail", isNow: false }),
      { kind: "pass", isDivided: false },
    ],
    [
      "what stood before it changed",
      pair("note-changed", { model: 0, decision: "warn", isNow: false }),
      { kind: "warn", isStale: true },
    ],
    ["a change of which nothing was found", pair("gate-changed"), { kind: "changed", isStale: true }],
    ["what was never reviewed", pair("missing-review"), { kind: "missing", isStale: true }],
    ["a scope that nobody knows", pair("unknown-scope"), { kind: "unknown" }],
    [
      "what is waived",
      pair("fresh", { model: 0, decision: "pass", ...NOW, waived: 2 }),
      { kind: "pass", hasWaived: true },
    ],
  ])("shows %s", (_, of, cell) => {
    expect(cellOf(of)).toMatchObject(cell);
  });

  it("is stale under a model that has not judged what others have", () => {
    const both = pair("fresh", { model: 0, decision: "pass", ...NOW });
    expect(cellOf(both, 0)).toMatchObject({ kind: "pass", isStale: false });
    expect(cellOf(both, 1)).toMatchObject({ kind: "missing", isStale: true });
  });

  it("says in words all that is known", () => {
    const of = pair(
      "fresh",
      { model: 0, decision: "pass", ...NOW, waived: 2 },
      { model: 1, decision: "fail", isNow: false },
    );
    const { modelIds } = makePage({ notes: 1, gates: 1 }).page;
    expect(describePair(of, { modelIds })).toBe(
      "fresh; sonnet-4: pass, 2 waived; gpt-5: fail (before the change)",
    );
  });

  it("of several is the worst, and is stale only if all such are", () => {
    const fail = cellOf(pair("fresh", { model: 0, decision: "fail", ...NOW }));
    const old = cellOf(pair("note-changed", { model: 0, decision: "fail", isNow: false }));
    expect(worstCell([cellOf(pair("fresh")), old])).toMatchObject({ kind: "fail", isStale: true });
    expect(worstCell([fail, old])).toMatchObject({ kind: "fail", isStale: false });
    expect(worstCell([])).toBeUndefined();
  });
});

describe("the heat map", () => {
  const known = knowPage(makePage({ notes: 20, gates: 8 }).page);

  it("has a row for each folder and note, and a column for each gate", () => {
    const map = heatMap(known, parseRoute("#/"));
    expect(map.rows.filter(({ kind }) => kind === "note")).toHaveLength(20);
    expect(map.rows.filter(({ kind }) => kind === "folder")).toHaveLength(3);
    expect(columnsOf(map.lenses)).toHaveLength(8);
    expect(map.counts.get("all")).toBe(160);
    expect((map.counts.get("fresh") ?? 0) + (map.counts.get("stale") ?? 0)).toBe(160);
  });

  it("leaves out notes and gates of which no pair fits, and still counts them", () => {
    const map = heatMap(known, parseRoute("#/?is=fail"));
    const failing = known.document.pairs.filter((each) => {
      const { kind, isStale } = cellOf(each);
      return kind === "fail" && !isStale;
    });
    expect(map.rows.filter(({ kind }) => kind === "note")).toHaveLength(
      new Set(failing.map(({ note }) => note)).size,
    );
    expect(
      columnsOf(map.lenses)
        .map(({ gate }) => gate)
        .sort(),
    ).toEqual([...new Set(failing.map(({ gate }) => gate))].sort());
    expect(map.counts.get("all")).toBe(160);
  });

  it.each(["fail", "stale-fail", "fresh", "stale", "note-changed"])(
    "shows as many pairs for %s as it counts",
    (is) => {
      const { counts } = heatMap(known, parseRoute("#/"));
      const count = counts.get(is === "note-changed" ? `state ${is}` : is.replace("-", " ")) ?? 0;
      const { rows, lenses } = heatMap(known, parseRoute(`#/?is=${is}`));
      expect(count).toBeGreaterThan(0);
      const columns = columnsOf(lenses);
      const isShown = ({ kind, isStale }: ReturnType<typeof cellOf>, state: string) =>
        isStale ? ["stale", `stale-${kind}`, state].includes(is) : ["fresh", kind].includes(is);
      const shown = known.document.pairs.filter(
        (each) =>
          isShown(cellOf(each), each.state) &&
          rows.some((row) => row.kind === "note" && row.note === each.note) &&
          columns.some(({ gate }) => gate === each.gate),
      );
      expect(shown).toHaveLength(count);
    },
  );

  it("folds a folder into its row, and a lens into its column, with the worst of them", () => {
    const folded = [foldKey("folder", "area-0"), foldKey("lens", "clarity")];
    const map = heatMap(known, withParams(parseRoute("#/"), { folded: folded.join(",") }));
    expect(map.rows.filter(({ kind }) => kind === "note")).toHaveLength(12);
    const columns = columnsOf(map.lenses);
    expect(columns).toHaveLength(7);
    const [first] = map.rows;
    if (first?.kind !== "folder") throw new Error("a folder comes first");
    expect(cellsOf(known, first.notes, columns, undefined)[0]).toMatchObject({ kind: "fail" });
  });
});

describe("the queue", () => {
  const known = knowPage(makePage({ notes: 30, gates: 10, findingEvery: 4 }).page);

  it.each(["note", "gate", "severity"] as const)(
    "by %s has new ones first, each once, with a heading for each group",
    (order) => {
      const items = filterItems(known, parseRoute("#/queue"));
      const ordered = orderItems(items, order);
      expect(new Set(ordered)).toEqual(new Set(items));
      const ages = ordered.map(({ finding }) => {
        const age = finding.isNew ? "new" : "old";
        return order === "severity" ? `${finding.severity} ${age}` : age;
      });
      expect([...new Set(ages)]).toEqual([...new Set(ages)].toSorted());
      expect(ages).toEqual(ages.toSorted());
      const rows = queueRows(ordered, order);
      const groups = rows.filter((row) => row.kind === "group");
      expect(new Set(groups.map(({ name, age }) => `${age} ${name}`)).size).toBe(groups.length);
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(items.length);
    },
  );

  it("says of no group that it is old where nothing is new", () => {
    const items = filterItems(known, parseRoute("#/queue")).filter(({ finding }) => !finding.isNew);
    const groups = queueRows(orderItems(items, "note"), "note").filter((row) => row.kind === "group");
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.filter(({ age }) => age !== undefined)).toEqual([]);
  });

  it("has what was found under an override where that counts it, as the command has", () => {
    const { page } = makePage({ notes: 30, gates: 10, findingEvery: 4 });
    const [entry] = page.findings;
    const [found] = entry?.findings ?? [];
    if (!entry || !found) throw new Error("nothing is found");
    const decision = found.severity === "fail" ? "warn" : "fail";
    Object.assign(entry, { decision, overrideRemark: "read it again" });
    const overridden = knowPage(page);
    const items = filterItems(overridden, parseRoute(`#/queue?severity=${decision}`));
    expect(items.map((item) => item.entry)).toContain(entry);
    const other = filterItems(overridden, parseRoute(`#/queue?severity=${found.severity}`));
    expect(other.map((item) => item.entry)).not.toContain(entry);
    const groups = queueRows(orderItems(items, "severity"), "severity");
    expect(groups.flatMap((row) => (row.kind === "group" ? row.name : []))).not.toContain(found.severity);
  });

  it("has what is waived apart", () => {
    const [open, waived] = ["#/queue", "#/queue?show=waived"].map((hash) =>
      filterItems(known, parseRoute(hash)),
    );
    expect(waived?.length).toBeGreaterThan(0);
    expect((open?.length ?? 0) + (waived?.length ?? 0)).toBe(known.items.length);
  });

  it("is narrowed by lens, folder and words, in any case and order", () => {
    const lens = filterItems(known, parseRoute("#/queue?gate=form"));
    expect(new Set(lens.map(({ entry }) => entry.gateId.split("/")[0]))).toEqual(new Set(["form"]));
    const folder = filterItems(known, parseRoute("#/queue?folder=area-1"));
    expect(new Set(folder.map(({ entry }) => entry.notePath.split("/")[0]))).toEqual(new Set(["area-1"]));
    expect(filterItems(known, parseRoute("#/queue?q=HISTORY+paragraph"))).toHaveLength(
      filterItems(known, parseRoute("#/queue")).length,
    );
    expect(filterItems(known, parseRoute("#/queue?q=nobody"))).toEqual([]);
  });
});

describe("cards beside a text", () => {
  const card = fc.record({
    wanted: fc.nat(2000),
    height: fc.integer({ min: 1, max: 300 }),
    isFixed: fc.constant(false),
  });

  it("never cover each other, stay in their order, and never leave the page", () => {
    fc.assert(
      fc.property(fc.array(card, { minLength: 1, maxLength: 20 }), fc.nat(19), (some, fixed) => {
        const cards = some
          .toSorted((a, b) => a.wanted - b.wanted)
          .map((each, at) => ({ ...each, isFixed: at === fixed }));
        const { tops, height } = placeCards(cards);
        let free = 0;
        for (const [at, top] of tops.entries()) {
          expect(top).toBeGreaterThanOrEqual(free);
          free = top + (cards[at]?.height ?? 0);
        }
        expect(height).toBeGreaterThanOrEqual(free);
      }),
    );
  });

  it("make room above for the one that is looked at", () => {
    const cards = [0, 400, 410].map((wanted, at) => ({ wanted, height: 100, isFixed: at === 2 }));
    expect(placeCards(cards).tops).toEqual([0, 302, 410]);
  });
});

describe("folds", () => {
  it.each(["area-0", "a, b", "50 % off", "a/b, c/d", ""])("of %j come back from the address", (name) => {
    const [folder, lens] = [foldKey("folder", name), foldKey("lens", "other")];
    const folded = toggleFold({ params: { folded: toggleFold({ params: {} }, folder) } }, lens);
    const read = parseRoute(hrefOf({ view: "overview", params: { folded } }));
    expect([...foldsOf(read)]).toEqual([folder, lens]);
    expect([...foldsOf({ params: { folded: toggleFold(read, folder) } })]).toEqual([lens]);
  });
});

describe("followCursor", () => {
  const item = (name: string, isWaived = false): QueueItem =>
    ({
      id: `${name}-1`,
      isWaived,
      entry: { notePath: "a.md", gateId: "g", modelId: "m" },
      finding: { key: name },
    }) as QueueItem;
  const list = (names: string) => [...names].map((name) => item(name));
  const nothing = () => false;
  const ofName =
    (names: string) =>
    ({ finding }: QueueItem) =>
      names.includes(finding.key ?? "");
  it.each<[string, string, number, string, (each: QueueItem) => boolean, number, string?]>([
    ["stays", "abc", 1, "abc", nothing, 1],
    ["moves with its finding", "abc", 1, "xyb", nothing, 2],
    ["goes on where it was decided here", "abc", 1, "ac", ofName("b"), 1],
    ["goes back where the last was decided here", "abc", 2, "ab", ofName("c"), 1],
    ["goes on behind all that one decision settled", "abcd", 1, "ad", ofName("bc"), 1],
    ["is gone by another", "abc", 1, "ac", nothing, 1, "b"],
    ["is gone by another, the last", "abc", 2, "ab", nothing, 1, "c"],
    ["is decided here, but the next is gone by another", "abcd", 1, "ad", ofName("b"), 1, "b"],
    ["was the only one, decided here", "a", 0, "", ofName("a"), -1],
    ["was decided here, and something else came", "a", 0, "x", ofName("a"), 0, "a"],
    ["was nowhere", "", -1, "abc", nothing, -1],
  ])("%s", (_, before, at, now, isDecided, expected, gone) => {
    const followed = followCursor(list(before), at, list(now), isDecided);
    expect([followed.at, followed.gone?.finding.key]).toEqual([expected, gone]);
  });

  it("knows a finding that a later review found again", () => {
    const again = { ...item("b"), id: "b-2" };
    expect(followCursor(list("abc"), 1, [item("a"), again], nothing)).toEqual({ at: 1 });
  });
});
