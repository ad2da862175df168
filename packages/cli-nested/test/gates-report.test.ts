import { describe, expect, it } from "vitest";
import { A } from "./lock-files.ts";
import { MODEL, makePairBase, review } from "./pair-base.ts";
import { makeBase, makeReviewedBase, nested, nestedJson, tooWide } from "./reviewed-base.ts";

describe("gates report", () => {
  it("says what a gate found, what of it was mended, and what it cost", async () => {
    const base = await makeReviewedBase();
    const { out, err, exitCode } = await nested(base.root, ["gates", "report"], { columns: 80 });
    expect(exitCode).toBe(0);
    expect(out).toBe(
      [
        "prose/brevity  claude-opus-4-8",
        "    1 review: 1 pass, 0 warn, 0 fail",
        "    no findings",
        "    $0.06",
        "prose/clarity  claude-opus-4-8",
        "    1 review: 0 pass, 1 warn, 0 fail",
        "    2 findings: 0 mended (0 %), 2 open",
        "    $0.06, $0.03 for each finding",
        "",
      ].join("\n"),
    );
    expect(err).toBe("2 gates: 0 findings mended\n");
    expect(tooWide(out, 80)).toEqual([]);
  });

  it("counts what is gone after an edit as mended, a waiver, an override and a flip", async () => {
    const base = await makePairBase();
    const { warns } = await nestedJson(base.root, ["warns", "--note", A]);
    const key = (warns as { findings: { key: string }[] }[])[0]?.findings[0]?.key ?? "";
    await nested(base.root, ["waive", key, "--remark", "meant"]);
    const override = ["--override", "fail", "--remark", "worse"];
    await nested(base.root, ["ack", A, "prose/body", ...override, ...MODEL]);
    const cardOf = async () => (await nested(base.root, ["gates", "report", "prose/body"])).out;
    expect(await cardOf()).toContain(
      "2 reviews: 0 pass, 2 warn, 0 fail; 1 overridden\n    2 findings: 0 mended (0 %), 1 waived, 1 open\n",
    );
    await review(base, A, { "prose/body": "pass" });
    expect(await cardOf()).toContain("1 flip in 1 repeat");
    base.write(A, "# A\n\nAnother text.\n");
    await review(base, A, { "prose/body": "pass" });
    expect(await cardOf()).toContain("2 findings: 0 mended (0 %), 1 waived, 1 open");
  });

  it("counts what a person passed as that, until the override is taken back", async () => {
    const base = await makePairBase();
    const told = async () => (await nested(base.root, ["gates", "report", "prose/body"])).out;
    const pass = ["--override", "pass", "--remark", "on purpose", ...MODEL];
    await nested(base.root, ["ack", A, "prose/body", ...pass]);
    expect(await told()).toMatch(/finding.*, 1 passed by a person/);
    await nested(base.root, ["reopen", A, "prose/body", "--remark", "not so", ...MODEL]);
    expect(await told()).not.toContain("passed by a person");
  });

  it("takes a lens, a model and a time, and says when there is nothing", async () => {
    const base = await makeReviewedBase();
    const { cards } = await nestedJson(base.root, ["gates", "report", "prose/clarity", "--model", "opus"]);
    expect(cards).toMatchObject([{ gateId: "prose/clarity", costs: { costUsd: 0.0625 } }]);
    const none = await nested(base.root, ["gates", "report", "claims"]);
    expect(none).toMatchObject({ out: "", err: "nothing was reviewed here by these gates\n", exitCode: 0 });
    const later = await nested(base.root, ["gates", "report", "--since", "2999-01-01"]);
    expect(later.err).toMatch(/^nothing was reviewed here by these gates since 2999-01-01/);
  });

  it("refuses its options elsewhere, and a gate that nobody knows", async () => {
    const { root } = makeBase();
    expect(await nested(root, ["gates", "prose", "--since", "30d"])).toMatchObject({
      err: "error: --since goes with `gates report`\n",
      exitCode: 2,
    });
    expect((await nested(root, ["gates", "lint", "--model", "opus"])).exitCode).toBe(2);
    expect((await nested(root, ["gates", "report", "nothing"])).exitCode).toBe(2);
  });
});
