import { expect, it } from "vitest";
import type { ApiError } from "./api-error.ts";
import { classifyApiError } from "./api-error-classes.ts";

const told = (baseURL: string, error: Partial<ApiError>) =>
  classifyApiError(
    { title: "the server", baseURL, addressName: "baseURL", keyNames: [] },
    { status: 0, kinds: [], tooMuch: false, notUnderstood: false, text: "", ...error },
  );

it.each([
  ["http://models.example:8080/v1", 8080, "bad-address"],
  ["http://models.example/v1", 80, "bad-address"],
  ["https://models.example/v1", 443, "bad-address"],
  // The port of a proxy that is not there only begins with the same digits.
  ["http://models.example:80/v1", 8080, "crashed"],
  ["https://models.example/v1", 44_321, "crashed"],
])("of %s, refused at port %i: %s", (baseURL, port, how) => {
  const text = `connect ECONNREFUSED 127.0.0.1:${port}`;
  expect(told(baseURL, { code: "ECONNREFUSED", port, text }).how).toBe(how);
});
