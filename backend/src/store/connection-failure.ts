/** Codes of Node and PostgreSQL that mean "no database there", not "the statement is wrong". */
const NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'];
/**
 * Classes 08 (connection), 53 (insufficient resources), 57P (operator intervention: shutting down, starting up).
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATE = /^(08...|53...|57P0[1-5])$/;
/** Sentences of the `pg` driver, which gives these errors no code. */
const DRIVER_SENTENCES = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error says that the store cannot be reached, rather than that a statement failed. */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  if (error instanceof AggregateError) {
    return error.errors.some(isConnectionFailure);
  }
  const { code } = error as NodeJS.ErrnoException;
  return (
    (code !== undefined && (NETWORK_CODES.includes(code) || SQLSTATE.test(code))) || DRIVER_SENTENCES.test(error.message)
  );
}
