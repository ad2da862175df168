import { jsonText } from "@review/views";
import type { Io } from "../process/io.ts";

const AT_A_TIME = 200;

/**
 * Prints a JSON document with its schema version and a key that holds a long list, piece by piece: hundreds of
 * thousands of pairs with their diffs would not fit into one string. Never gets further ahead of a slow reader than
 * one piece, and stops where nobody takes it. After the list comes what `rest` says once its last item is known.
 */
export async function printLongJson(
  io: Pick<Io, "stdout">,
  document: object,
  name: string,
  items: AsyncIterable<unknown> | Iterable<unknown>,
  rest: () => object = () => ({}),
): Promise<undefined> {
  const head = jsonText({ schema: 1, ...document }).slice(0, -1);
  let before = `${head},${jsonText(name)}:[`;
  for await (const piece of inPieces(items)) {
    io.stdout.write(before + jsonText(piece).slice(1, -1));
    before = ",";
    await io.stdout.drained();
    if (io.stdout.isClosed) return;
  }
  const tail = jsonText(rest()).slice(1);
  io.stdout.write(`${before === "," ? "]" : `${before}]`}${tail === "}" ? "" : ","}${tail}\n`);
}

async function* inPieces(items: AsyncIterable<unknown> | Iterable<unknown>): AsyncIterable<unknown[]> {
  let piece: unknown[] = [];
  // Waiting for each item of a list that is there takes longer than making a text of it.
  if (Array.isArray(items)) {
    for (let start = 0; start < items.length; start += AT_A_TIME) yield items.slice(start, start + AT_A_TIME);
    return;
  }
  for await (const item of items) {
    piece.push(item);
    if (piece.length < AT_A_TIME) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
