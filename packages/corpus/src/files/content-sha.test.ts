import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentSha } from "./content-sha.ts";

describe("contentSha", () => {
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ])("of %j is the published SHA-256 test vector", (text, sha) => {
    expect(contentSha(text)).toBe(sha);
  });

  it("covers every byte, and a text stands for its UTF-8 bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: "binary" }), (bytes, text) => {
        expect(contentSha(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
        expect(contentSha(text)).toBe(contentSha(new TextEncoder().encode(text)));
      }),
    );
  });

  it("tells line endings and a byte order mark apart", () => {
    expect(new Set(["a\n", "a\r\n", "a", "\uFEFFa\n"].map(contentSha)).size).toBe(4);
  });
});
