import type { Ask } from "../driver/question.ts";
import { statement } from "../driver/statement.ts";
import { migrations } from "../schema/migrations/index.ts";

// What an owner can change, and what then guards nothing any more: a trigger that is gone or does not fire, a function that says
// something else, a constraint that is gone or was not held against the rows that were there.

const TRIGGERS = `SELECT format('%s on %s', trigger.tgname, class.relname) AS name, trigger.tgenabled::text AS enabled
FROM pg_catalog.pg_trigger AS trigger JOIN pg_catalog.pg_class AS class ON class.oid = trigger.tgrelid
WHERE class.relnamespace = to_regnamespace('review') AND NOT trigger.tgisinternal`;
const FUNCTIONS = `SELECT proname AS name, prosrc AS body FROM pg_catalog.pg_proc WHERE pronamespace = to_regnamespace('review')`;
const UNSOUND = `SELECT format('the constraint %s of %s was not held against all rows', conname, conrelid::regclass) AS problem
FROM pg_catalog.pg_constraint WHERE connamespace = to_regnamespace('review') AND NOT convalidated
UNION ALL SELECT format('a key of %s is not looked at', class.relname)
FROM pg_catalog.pg_trigger AS trigger JOIN pg_catalog.pg_class AS class ON class.oid = trigger.tgrelid
WHERE class.relnamespace = to_regnamespace('review') AND trigger.tgisinternal AND trigger.tgenabled = 'D'`;
const CONSTRAINTS = `SELECT conname AS name FROM pg_catalog.pg_constraint WHERE connamespace = to_regnamespace('review')`;

const MADE_TRIGGER = /^CREATE (?:CONSTRAINT )?TRIGGER (\w+) [^;]*? ON review\.(\w+)/gm;
const MADE_FUNCTION = /^CREATE FUNCTION review\.(\w+)\([^$]*\$\$([\s\S]*?)\$\$;/gm;
const NAMED_CONSTRAINT = /CONSTRAINT (\w+) CHECK/g;

/** In what the schema of a ledger is not what the migrations made, a sentence each; empty if in nothing. */
export async function findChanges(ask: Ask): Promise<string[]> {
  const made = migrations.map(({ sql }) => sql).join("\n");
  const [triggers, functions, unsound, constraints] = await ask(
    ...[TRIGGERS, FUNCTIONS, UNSOUND, CONSTRAINTS].map((text) => statement(text)),
  );
  const enabled = new Map((triggers ?? []).map(({ name, enabled }) => [name, enabled]));
  const bodies = new Map((functions ?? []).map(({ name, body }) => [name, body]));
  const there = new Set((constraints ?? []).map(({ name }) => name));
  return [
    ...[...made.matchAll(MADE_TRIGGER)].flatMap(([, name, table]) => {
      const state = enabled.get(`${name} on ${table}`);
      if (state === undefined) return [`the trigger ${name} on ${table} is missing`];
      return state === "O" || state === "A" ? [] : [`the trigger ${name} on ${table} is switched off`];
    }),
    ...[...made.matchAll(MADE_FUNCTION)].flatMap(([, name, body]) =>
      bodies.get(name) === body ? [] : [`the function ${name} is not what it was`],
    ),
    ...[...made.matchAll(NAMED_CONSTRAINT)].flatMap(([, name]) =>
      there.has(name) ? [] : [`the constraint ${name} is missing`],
    ),
    ...(unsound ?? []).map(({ problem }) => String(problem)),
  ];
}
