import type { FastifyReply, FastifyRequest } from 'fastify';

import { sendEmpty } from '../../shared/simulator-app.ts';
import { instantOf } from '../world/time.ts';

/** A query value that cannot be read; the API answers 400 with an empty body. */
export class BadQuery extends Error {}

/**
 * Reads query values as ASP.NET binds them: names without case, the first of repeated values, an empty value as absent.
 * Values that do not parse throw {@link BadQuery}.
 */
export class QueryReader {
  readonly #values: Map<string, string>;

  constructor(request: FastifyRequest) {
    this.#values = new Map(Object.entries(request.queryValues).map(([name, value]) => [name.toLowerCase(), value]));
  }

  text(name: string): string | undefined {
    return this.#values.get(name.toLowerCase()) || undefined;
  }

  integer(name: string): number | undefined {
    return this.#parsed(name, (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined));
  }

  boolean(name: string, absent: boolean): boolean {
    return this.#parsed(name, (text) => ({ true: true, false: false })[text.toLowerCase()]) ?? absent;
  }

  /** Epoch milliseconds; a date-time without zone is UTC. */
  instant(name: string): number | undefined {
    return this.#parsed(name, (text) => (/^\d{4}-\d{2}-\d{2}/.test(text) ? instantOf(text) : undefined));
  }

  /** One of the names, whatever its case. */
  oneOf<Name extends string>(name: string, names: readonly Name[]): Name | undefined {
    return this.#parsed(name, (text) => names.find((known) => known.toLowerCase() === text.toLowerCase()));
  }

  #parsed<Value>(name: string, parse: (text: string) => Value | undefined): Value | undefined {
    const text = this.text(name);
    const value = text === undefined ? undefined : parse(text);
    if (text !== undefined && value === undefined) {
      throw new BadQuery(`${name}=${text}`);
    }
    return value;
  }
}

/** Error handler of the API: unreadable queries become 400 with an empty body; anything else is a fault of the simulator itself. */
export function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof BadQuery) {
    return sendEmpty(reply, 400);
  }
  throw error;
}
