const WHERE_NOT_THE_NEWEST = `WHEN NOT EXISTS (SELECT 1 FROM acceptance_events AS event WHERE event.id = NEW.acceptance_event_id
       AND event.model_id = NEW.model_id AND event.note_path = NEW.note_path AND event.gate_id = NEW.gate_id
       AND event.accepted_note_sha = NEW.accepted_note_sha AND event.accepted_gate_sha = NEW.accepted_gate_sha)
     OR EXISTS (SELECT 1 FROM acceptance_events AS later WHERE later.model_id = NEW.model_id
       AND later.note_path = NEW.note_path AND later.gate_id = NEW.gate_id AND later.id > NEW.acceptance_event_id)`;

/** Of this migration, for one that makes the events anew. */
export const currentAcceptanceTriggers = `CREATE TRIGGER acceptance_becomes_current AFTER INSERT ON acceptance_events BEGIN
  UPDATE current_acceptances
    SET accepted_note_sha = NEW.accepted_note_sha, accepted_gate_sha = NEW.accepted_gate_sha, acceptance_event_id = NEW.id
    WHERE model_id = NEW.model_id AND note_path = NEW.note_path AND gate_id = NEW.gate_id
      AND acceptance_event_id < NEW.id;
  INSERT INTO current_acceptances
    SELECT NEW.model_id, NEW.note_path, NEW.gate_id, NEW.accepted_note_sha, NEW.accepted_gate_sha, NEW.id
    WHERE NOT EXISTS (SELECT 1 FROM current_acceptances AS current
      WHERE current.model_id = NEW.model_id AND current.note_path = NEW.note_path AND current.gate_id = NEW.gate_id);
END;

CREATE TRIGGER current_acceptance_is_the_newest BEFORE INSERT ON current_acceptances
${WHERE_NOT_THE_NEWEST} BEGIN
  SELECT raise(ABORT, 'a current acceptance is the newest event of its pair');
END;

CREATE TRIGGER current_acceptance_stays_the_newest BEFORE UPDATE ON current_acceptances
${WHERE_NOT_THE_NEWEST} BEGIN
  SELECT raise(ABORT, 'a current acceptance is the newest event of its pair');
END;

CREATE TRIGGER current_acceptance_keeps_its_pair BEFORE UPDATE ON current_acceptances
WHEN NEW.model_id IS NOT OLD.model_id OR NEW.note_path IS NOT OLD.note_path OR NEW.gate_id IS NOT OLD.gate_id BEGIN
  SELECT raise(ABORT, 'a current acceptance keeps its pair');
END;

CREATE TRIGGER current_acceptance_is_kept BEFORE DELETE ON current_acceptances BEGIN
  SELECT raise(ABORT, 'every pair that was accepted has a current acceptance');
END;
`;

/**
 * `current_acceptances` repeats of the newest acceptance event of each pair what freshness is decided on, in the order
 * in which it is asked for: `stale` reads it from front to back, however long the history, where it had to look at one
 * row of the events for each pair. It is kept as an index is: every event puts itself there, and no change is let
 * through after which it would say anything but the events. It has no foreign key, because the triggers say more.
 */
export const currentAcceptancesMigration = {
  version: 3,
  name: "current-acceptances",
  sha: "3ac4c0d255dffc6decad78d9951b77968c1b7ed2b38e0ce640b6d5e95dc6a3d5",
  sql: `
CREATE TABLE current_acceptances (
  model_id TEXT NOT NULL,
  note_path TEXT NOT NULL,
  gate_id TEXT NOT NULL,
  accepted_note_sha TEXT NOT NULL,
  accepted_gate_sha TEXT NOT NULL,
  acceptance_event_id INTEGER NOT NULL,
  PRIMARY KEY (model_id, note_path, gate_id)
) STRICT, WITHOUT ROWID;

INSERT INTO current_acceptances
  SELECT event.model_id, event.note_path, event.gate_id, event.accepted_note_sha, event.accepted_gate_sha, event.id
  FROM (SELECT max(id) AS id FROM acceptance_events GROUP BY model_id, note_path, gate_id) AS newest
  CROSS JOIN acceptance_events AS event ON event.id = newest.id;

${currentAcceptanceTriggers}`,
};
