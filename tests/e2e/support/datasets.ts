import type { Page } from '@playwright/test';

import { type Frame, type Row, rowsOf } from '../../fixtures/frames.ts';
import type { StackAddresses } from './fixtures.ts';

/** Asks the backend itself, past Grafana: what the screens must agree with. */
export async function queryDataset(
  stack: StackAddresses,
  dataset: string,
  params: Record<string, unknown> = {},
  range = { from: new Date(Date.now() - 86_400_000), to: new Date() }
): Promise<Row[]> {
  const response = await fetch(`${stack.backendUrl}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.token}` },
    body: JSON.stringify({
      queries: [{ refId: 'A', dataset, params, from: range.from.getTime(), to: range.to.getTime() }],
    }),
  });
  const answer = (await response.json()) as { results: { A: { status: number; error?: string; frames: Frame[] } } };
  const [frame] = answer.results.A.frames;
  if (!frame) {
    throw new Error(`${dataset}: ${answer.results.A.error ?? 'no frame'}`);
  }
  return rowsOf(frame);
}

/** The rows of the next answer that a page gets for a dataset: what a panel drawn on a canvas was given. */
export async function rowsShown(page: Page, dataset: string): Promise<Row[]> {
  const response = await page.waitForResponse(
    (each) => each.url().includes('/api/ds/query') && (each.request().postData() ?? '').includes(`"${dataset}"`)
  );
  const { results } = (await response.json()) as { results: Record<string, { frames: Frame[] }> };
  // Annotations have a refId of Grafana's own.
  const [frame] = (results.A ?? Object.values(results)[0])?.frames ?? [];
  return frame ? rowsOf(frame) : [];
}
