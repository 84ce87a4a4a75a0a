import { VigieError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { UpstreamError, type UpstreamErrorKind } from '../http/errors.ts';
import { CONNECTION_KINDS, type ConnectionSettings } from './kinds.ts';
import { keyWarnings } from './new-connection.ts';

/** A person waits for the answer. */
const PATIENCE = { attempts: 2, attemptTimeoutMs: 10_000, maxPauseMs: 5_000 };

/** Failures that trying again later does not solve. */
const LASTING: ReadonlySet<UpstreamErrorKind> = new Set(['unauthorized', 'forbidden', 'not_found', 'invalid_answer']);

interface UpstreamAnswer {
  text: LocalizedText;
  keyExpiresAt: Date | null;
}

/** Asks the upstream with these settings. @throws {UpstreamError} */
async function ask(settings: ConnectionSettings): Promise<UpstreamAnswer> {
  const connection = CONNECTION_KINDS[settings.kind].open(settings, { resilience: PATIENCE });
  try {
    const { fr, en } = await connection.check();
    return { text: { fr: `${fr}.`, en: `${en}.` }, keyExpiresAt: connection.keyExpiresAt };
  } finally {
    await connection.close();
  }
}

/** The upstream's answer to settings that are about to be stored. @throws {VigieError} with the reason in a sentence */
export async function requireAnswer(settings: ConnectionSettings): Promise<UpstreamAnswer> {
  try {
    return await ask(settings);
  } catch (error) {
    if (error instanceof UpstreamError) {
      const code = LASTING.has(error.kind) ? 'invalid_request' : 'source_unavailable';
      const { fr, en } = error.text;
      throw new VigieError(
        code,
        {
          fr: `Rien n’a été enregistré : ${fr} (${settings.url}).`,
          en: `Nothing was stored: ${en} (${settings.url}).`,
        },
        { cause: error }
      );
    }
    throw error;
  }
}

/** How the upstream answers now; a failure is an answer too. */
export async function checkConnection(
  settings: ConnectionSettings
): Promise<{ ok: boolean; text: LocalizedText; warnings: LocalizedText[] }> {
  try {
    const { text } = await ask(settings);
    return { ok: true, text, warnings: keyWarnings(settings.secret) };
  } catch (error) {
    if (error instanceof UpstreamError || error instanceof VigieError) {
      const at = (text: string): string => `${text.replace(/\.$/, '')} (${settings.url}).`;
      return { ok: false, text: { fr: at(error.text.fr), en: at(error.text.en) }, warnings: [] };
    }
    throw error;
  }
}
