/**
 * Puts the span that a statement belongs to in front of it, in the form of sqlcommenter (its specification, "Format"): database
 * logs and lists of what runs then name the trace. In front, where that form has it behind: such lists cut long statements, and
 * ours are long (`track_activity_query_size` of PostgreSQL: 1,024 bytes; MariaDB's `SHOW PROCESSLIST`: 100 characters).
 * @param traceparent made of validated parts: see `formatTraceparent`
 */
export function withTraceComment(statement: string, traceparent: string): string {
  return `/*traceparent='${traceparent}'*/ ${statement}`;
}

const COMMENTED = /^\/\*traceparent='[0-9a-f-]{55}'\*\/ /;

/** Whether a statement names its span, and so is like no other. */
export function hasTraceComment(statement: string): boolean {
  return COMMENTED.test(statement);
}

/** Texts, with doubled and escaped quotes inside, and hexadecimal digits: keys of shops are written so. */
const LITERALS = /'(?:[^'\\]|''|\\.)*'|\b0x[0-9a-f]+\b/gi;
const LONGEST = 2_000;

/** A statement as a span shows it: without values, which stand in it as literals here and there, and not endless. */
export function statementShape(statement: string): string {
  // What is cut off need not be looked at: a statement of thousands of shops is megabytes long.
  const beginning = statement.slice(0, 2 * LONGEST).replace(LITERALS, '?');
  const open = beginning.indexOf("'");
  const shape = (open === -1 ? beginning : beginning.slice(0, open)).slice(0, LONGEST);
  return statement.length > 2 * LONGEST || beginning.length > LONGEST ? `${shape}…` : shape;
}

/** The verb of a statement, for its span's name. */
export function statementVerb(statement: string): string {
  return (/^\s*\(*\s*([a-z]+)/i.exec(statement)?.[1] ?? 'statement').toUpperCase();
}
