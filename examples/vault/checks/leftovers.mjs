import { readFileSync } from "node:fs";

// Marks that an author leaves for later, one finding each: `path:line:column message`.
const MARK = /\b(?:TODO|TBD|FIXME)\b|\?\?\?/g;

let found = 0;
for (const path of process.argv.slice(2)) {
  for (const [index, line] of readFileSync(path, "utf8").split("\n").entries()) {
    for (const { 0: mark, index: at } of line.matchAll(MARK)) {
      console.log(`${path}:${index + 1}:${at + 1} ${mark} was left for later`);
      found += 1;
    }
  }
}
process.exitCode = found > 0 ? 1 : 0;
