import { expect, it } from "vitest";
import type { Decided, PageAction } from "../../src/api/page-action.ts";
import { makeDecisionsOfTabs } from "../../src/server/decisions-of-tabs.ts";
import { makeScene, type Scene } from "./scene.ts";

const waived = (key: string): Decided => ({
  action: { kind: "waive", keys: [key], reason: "x" },
  undo: [{ kind: "unwaive", keys: [key], reason: "x" }],
});
const nobody = () => Promise.reject(new Error("nothing is to be decided"));

it("lists what is under way once it is there, each tab's own", async () => {
  const tabs = makeDecisionsOfTabs(() => false);
  let finish = (_decided: Decided) => {};
  const underWay = new Promise<Decided>((resolve) => {
    finish = resolve;
  });
  const decided = tabs.decide("one", "a".repeat(16), () => underWay);
  const listed = tabs.list("one");
  expect(await tabs.list("other")).toEqual([]);
  finish(waived("k"));
  expect(await listed).toEqual([{ ...waived("k"), id: 1, at: "a".repeat(16) }]);
  expect(await listed).toEqual([await decided]);
});

it("takes the last one back and no other, and forgets one that cannot be taken back", async () => {
  const tabs = makeDecisionsOfTabs((error) => error === "conflict");
  for (const key of ["first", "second"]) await tabs.decide("t", undefined, async () => waived(key));
  await expect(tabs.undo("t", 1, nobody)).rejects.toMatchObject({ status: 409, code: "other-decision" });
  await expect(tabs.undo("t", 2, () => Promise.reject("locked"))).rejects.toBe("locked");
  expect(await tabs.list("t")).toMatchObject([{ id: 1 }, { id: 2 }]);
  await expect(tabs.undo("t", 2, () => Promise.reject("conflict"))).rejects.toBe("conflict");
  const taken: PageAction[] = [];
  const decide = async (action: PageAction) => {
    taken.push(action);
    return { action, undo: [] };
  };
  expect(await tabs.undo("t", 1, decide)).toEqual([]);
  expect(taken).toEqual(waived("first").undo);
});

it("keeps, of what is taken back in steps, those that were not done", async () => {
  const tabs = makeDecisionsOfTabs(() => false);
  const [first, second] = [waived("1"), waived("2")].flatMap(({ undo }) => undo) as [PageAction, PageAction];
  await tabs.decide("t", undefined, async () => ({ ...waived("1"), undo: [first, second] }));
  const decide = (action: PageAction) =>
    action === first ? Promise.resolve({ action, undo: [] }) : Promise.reject("locked");
  await expect(tabs.undo("t", 1, decide)).rejects.toBe("locked");
  expect(await tabs.list("t")).toMatchObject([{ id: 1, undo: [second] }]);
});

const keyOf = async (scene: Scene) => (await scene.page()).findings[0]?.findings[0]?.key ?? "";

it("is told to the page over its routes", async () => {
  const scene = await makeScene();
  const key = await keyOf(scene);
  const action = { kind: "waive", keys: [key], reason: "wanted" };
  const { document: made } = await scene.post(`/api/decide?tab=t-1&at=${key}`, action);
  expect(made).toMatchObject({ id: 1, at: key, action });
  const madeIn = async (tab: string) => JSON.parse((await scene.ask(`/api/made?tab=${tab}`)).text);
  expect([await madeIn("t-1"), await madeIn("t-2")]).toEqual([[made], []]);
  expect(await scene.post("/api/undo?tab=t-1", { id: 1 })).toEqual({ status: 200, document: [] });
  expect(await keyOf(scene)).toBe(key);
  expect(await scene.post("/api/undo?tab=t-1", { id: 1 })).toMatchObject({ status: 409 });
  expect(await scene.post("/api/undo?tab=<t>", { id: 1 })).toMatchObject({ status: 422 });
  expect(await scene.post("/api/undo", { id: 1 })).toMatchObject({ status: 422 });
});
