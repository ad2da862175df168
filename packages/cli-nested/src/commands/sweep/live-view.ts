import { Writable } from "node:stream";
import { type Io, USUAL_WIDTH } from "@review/cli-kit";
import type { SweepEvent } from "@review/runner";
import { renderFrame } from "./render-frame.ts";
import { nextState, startState } from "./sweep-state.ts";

export interface LiveView {
  show(event: SweepEvent): void;
  /** A line that stays above the picture. */
  say(text: string): void;
  /** Takes the picture away. */
  end(): void;
}

const REDRAW_MS = 200;

/** A picture on stderr that is drawn anew with each event and a few times a second, so that the seconds run. */
export async function startLiveView(io: Io): Promise<LiveView> {
  const { createLogUpdate } = await import("log-update");
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      io.stderr.write(String(chunk));
      done();
    },
  });
  const columns = () => io.stderr.columns ?? USUAL_WIDTH;
  // Asked for at every drawing: a window can change its width.
  const terminal = Object.defineProperty(Object.assign(stream, { isTTY: true }), "columns", { get: columns });
  const log = createLogUpdate(terminal);
  let state = startState(Date.now());
  let height = 0;
  const draw = () => {
    const frame = renderFrame(state, Date.now(), columns() - 1);
    // log-update 7.2.0 leaves lines behind where a picture gets shorter and keeps its first line.
    if (frame.length < height) log.clear();
    height = frame.length;
    log(frame.join("\n"));
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    show: (event) => {
      state = nextState(state, event, Date.now());
      draw();
    },
    say: (text) => {
      log.persist(text);
      height = 0;
      draw();
    },
    end: () => {
      clearInterval(timer);
      log.clear();
      log.done();
    },
  };
}
