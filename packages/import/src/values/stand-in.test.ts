import { describe, expect, it } from "vitest";
import { asBlobId, isSameBlob, shaOfNoText, standIn } from "./stand-in.ts";

const ID = "0123456789abcdef0123456789abcdef01234567";

describe("a git blob id", () => {
  it.each([ID, ` ${ID.toUpperCase()}\n`])("is %j", (text) => expect(asBlobId(text)).toBe(ID));
  it.each([null, "", "HEAD", ID.slice(1), `${ID}0`, `${ID}\nHEAD`])("is not %j", (text) =>
    expect(asBlobId(text)).toBeUndefined(),
  );
});

it("two values name the same blob in any spelling; what names none is the same only as itself", () => {
  expect(isSameBlob(ID, ID.toUpperCase())).toBe(true);
  expect(isSameBlob("HEAD", "HEAD")).toBe(true);
  expect(isSameBlob("HEAD", null)).toBe(false);
  expect(isSameBlob("HEAD", "head")).toBe(false);
});

it("a stand-in is the same for the same blob, and another for another", () => {
  expect(standIn(ID)).toEqual(standIn(ID.toUpperCase()));
  const texts = [ID, ID.replace("0", "1"), "HEAD", "x".repeat(500), null].map((sha) => standIn(sha).text);
  expect(new Set(texts).size).toBe(5);
  expect(texts[4]).toBe("The old ledger names nothing where the git blob of a text should be.\n");
  expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(200);
});

it("a sha of no text is none of a stand-in", () => {
  expect(shaOfNoText(ID)).not.toBe(standIn(ID).sha);
});
