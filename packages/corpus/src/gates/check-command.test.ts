import { expect, it } from "vitest";
import { checkCommand } from "./check-command.ts";

it.each([
  ["lint -q", ["a.md"], "lint -q ./a.md"],
  ["lint {note} -q", ["a.md"], "lint ./a.md -q"],
  ["lint {note} --as={note} {note}", ["a.md"], "lint ./a.md --as={note} ./a.md"],
  ["lint {notes} -q", ["a.md", "-b.md"], "lint ./a.md ./-b.md -q"],
])("%s for %j is %s", (check, paths, command) => {
  expect(checkCommand(check.split(" "), paths)).toEqual(command.split(" "));
});
