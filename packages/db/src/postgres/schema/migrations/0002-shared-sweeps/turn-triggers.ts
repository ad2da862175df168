import { fixed, require, trigger, triggerFunction } from "../0001-ledger/words.ts";

const WORKER = "(SELECT ending FROM review.workers WHERE id = %s FOR SHARE)";
const workerOf = (id: string) => WORKER.replace("%s", id);

/** A function that may change what its caller may not: the batches and counts that follow from turns. */
const ownersFunction = (name: string, body: string) => `
CREATE FUNCTION review.${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN${body}
  RETURN NEW;
END $$;
`;

/**
 * A batch is taken by a turn and by nothing else, by one worker at a time, and goes on only when the runs of that turn have ended:
 * so no pair is reviewed by two at once, and no worker that was given up can still add to it.
 */
export const turnTriggers = `${ownersFunction(
  "begin_turn",
  `
  NEW.taken_at := clock_timestamp();
  NEW.turn := (SELECT coalesce(max(turn), 0) + 1 FROM review.sweep_turns WHERE sweep_id = NEW.sweep_id AND batch = NEW.batch);${require("NEW.outcome IS NULL", "a turn begins before it ends")}${require(`(SELECT status FROM review.sweep_batches WHERE sweep_id = NEW.sweep_id AND batch = NEW.batch FOR UPDATE) = 'waiting'`, "only a batch that waits can be taken")}${require("EXISTS (SELECT 1 FROM review.sweeps WHERE id = NEW.sweep_id AND ending IS NULL)", "no batch is taken of a shared sweep that has ended")}${require(`EXISTS (SELECT 1 FROM review.workers WHERE id = NEW.worker_id) AND ${workerOf("NEW.worker_id")} IS NULL`, "only a worker that is at work takes a batch")}
  UPDATE review.sweep_batches SET status = 'taken' WHERE sweep_id = NEW.sweep_id AND batch = NEW.batch;`,
)}${trigger("begin_turn", "BEFORE INSERT", "sweep_turns")}${ownersFunction(
  "end_turn",
  `${require("OLD.outcome IS NULL", "a turn ends once")}${require("(NEW.sweep_id, NEW.batch, NEW.turn, NEW.worker_id, NEW.taken_at) = (OLD.sweep_id, OLD.batch, OLD.turn, OLD.worker_id, OLD.taken_at)", "what a turn is of never changes")}${require("NEW.outcome IS NOT NULL", "a turn is changed when it ends")}${require(`(NEW.outcome = 'lost') = (${workerOf("NEW.worker_id")} IS NOT DISTINCT FROM 'lost')`, "the turns of a worker that was lost, and no others, are lost")}${require(`NOT EXISTS (
    SELECT 1 FROM review.sweep_runs AS ours JOIN review.review_runs AS run ON run.id = ours.run_id
    WHERE ours.sweep_id = NEW.sweep_id AND ours.batch = NEW.batch AND ours.turn = NEW.turn AND run.status = 'running')`, "a turn ends after its runs")}
  NEW.ended_at := clock_timestamp();
  UPDATE review.sweep_batches SET status = CASE NEW.outcome WHEN 'done' THEN 'done' ELSE 'waiting' END
    WHERE sweep_id = NEW.sweep_id AND batch = NEW.batch;
  -- What an earlier turn of the batch reviewed is skipped by this one, and was counted then.
  UPDATE review.sweeps AS sweep SET batches_done = batches_done + (NEW.outcome = 'done')::int, reviewed = sweep.reviewed + NEW.reviewed,
    failed = sweep.failed + CASE NEW.outcome WHEN 'done' THEN NEW.failed ELSE 0 END,
    skipped = sweep.skipped + CASE NEW.outcome WHEN 'done' THEN greatest(0, NEW.skipped - (SELECT coalesce(sum(earlier.reviewed), 0)
      FROM review.sweep_turns AS earlier WHERE earlier.sweep_id = NEW.sweep_id AND earlier.batch = NEW.batch AND earlier.turn < NEW.turn)) ELSE 0 END,
    lost_turns = lost_turns + (NEW.outcome = 'lost')::int,
    lost_pairs = lost_pairs + CASE NEW.outcome WHEN 'lost' THEN NEW.failed ELSE 0 END,
    cost_usd = sweep.cost_usd + coalesce(NEW.cost_usd, 0), tokens = sweep.tokens + coalesce(NEW.tokens, 0),
    cost_pairs = cost_pairs + CASE WHEN NEW.cost_usd IS NULL THEN 0 ELSE NEW.reviewed + NEW.failed END,
    token_pairs = token_pairs + CASE WHEN NEW.tokens IS NULL THEN 0 ELSE NEW.reviewed + NEW.failed END,
    answered = sweep.answered + NEW.answered::int WHERE id = NEW.sweep_id;`,
)}${trigger("end_turn", "BEFORE UPDATE", "sweep_turns")}${fixed("sweep_turns", "turns are never deleted", "DELETE")}${triggerFunction(
  "start_sweep_run",
  require(`EXISTS (SELECT 1 FROM review.sweep_turns AS turn WHERE turn.sweep_id = NEW.sweep_id AND turn.batch = NEW.batch
    AND turn.turn = NEW.turn AND turn.outcome IS NULL
    AND (SELECT worker.ending FROM review.workers AS worker WHERE worker.id = turn.worker_id FOR SHARE) IS NULL)`, "the batch of this run was given to others: its worker was lost"),
)}${trigger("start_sweep_run", "BEFORE INSERT", "sweep_runs")}${fixed("sweep_runs", "which turn a run is of never changes")}
CREATE FUNCTION review.tell_of_sweeps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('review_sweeps', '');
  RETURN NULL;
END $$;
CREATE TRIGGER tell_of_sweeps AFTER INSERT OR UPDATE ON review.sweeps FOR EACH STATEMENT EXECUTE FUNCTION review.tell_of_sweeps();
CREATE TRIGGER tell_of_turns AFTER INSERT OR UPDATE ON review.sweep_turns FOR EACH STATEMENT EXECUTE FUNCTION review.tell_of_sweeps();
`;
