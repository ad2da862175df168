import { describe, expect, it } from "vitest";
import { newToken } from "./token.ts";

describe("newToken", () => {
  it("renders four random bytes as eight hex digits", () => {
    expect(newToken((size) => new Uint8Array(size).fill(10))).toBe("0a0a0a0a");
  });

  it("is new each time", () => {
    const tokens = Array.from({ length: 50 }, () => newToken());
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{8}$/);
  });
});
