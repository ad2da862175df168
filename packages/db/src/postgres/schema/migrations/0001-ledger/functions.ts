import { pureFunction, triggerFunction } from "./words.ts";

const DATE = (text: string) =>
  `make_date(substr(${text}, 1, 4)::int, substr(${text}, 6, 2)::int, substr(${text}, 9, 2)::int) IS NOT NULL`;

/** What columns and triggers ask. */
export const functions = `${pureFunction(
  "is_time(text) RETURNS boolean",
  `BEGIN
  RETURN $1 ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z$' AND ${DATE("$1")};
EXCEPTION WHEN datetime_field_overflow THEN
  RETURN false;
END`,
)}${pureFunction(
  "is_day(text) RETURNS boolean",
  `BEGIN
  RETURN $1 ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND ${DATE("$1")};
EXCEPTION WHEN datetime_field_overflow THEN
  RETURN false;
END`,
)}${pureFunction(
  "is_json_object(text) RETURNS boolean",
  `BEGIN
  RETURN json_typeof(replace($1, chr(65534), '')::json) = 'object';
EXCEPTION WHEN invalid_text_representation THEN
  RETURN false;
END`,
)}${pureFunction(
  "is_json(text) RETURNS boolean",
  `BEGIN
  RETURN json_typeof(replace($1, chr(65534), '')::json) IS NOT NULL;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN false;
END`,
)}${pureFunction(
  // A column holds JSON, whoever wrote it; what cannot be read is as if it were not there.
  "json_text(text, VARIADIC text[]) RETURNS text",
  `BEGIN
  RETURN $1::json #>> $2;
EXCEPTION WHEN others THEN
  RETURN NULL;
END`,
)}${pureFunction(
  // chr(65534) stands for a NUL, with a 0 behind it, or for itself, twice.
  "utf16_length(text) RETURNS integer",
  `DECLARE
  plain text := replace(replace($1, repeat(chr(65534), 2), 'x'), chr(65534) || '0', 'x');
BEGIN
  RETURN char_length(plain) + char_length(regexp_replace(plain, '[^\\U00010000-\\U0010FFFF]', '', 'g'));
END`,
)}
CREATE FUNCTION review.lock_ledger() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1919252069, 1);
END $$;

CREATE FUNCTION review.is_owner() RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(current_user, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = 'review' $$;
${triggerFunction("have_one_writer", "\n  PERFORM review.lock_ledger();", "NULL")}
CREATE FUNCTION review.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = TG_ARGV[0];
END $$;
`;
