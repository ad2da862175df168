import { expect, it } from "vitest";
import { shownLedger } from "../../open-ledger.ts";

it.each([
  ["postgres://me:key@host:5432/base?sslmode=require", "postgres://me@host:5432/base?sslmode=require"],
  ["postgres://host/base?password=key&sslpassword=key&user=me", "postgres://host/base?user=me"],
  ["mysql://me:key@host/base", "mysql://me@host/base"],
  ["mysql://me:k@ey@host/base", "mysql://me@host/base"],
  ["redis://:key@host", "redis://host"],
  ["libsql://host?authToken=key&tls=1", "libsql://host?tls=1"],
  ["postgres://me@host/base?PASSWORD=key&passWord=key", "postgres://me@host/base"],
  ["jdbc:mysql://me:key@host/base", "jdbc://…"],
  ["mysql://me:ke/y@host/base", "mysql://…"],
  ["postgres://me:ke/y@host/base", "postgres://…"],
  ["/home/me:key@host/ledger.sqlite", "/home/me:key@host/ledger.sqlite"],
  ["C://me:key@host", "C://me:key@host"],
])("%s is shown as %s", (url, shown) => {
  expect(shownLedger(url)).toBe(shown);
});
