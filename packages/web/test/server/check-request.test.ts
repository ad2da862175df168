import { expect, it } from "vitest";
import { requireOwnOrigin } from "../../src/server/check-request.ts";

it.each([
  ["127.0.0.1", 80, true],
  ["localhost:80", 80, true],
  ["localhost", 8080, false],
  ["evil.example", 80, false],
])("asked as %s at port %s: %s", (host, port, isOwn) => {
  const ask = () => requireOwnOrigin({ host, origin: `http://${host}` }, port, false);
  if (isOwn) expect(ask).not.toThrow();
  else expect(ask).toThrow("this address is not that of the page");
});
