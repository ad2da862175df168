import { expect, it } from "vitest";
import { putTextsAside } from "./put-aside.ts";

it("gives each text back as it was put, in any order, again and again", () => {
  using aside = putTextsAside();
  const texts = ["one", "", "three é\n", "x".repeat(100_000)].map((text) => Buffer.from(text));
  const reads = texts.map((text) => aside.put(text));
  for (const at of [3, 0, 1, 2, 0]) expect(Buffer.from(reads[at]?.() ?? [])).toEqual(texts[at]);
});
