import type { QueryResult } from '../../../datasets/engine/run.ts';
import { VigieError } from '../../../domain/errors.ts';
import type { Channel, ProbeRequest } from './channel.ts';
import { exchange } from './exchange.ts';

/** A tenant's token at a server of Vigie. */
export function httpChannel(url: string, token: string): Channel {
  const send = ({ path, headers, ...request }: ProbeRequest) =>
    exchange({
      ...request,
      origin: url,
      path: `/v1/${path}`,
      headers: { ...headers, authorization: `Bearer ${token}` },
    });

  return {
    send,
    async ask(queries, headers) {
      const answer = await send({
        method: 'POST',
        path: 'query',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ queries }),
      });
      if (answer.status !== 200) {
        const body = answer.body.slice(0, 300);
        throw new VigieError('internal', {
          fr: `POST /v1/query répond par le statut ${answer.status} : ${body}`,
          en: `POST /v1/query is answered with status ${answer.status}: ${body}`,
        });
      }
      return { answer, results: (JSON.parse(answer.body) as { results: Record<string, QueryResult> }).results };
    },
  };
}
