import { connect, createServer, type Socket } from "node:net";
import { hasPostgres, type ScratchDatabase } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../../src/postgres/open-postgres.ts";
import { postgresStorage } from "../../src/postgres/postgres-storage.ts";
import type { Storage } from "../../src/storage.ts";
import { newRun } from "../new-run.ts";
import { emptyPostgres } from "./scratch-postgres.ts";

/** What a way to the server does when it sees some words go there: hands them on and then breaks, before the answer; or breaks before. */
interface Break {
  at: string;
  handsOn: boolean;
}

/** A storage whose way to the server breaks once, when it is told to. */
async function throughProxy(
  database: ScratchDatabase,
): Promise<{ storage: Storage; breakAt(what: Break): void }> {
  const { port } = new URL(database.url());
  let next: Break | undefined;
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(port), "127.0.0.1");
    let isBroken = false;
    open.add(client).add(server);
    client.on("data", (bytes) => {
      if (next && bytes.includes(next.at)) {
        const { handsOn } = next;
        next = undefined;
        isBroken = true;
        if (handsOn) server.write(bytes);
        else server.destroy();
        client.destroy();
      } else if (!isBroken) server.write(bytes);
    });
    server.on("data", (bytes) => {
      // Of what the server answers nothing comes back any more, but it is not disturbed.
      if (!isBroken) client.write(bytes);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on("error", () => {});
      one.on("close", () => isBroken || other.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  const url = database.url("clerk").replace(`:${port}/`, `:${typeof address === "object" && address?.port}/`);
  const now = () => new Date().toISOString();
  const storage = postgresStorage(await openPostgres(url, { readOnly: false, now }));
  onTestFinished(async () => {
    await storage.close();
    for (const socket of open) socket.destroy();
    proxy.close();
  });
  return { storage, breakAt: (what) => (next = what) };
}

const failed = { end: { status: "failed", reason: "gave up" } } as const;

describe.skipIf(!hasPostgres)("a connection that is lost", () => {
  it("while a question is asked: it is asked once more", async () => {
    const { storage, breakAt } = await throughProxy(await emptyPostgres());
    const id = await storage.createRun(newRun());
    breakAt({ at: "gates_without_quotes", handsOn: false });
    expect(await storage.getRun(id)).toMatchObject({ id });
  });

  it("before a change is committed: nothing of it is there, and it says so", async () => {
    const { storage, breakAt } = await throughProxy(await emptyPostgres());
    const id = await storage.createRun(newRun());
    breakAt({ at: "lock_ledger", handsOn: false });
    await expect(storage.changeRuns([id], () => ({ change: failed }))).rejects.toThrow(
      /connection was lost, and nothing was recorded/,
    );
    expect(await storage.getRun(id)).toMatchObject({ status: "running" });
    await storage.changeRuns([id], () => ({ change: failed }));
    expect(await storage.getRun(id)).toMatchObject({ status: "failed" });
  });

  it("when it is committed: it is there once, and is not called lost", async () => {
    const { storage, breakAt } = await throughProxy(await emptyPostgres());
    const id = await storage.createRun(newRun());
    let asked = 0;
    breakAt({ at: "lock_ledger", handsOn: true });
    const changed = storage.changeRuns([id], () => {
      asked += 1;
      return { change: failed };
    });
    await expect(changed).rejects.toThrow(/lost after the change was recorded/);
    expect(asked).toBe(1);
    expect(await storage.getRun(id)).toMatchObject({ status: "failed" });
  });
});
