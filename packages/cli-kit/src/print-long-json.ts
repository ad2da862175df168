import type { Io } from "./io.ts";
import { jsonText } from "./json-text.ts";

/** Items that are put into one string at a time. */
const AT_A_TIME = 1_000;

/**
 * Prints a JSON document with its schema version whose last key holds a long list, piece by piece: hundreds of
 * thousands of pairs with their diffs would not fit into one string.
 */
export async function printLongJson(
  io: Io,
  document: Record<string, unknown>,
  name: string,
  items: AsyncIterable<unknown> | Iterable<unknown>,
): Promise<void> {
  const head = jsonText({ schema: 1, ...document }).slice(0, -1);
  let piece = `${head},${jsonText(name)}:[`;
  let separator = "";
  let waiting = 0;
  for await (const item of items) {
    piece += separator + jsonText(item);
    separator = ",";
    waiting += 1;
    if (waiting < AT_A_TIME) continue;
    io.stdout.write(piece);
    piece = "";
    waiting = 0;
  }
  io.stdout.write(`${piece}]}\n`);
}
