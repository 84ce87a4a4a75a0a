import type { StackAddresses } from './fixtures.ts';

interface Frame {
  schema: { fields: { name: string }[] };
  data: { values: unknown[][] };
}

/** Asks the backend itself, past Grafana: what the screens must agree with. */
export async function queryDataset(
  stack: StackAddresses,
  dataset: string,
  params: Record<string, unknown> = {},
  range = { from: new Date(Date.now() - 86_400_000), to: new Date() }
): Promise<Record<string, unknown>[]> {
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
  const rows = frame.data.values[0]?.length ?? 0;
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(frame.schema.fields.map((field, column) => [field.name, frame.data.values[column]?.[row]]))
  );
}
