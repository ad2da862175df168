import { describe, expect, it } from "vitest";
import { LARGEST_INPUT_BYTES, readInput } from "./read-input.ts";

describe("readInput", () => {
  it("gives all bytes of a stream", async () => {
    async function* parts() {
      yield Uint8Array.of(1, 2);
      yield Uint8Array.of(3);
    }
    expect([...(await readInput(parts()))]).toEqual([1, 2, 3]);
  });

  it("stops soon after the limit in a stream that never ends, and closes it", async () => {
    const chunk = new Uint8Array(1_000_000);
    let closed = false;
    async function* endless() {
      try {
        for (;;) yield chunk;
      } finally {
        closed = true;
      }
    }
    expect(await readInput(endless())).toHaveLength(LARGEST_INPUT_BYTES + chunk.length);
    expect(closed).toBe(true);
  });
});
