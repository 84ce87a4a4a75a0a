import { useCallback, useState } from 'react';

import { type RequestError, toRequestError } from '../../api/requestError';
import { createSite, fetchSite, type SiteInput, updateSite, type VersionedSite } from '../site';

/** Why a site could not be saved: somebody else changed it since it was read, or something else. */
export type SaveFailure = { theirs: VersionedSite } | { error: RequestError };

export interface SaveSite {
  /** Saves; a failure ends up in `failure`. Resolves to the site as it is now. */
  save: (input: SiteInput, onto: VersionedSite | undefined) => Promise<VersionedSite | undefined>;
  saving: boolean;
  failure?: SaveFailure;
  /** Takes the failure off the screen. */
  dismiss: () => void;
}

const CHANGED_MEANWHILE = 412;

/** Saves a new site, or a change of one onto the version it was made for. */
export function useSaveSite(): SaveSite {
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<SaveFailure>();
  const save = useCallback(async (input: SiteInput, onto: VersionedSite | undefined) => {
    setSaving(true);
    try {
      const saved = await (onto ? updateSite(onto.site.id, input, onto.etag) : createSite(input));
      setFailure(undefined);
      return saved;
    } catch (error) {
      setFailure(await explain(error, onto));
      return undefined;
    } finally {
      setSaving(false);
    }
  }, []);
  const dismiss = useCallback(() => setFailure(undefined), []);
  return { save, saving, failure, dismiss };
}

async function explain(failure: unknown, onto: VersionedSite | undefined): Promise<SaveFailure> {
  const error = toRequestError(failure);
  if (error.status !== CHANGED_MEANWHILE || !onto) {
    return { error };
  }
  try {
    return { theirs: await fetchSite(onto.site.id) };
  } catch (unreadable) {
    return { error: toRequestError(unreadable) };
  }
}
