import { readLocalServer } from '../../../backend/src/identity/local-token.ts';

/**
 * Has a backend make tokens that read counters.
 * @param dataFolder the backend's
 * @returns makes one; without `enterprises` it sees all of them
 */
export async function tokenMaker(
  backendUrl: string,
  dataFolder: string
): Promise<(name: string, enterprises?: readonly string[]) => Promise<string>> {
  const admin = (await readLocalServer(dataFolder))?.token ?? '';
  return async (name, enterprises) => {
    const response = await fetch(`${backendUrl}/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
      body: JSON.stringify({ scopes: ['counters:read'], name, enterprises }),
    });
    if (!response.ok) {
      throw new Error(`no token was made (${response.status}): ${await response.text()}`);
    }
    return ((await response.json()) as { token: string }).token;
  };
}
