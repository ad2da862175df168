import { expect, it } from "vitest";
import { makeInTurn } from "./make-in-turn.ts";

function makeScene() {
  const begun: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const ask = makeInTurn((version) => {
    begun.push(version);
    return new Promise<string>((resolve, reject) => {
      ends.push((error) => (error ? reject(error) : resolve(`made of ${version}`)));
    });
  });
  /** Lets what waits for something that is settled go on. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, ends, ask, settle };
}

it("makes once what many ask for, also afterwards", async () => {
  const { begun, ends, ask, settle } = makeScene();
  const first = ask("1");
  await settle();
  expect(ask("1").made).toBe(first.made);
  ends[0]?.();
  expect(await first.made).toBe("made of 1");
  expect(ask("1")).toBe(first);
  expect(begun).toEqual(["1"]);
});

it("begins the next after the one that is being made, with the newest version, for all who ask meanwhile", async () => {
  const { begun, ends, ask, settle } = makeScene();
  const first = ask("1");
  await settle();
  const [second, third] = [ask("2"), ask("3")];
  await settle();
  expect(begun).toEqual(["1"]);
  ends[0]?.();
  await settle();
  expect(begun).toEqual(["1", "3"]);
  ends[1]?.();
  expect(await Promise.all([first.made, second.made, third.made])).toEqual([
    "made of 1",
    "made of 3",
    "made of 3",
  ]);
});

it("makes again what failed", async () => {
  const { begun, ends, ask, settle } = makeScene();
  const first = ask("1");
  await settle();
  ends[0]?.(new Error("broken"));
  await expect(first.made).rejects.toThrow("broken");
  const second = ask("1");
  await settle();
  ends[1]?.();
  expect(await second.made).toBe("made of 1");
  expect(begun).toEqual(["1", "1"]);
});
