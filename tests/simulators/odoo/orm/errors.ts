/** An exception inside the simulated server, by the Python name that Odoo tells its callers. */
export class OdooException extends Error {
  readonly pythonName: string;
  /** Status of JSON-2; JSON-RPC answers 200 whatever happens. */
  readonly status: number;

  constructor(pythonName: string, message: string, status: number) {
    super(message);
    this.pythonName = pythonName;
    this.status = status;
  }
}

export const valueError = (message: string): OdooException => new OdooException('builtins.ValueError', message, 500);
export const typeError = (message: string): OdooException => new OdooException('builtins.TypeError', message, 500);
export const userError = (message: string): OdooException =>
  new OdooException('odoo.exceptions.UserError', message, 422);
export const accessError = (message: string): OdooException =>
  new OdooException('odoo.exceptions.AccessError', message, 403);

/** What stands in every traceback of the simulator: tests look for it where it must never be. */
export const TRACEBACK_MARK = 'Traceback (most recent call last):';

/** An exception as both transports serialise it; `debug` is the server's traceback. */
export function serialise(error: OdooException) {
  return {
    name: error.pythonName,
    message: error.message,
    arguments: [error.message],
    context: {},
    debug: `${TRACEBACK_MARK}\n  File "/opt/odoo/http.py", line 2196, in _serve_db\n${error.pythonName}: ${error.message}\n`,
  };
}
