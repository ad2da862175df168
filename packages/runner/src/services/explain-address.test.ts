import { expect, it } from "vitest";
import { explainAddress } from "./explain-address.ts";

it.each([
  ["127.0.0.1:4999", "write http://127.0.0.1:4999"],
  ["localhost:11434/v1", "write http://localhost:11434/v1"],
  ["localhost", "write http://localhost"],
  ["[::1]:8000", "write http://[::1]:8000"],
  ["models.example.org/v1", "write https://models.example.org/v1"],
  ["box:8080", "write http://box:8080"],
  ["ftp://example.org", "write one that begins with http:// or https://"],
  ["http://", "write one that begins with http:// or https://"],
  ["/v1", "write one that begins with http:// or https://"],
])("of %s: %s", (address, remedy) => {
  expect(explainAddress("X_BASE_URL", address)).toMatch(/^X_BASE_URL .*: write /);
  expect(explainAddress("X_BASE_URL", address)).toContain(remedy);
});

it.each(["http://127.0.0.1:4999", "https://example.org/v1", "HTTP://EXAMPLE.ORG"])(
  "nothing of %s",
  (address) => {
    expect(explainAddress("X_BASE_URL", address)).toBeUndefined();
  },
);

it.each([
  ["http://user:secret@127.0.0.1:4999/v1", "holds a login"],
  ["https://user@example.org", "holds a login"],
  ["user:secret@127.0.0.1:4999", "holds no URL"],
  ["https://example.org/v1?key=secret", "holds a query"],
  ["https://example.org/v1#secret", "holds a query or fragment"],
])("of %s: %s, and nothing of it", (address, problem) => {
  expect(explainAddress("X_BASE_URL", address)).toContain(problem);
  expect(explainAddress("X_BASE_URL", address)).not.toMatch(/secret|user/);
});

it("repeats no key that stands in the wrong variable", () => {
  expect(explainAddress("X_BASE_URL", "sk-abc123")).not.toContain("sk-");
});
