import { expect, it } from "vitest";
import { type PackedPage, unpackPage } from "../../src/index.ts";
import { makeScene, NOTE } from "./scene.ts";

/** A served tree of which the verdicts are read only once `open` was called. */
async function makeSlowScene() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let reached = () => {};
  const isReading = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const turn = async (question: string) => {
    if (question !== "listVerdicts") return;
    reached();
    await opened;
  };
  const scene = await makeScene({ patienceMs: 1, turn });
  return { scene, open, isReading };
}

it("tells what was read so far to whoever has no page yet, and the whole once it is made", async () => {
  const { scene, open } = await makeSlowScene();
  const pageOf = async (known: string) => {
    const { text } = await scene.ask(`/api/page?${new URLSearchParams({ known })}`);
    return unpackPage(JSON.parse(text) as PackedPage);
  };
  const part = await pageOf("");
  expect(part.reading).toEqual({ read: 0, all: part.notes.length });
  expect(part).toMatchObject({ pairs: [], findings: [], runs: [{ id: 1 }], allRuns: 1 });
  const again = await pageOf(part.version ?? "");
  expect(again.version).not.toBe(part.version);
  open();
  let page = again;
  while (page.reading) page = await pageOf(page.version ?? "");
  expect(page.findings).toMatchObject([{ notePath: NOTE }]);
  expect(page.pairs.length).toBeGreaterThan(1);
});

it("answers others while a page is made, and ends although it is not", async () => {
  const { scene, isReading, open } = await makeSlowScene();
  const page = scene.ask("/api/page?known=older").catch(() => "hung up");
  await isReading;
  expect((await scene.ask("/api/run?id=1")).status).toBe(200);
  await scene.close();
  expect(await page).toBe("hung up");
  open();
});
