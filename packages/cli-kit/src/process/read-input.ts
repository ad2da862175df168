/**
 * The most bytes of a review or of telemetry that are read. Our choice: some hundred times more than the longest that
 * a reviewer writes, and little enough for the memory of any machine.
 */
export const LARGEST_INPUT_BYTES = 16_000_000;

/** The bytes of a stream; of one that is too large only the first few more than LARGEST_INPUT_BYTES, and no more are read. */
export async function readInput(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST_INPUT_BYTES) break;
  }
  return Buffer.concat(chunks);
}
