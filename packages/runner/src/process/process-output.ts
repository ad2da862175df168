import { StringDecoder } from "node:string_decoder";

/** Takes bytes as they come and gives text: invalid UTF-8 becomes U+FFFD. */
export interface TextSink {
  add(chunk: Buffer): void;
  /** The text kept, after the last chunk. */
  end(): string;
}

/** Keeps everything; or, with `onLine`, passes every line on (without its line end) and keeps nothing. */
export function collectOutput(onLine?: (line: string) => void): TextSink {
  return onLine ? passLines(onLine) : keepAll();
}

function keepAll(): TextSink {
  const chunks: Buffer[] = [];
  return {
    add: (chunk) => chunks.push(chunk),
    end: () => Buffer.concat(chunks).toString(),
  };
}

function passLines(onLine: (line: string) => void): TextSink {
  const decoder = new StringDecoder("utf8");
  // A line may come in thousands of chunks: joined once, at its end, so that it costs no square of its length.
  let open: string[] = [];
  const take = (text: string) => {
    const [first = "", ...lines] = text.split("\n");
    open.push(first);
    for (const line of lines) {
      onLine(open.join("").replace(/\r$/, ""));
      open = [line];
    }
  };
  return {
    add: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end());
      const rest = open.join("");
      if (rest !== "") onLine(rest);
      open = [];
      return "";
    },
  };
}

/** Keeps the last `limit` characters. */
export function keepTail(limit: number): TextSink {
  const decoder = new StringDecoder("utf8");
  let text = "";
  return {
    add: (chunk) => {
      text += decoder.write(chunk);
      if (text.length > 2 * limit) text = text.slice(-limit);
    },
    end: () => (text + decoder.end()).slice(-limit),
  };
}
