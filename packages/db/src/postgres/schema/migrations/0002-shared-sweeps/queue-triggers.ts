import { fixed, require, trigger, triggerFunction } from "../0001-ledger/words.ts";

const UNTAKEN = `NOT EXISTS (SELECT 1 FROM review.sweep_turns WHERE sweep_id = NEW.sweep_id)`;
const PLANNED = "what a shared sweep reviews is said when it is made";

/** What a sweep is asked for never changes; what became of it is counted by its turns alone. */
export const queueTriggers = `${triggerFunction(
  "start_sweep",
  require("NEW.ending IS NULL AND NEW.failures_in_a_row = 0 AND NEW.batches_done = 0 AND NEW.reviewed = 0 AND NEW.failed = 0 AND NEW.skipped = 0", "a shared sweep starts with nothing done"),
)}${trigger("start_sweep", "BEFORE INSERT", "sweeps")}${triggerFunction(
  "change_sweep",
  `${require("OLD.ending IS NULL", "a shared sweep that has ended is never changed")}${require(`NEW.ending IS DISTINCT FROM 'finished' OR NOT EXISTS (
    SELECT 1 FROM review.sweep_batches WHERE sweep_id = NEW.id AND status <> 'done')`, "a shared sweep is finished when each of its batches is done")}`,
)}${trigger("change_sweep", "BEFORE UPDATE", "sweeps", `FOR EACH ROW WHEN (NEW.ending IS DISTINCT FROM OLD.ending OR NEW.failures_in_a_row IS DISTINCT FROM OLD.failures_in_a_row) EXECUTE FUNCTION review.change_sweep()`)}${fixed("sweeps", "shared sweeps are never deleted", "DELETE")}${triggerFunction(
  "plan_sweep",
  require(UNTAKEN, PLANNED),
)}${["sweep_notes", "sweep_gates", "sweep_pairs"]
  .map(
    (table) =>
      trigger(`plan_${table}`, "BEFORE INSERT", table, "review.plan_sweep()") + fixed(table, PLANNED),
  )
  .join("")}${triggerFunction(
  "plan_batch",
  require(`NEW.status = 'waiting' AND ${UNTAKEN}`, PLANNED),
)}${trigger("plan_batch", "BEFORE INSERT", "sweep_batches")}${fixed("sweep_batches", "batches of a shared sweep are never deleted", "DELETE")}
CREATE FUNCTION review.count_planned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE review.sweeps AS sweep SET batches = sweep.batches + planned.batches, pairs = sweep.pairs + planned.pairs
  FROM (SELECT sweep_id, count(*) AS batches, sum(pairs) AS pairs FROM added GROUP BY sweep_id) AS planned WHERE sweep.id = planned.sweep_id;
  RETURN NULL;
END $$;
-- As soon as a sweep is planned its first batch is looked for, and not only when the server has come by to count.
CREATE FUNCTION review.analyze_sweeps() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  ANALYZE review.sweep_batches, review.sweep_pairs, review.sweep_notes;
END $$;
CREATE TRIGGER count_planned AFTER INSERT ON review.sweep_batches REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION review.count_planned();
${triggerFunction("enter_worker", require("NEW.ending IS NULL", "a worker enters before it ends"))}${trigger("enter_worker", "BEFORE INSERT", "workers")}${triggerFunction(
  "change_worker",
  `${require("OLD.ending IS NULL", "a worker that left or was lost does not come back: it enters anew")}${require(`NEW.ending IS DISTINCT FROM 'left' OR NOT EXISTS (
    SELECT 1 FROM review.sweep_turns WHERE worker_id = NEW.id AND ended_at IS NULL)`, "a worker leaves after its batches")}`,
)}${trigger("change_worker", "BEFORE UPDATE", "workers")}${fixed("workers", "workers are never deleted", "DELETE")}`;
