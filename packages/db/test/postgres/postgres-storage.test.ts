import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { describe } from "vitest";
import { storageContract } from "../storage-contract.ts";
import { emptyPostgres, openStorage } from "./scratch-postgres.ts";

describe.skipIf(!hasPostgres)("the contract of the port", () => {
  storageContract("PostgreSQL", () => {
    const database = emptyPostgres();
    return {
      open: async (clock = () => new Date()) => openStorage(await database, { role: "keeper", clock }),
    };
  });
});
