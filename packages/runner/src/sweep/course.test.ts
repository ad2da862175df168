import { describe, expect, it } from "vitest";
import type { Ended, FailureKind } from "../execution.ts";
import { type Course, followBatch, startCourse } from "./course.ts";

const limits = { maxFailures: 3, random: () => 1 };
const answer = { ended: { how: "completed" } as Ended, succeeded: true, pausesBefore: 0 };
const failure = (how: FailureKind, more: object = {}) => ({
  ended: { how, message: "m", ...more } as Ended,
  succeeded: false,
  pausesBefore: 0,
});
const refusal = (retryAfterSeconds?: number) => failure("rate-limited", { retryAfterSeconds });

describe("followBatch", () => {
  it.each([
    ["an answer", answer],
    ["an answer that completes no run", { ...answer, succeeded: false }],
    ["a crash", failure("crashed")],
    ["an interrupt", failure("interrupted")],
    ["a timeout", failure("timeout")],
  ])("goes on after %s", (_, batch) => {
    expect(followBatch(startCourse(4), batch, limits).turn).toEqual({ turn: "go-on" });
  });

  it.each(["auth", "not-installed", "usage-exhausted"] as const)("stops for %s", (how) => {
    expect(followBatch(startCourse(4), failure(how), limits).turn).toEqual({
      turn: "stop",
      why: how,
      message: "m",
    });
  });

  it("tells when the plan comes back", () => {
    const batch = failure("usage-exhausted", { resetsAt: "2026-03-01T15:00:00.000Z" });
    expect(followBatch(startCourse(4), batch, limits).turn).toMatchObject({
      resetsAt: "2026-03-01T15:00:00.000Z",
    });
  });

  it("counts failures in a row: a success begins anew, an interrupt or a refusal is none", () => {
    const ends = ["crash", "crash", "answer", "crash", "interrupt", "refusal", "crash", "crash"];
    const batches = {
      crash: failure("crashed"),
      answer,
      interrupt: failure("interrupted"),
      refusal: refusal(),
    };
    let course = startCourse(4);
    const turns = ends.map((end) => {
      const followed = followBatch(course, batches[end as keyof typeof batches], limits);
      course = followed.course;
      return followed.turn.turn;
    });
    expect(turns).toEqual(["go-on", "go-on", "go-on", "go-on", "go-on", "ask-again", "go-on", "stop"]);
  });
});

describe("a refusal", () => {
  const paused: Course = { ...startCourse(2), throttle: { jobs: 2, refusals: 1 }, pauses: 1, pauseMs: 5_000 };

  it("begins a pause with fewer jobs", () => {
    expect(followBatch(startCourse(4), refusal(7), limits)).toEqual({
      course: { ...startCourse(4), throttle: { jobs: 2, refusals: 1 }, pauses: 1, pauseMs: 7_000 },
      turn: { turn: "ask-again", pause: { ms: 7_000, reason: "m" } },
    });
  });

  it("of what ran when a pause began belongs to that pause", () => {
    expect(followBatch(paused, refusal(), limits)).toEqual({ course: paused, turn: { turn: "ask-again" } });
    expect(followBatch(paused, refusal(5), limits)).toEqual({ course: paused, turn: { turn: "ask-again" } });
  });

  it("makes that pause longer if it asks for more", () => {
    expect(followBatch(paused, refusal(60), limits)).toEqual({
      course: { ...paused, pauseMs: 60_000 },
      turn: { turn: "ask-again", pause: { ms: 60_000, reason: "m" } },
    });
  });

  it("of what was started after the pause counts", () => {
    const { course } = followBatch(paused, { ...refusal(), pausesBefore: 1 }, limits);
    expect(course).toMatchObject({ throttle: { jobs: 1, refusals: 2 }, pauses: 2, pauseMs: 10_000 });
  });

  it("is the last one after five", () => {
    const course = { ...paused, throttle: { jobs: 1, refusals: 5 } };
    expect(followBatch(course, { ...refusal(), pausesBefore: 1 }, limits).turn).toEqual({
      turn: "stop",
      why: "rate-limited",
      message: "m (asked 6 times)",
    });
  });
});

describe("a service that wants a longer pause than a sweep takes", () => {
  it("gets the hour that it asks for, and for more the sweep stops and says how long", () => {
    expect(followBatch(startCourse(1), refusal(3600), limits).turn).toMatchObject({
      pause: { ms: 3_600_000 },
    });
    const stopped = { turn: "stop", why: "rate-limited" };
    const { turn } = followBatch(startCourse(1), refusal(86_400), limits);
    expect(turn).toMatchObject({ ...stopped, message: expect.stringContaining("it asks to wait 24 hours") });
    const during = { ...startCourse(1), pauses: 1, pauseMs: 5_000 };
    expect(followBatch(during, refusal(1e9), limits).turn).toMatchObject(stopped);
  });
});

describe("a service of which not a word comes", () => {
  const silent = failure("silent", { remedy: "look" });
  const follow = (course: Course, ...ends: (typeof answer)[]) =>
    ends.reduce((before, end) => followBatch(before, end, limits).course, course);

  it("ends the sweep after two batches in a row, whatever ran beside them", () => {
    const first = followBatch(startCourse(4), silent, limits);
    expect(first.turn).toEqual({ turn: "go-on" });
    // Whoever waits in a queue of it is not joined by others.
    expect(first.course).toMatchObject({ throttle: { jobs: 1 }, failuresInARow: 1 });
    expect(followBatch(first.course, silent, limits).turn).toEqual({
      turn: "stop",
      why: "silent",
      message: "m: look (2 batches in a row)",
    });
  });

  it.each([
    ["an answer", answer],
    ["a crash", failure("crashed")],
    ["a refusal", refusal()],
  ])("begins anew after %s, and not after an interrupt", (_, between) => {
    const course = follow(startCourse(4), silent, between, failure("interrupted"));
    expect(followBatch(course, silent, limits).turn).not.toMatchObject({ why: "silent" });
    const interrupted = follow(startCourse(4), silent, failure("interrupted"));
    expect(followBatch(interrupted, silent, limits).turn).toMatchObject({ why: "silent" });
  });
});

describe("a machine that can start no more", () => {
  const shortage = failure("cannot-start");

  it("is asked again with half the jobs, which successes do not give back", () => {
    const first = followBatch(startCourse(5), shortage, limits);
    expect(first.turn).toEqual({ turn: "ask-again", pause: { ms: 1_000, reason: "m" } });
    expect(first.course).toMatchObject({ throttle: { jobs: 2 }, mostJobs: 2 });
    expect(followBatch(first.course, { ...answer, pausesBefore: 1 }, limits).course.throttle.jobs).toBe(2);
  });

  it("is one shortage for all that were started side by side", () => {
    const { course } = followBatch(startCourse(5), shortage, limits);
    expect(followBatch(course, shortage, limits)).toEqual({ course, turn: { turn: "ask-again" } });
  });

  it("ends the sweep where one alone cannot be started", () => {
    expect(followBatch(startCourse(1), shortage, limits).turn).toEqual({
      turn: "stop",
      why: "cannot-start",
      message: "m",
    });
  });
});
