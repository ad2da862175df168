// What may be asked of a ledger. Each is asked of the storage behind the handle, and answered from one moment. All throw
// InvalidInputError for what is of another shape than the types say.
export * from "./reads/acceptances.ts";
export * from "./reads/findings.ts";
export * from "./reads/ledger.ts";
export * from "./reads/runs.ts";
export * from "./reads/shared-sweeps.ts";
