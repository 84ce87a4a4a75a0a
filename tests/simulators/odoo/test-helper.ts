import type { TestContext } from 'node:test';

import { type OdooSimulator, type OdooSimulatorOptions, startOdooSimulator } from './index.ts';

export const NOW = new Date('2026-03-12T10:00:00Z');
export const KEY = 'sim-odoo-key';

/** A simulator on a stopped clock that closes with the test. */
export async function simulatorFor(t: TestContext, options: OdooSimulatorOptions = {}): Promise<OdooSimulator> {
  const simulator = await startOdooSimulator({ now: () => NOW, ...options });
  t.after(() => simulator.close());
  return simulator;
}

export interface Answer {
  status: number;
  type: string;
  text: string;
  /** The parsed body; undefined when it is no JSON. */
  body: unknown;
}

/** One JSON-2 call with a valid key unless the headers say otherwise. */
export async function json2(
  simulator: OdooSimulator,
  path: string,
  body: unknown,
  headers: Record<string, string> = {}
): Promise<Answer> {
  return answerOf(
    await fetch(`${simulator.url}/json/2/${path}`, {
      method: 'POST',
      headers: {
        authorization: `bearer ${KEY}`,
        'x-odoo-database': simulator.database,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    })
  );
}

/** One JSON-RPC call. */
export async function rpc(simulator: OdooSimulator, service: string, method: string, args: unknown[]): Promise<Answer> {
  return answerOf(
    await fetch(`${simulator.url}/jsonrpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 7, params: { service, method, args } }),
    })
  );
}

/** `execute_kw` as the simulator's user. */
export function executeKw(
  simulator: OdooSimulator,
  model: string,
  method: string,
  args: unknown[],
  kwargs: Record<string, unknown> = {}
): Promise<Answer> {
  return rpc(simulator, 'object', 'execute_kw', [simulator.database, 2, KEY, model, method, args, kwargs]);
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text, body: type.includes('json') ? JSON.parse(text) : undefined };
}
