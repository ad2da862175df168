import type { JsonObject } from "@review/db/guards";
import type { LineReading } from "./client.ts";
import { describeEvent, describeLine } from "./describe-event.ts";
import { readEventLine } from "./event-line.ts";

/** How many lines of a client held an event that is known, and how many did not. */
interface LineCounts {
  events: number;
  otherLines: number;
}

/** Reads a client's lines, counting them. What comes after the client's own end is kept for the debug log alone. */
export function lineReader(
  counts: LineCounts,
  readEvent: (type: string, fields: JsonObject) => LineReading,
  { isOver = () => false }: { isOver?: () => boolean } = {},
): (line: string) => LineReading {
  return (line) => {
    if (line.trim() === "") return { understood: false };
    const event = readEventLine(line);
    if (!event) {
      counts.otherLines += 1;
      return { understood: false, log: describeLine(line) };
    }
    if (isOver()) return { understood: true, log: describeEvent(event.fields) };
    const reading = readEvent(event.type, event.fields);
    if (reading.understood) counts.events += 1;
    else counts.otherLines += 1;
    return reading;
  };
}
