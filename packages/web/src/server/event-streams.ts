import type { ServerResponse } from "node:http";
import type { SharedSweepEntry } from "@review/views";
import type { PageEvent } from "../api/page-source.ts";
import type { RunsProgress } from "./progress.ts";

/** Whoever takes nothing of this many bytes is gone. */
const MOST_UNREAD_BYTES = 1_000_000;

/** The open pages that are told what happens. */
export interface EventStreams {
  /** From now on a page is told, and first how the runs stand. */
  add(response: ServerResponse): void;
  changed(): void;
  progressed(progress: RunsProgress): void;
  /** How far shared sweeps are; a page that comes later is told at first. */
  swept(sweeps: SharedSweepEntry[]): void;
  end(): void;
}

/** `onFirst` is called when there is one page, `onLast` when there is none any more. */
export function makeEventStreams(onFirst: () => void, onLast: () => void): EventStreams {
  /** With what had ended before each was opened. */
  const open = new Map<ServerResponse, Pick<RunsProgress, "ended" | "failed">>();
  let last: RunsProgress | undefined;
  let sweeps: SharedSweepEntry[] | undefined;
  const send = (response: ServerResponse, event: PageEvent) => {
    // A look that was under way may end after all streams did.
    if (response.writableEnded) return;
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
    else response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  const progressOf = (
    { running, ended, failed }: RunsProgress,
    since: Pick<RunsProgress, "ended" | "failed">,
  ) =>
    ({
      kind: "progress",
      running: running.map(({ id: runId, notePath }) => ({ runId, notePath })),
      ended: ended - since.ended,
      failed: failed - since.failed,
    }) as const;
  return {
    add: (response) => {
      const since = { ended: last?.ended ?? 0, failed: last?.failed ?? 0 };
      if (open.size === 0) onFirst();
      open.set(response, since);
      response.once("close", () => {
        open.delete(response);
        if (open.size === 0) onLast();
      });
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      response.write(": here\n\n");
      if (last && last.running.length > 0) send(response, progressOf(last, since));
      if (sweeps) send(response, { kind: "sweeps", sweeps });
    },
    changed: () => {
      for (const response of open.keys()) send(response, { kind: "changed" });
    },
    progressed: (progress) => {
      last = progress;
      for (const [response, since] of open) send(response, progressOf(progress, since));
    },
    swept: (now) => {
      sweeps = now;
      for (const response of open.keys()) send(response, { kind: "sweeps", sweeps });
    },
    end: () => {
      for (const response of open.keys()) response.end();
    },
  };
}
