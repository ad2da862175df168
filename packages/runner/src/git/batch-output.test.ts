import fc from "fast-check";
import { expect, it } from "vitest";
import { blobReader } from "./batch-output.ts";
import { gitBlobId } from "./git-objects.ts";

it("gives the ids that git gives", () => {
  expect(gitBlobId(Buffer.from(""))).toBe("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  expect(gitBlobId(Buffer.from("hello\n"))).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
});

/** Objects as `git cat-file --batch` prints them. */
const printed = (objects: readonly (Buffer | "missing" | "tree")[]) =>
  Buffer.concat(
    objects.flatMap((object) => {
      if (object === "missing") return [Buffer.from(`${"0".repeat(40)} missing\n`)];
      if (object === "tree") return [Buffer.from(`${"1".repeat(40)} tree 5\na\nb\nc\n`)];
      return [Buffer.from(`${gitBlobId(object)} blob ${object.length}\n`), object, Buffer.from("\n")];
    }),
  );

it("reads blobs of any bytes, however they are cut into chunks; what is missing or no blob is passed over", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)),
    fc.constantFrom("\n", "\n\n", "x blob 5\n", "").map((text) => Buffer.from(text)),
  );
  const object = fc.oneof(bytes, fc.constantFrom("missing" as const, "tree" as const));
  fc.assert(
    fc.property(fc.array(object, { maxLength: 8 }), fc.integer({ min: 1, max: 30 }), (objects, size) => {
      const output = printed(objects);
      const read: [string, Buffer][] = [];
      const onChunk = blobReader((id, found) => read.push([id, Buffer.from(found)]), 40);
      for (let at = 0; at < output.length; at += size) onChunk(output.subarray(at, at + size));
      const blobs = objects.filter((one) => typeof one !== "string");
      expect(read).toEqual(blobs.map((blob) => [gitBlobId(blob), blob]));
    }),
  );
});
