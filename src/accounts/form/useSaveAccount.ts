import { useState } from 'react';

import { type RequestError, toRequestError } from '../../api/requestError';
import type { Account } from '../account';
import type { AuditRecorder } from '../audit/useAuditRecorder';
import { createAccount } from '../grafana/createAccount';
import { ChangedMeanwhile, LeftBehind, Refusal } from '../grafana/refusal';
import { type AccountPart, type PartFailure, updateAccount } from '../grafana/updateAccount';
import type { FilledForm } from './formValues';

/** Why an account is not as wanted. */
export type SaveFailure =
  | { kind: 'refused'; refusal: Refusal; done: AccountPart[] }
  | { kind: 'partFailed'; failure: PartFailure; done: AccountPart[] }
  | { kind: 'changedMeanwhile' }
  /** The new account is there, but not where it belongs. */
  | { kind: 'leftBehind'; error: RequestError }
  | { kind: 'failed'; error: RequestError };

/** What is changed in any case, and what went wrong. */
export interface SaveOutcome {
  done: Array<AccountPart | 'created'>;
  failure?: SaveFailure;
}

export interface SaveAccount {
  /** Creates or changes, and records it. Never fails: see the outcome. */
  save: (form: FilledForm, account: Account | undefined) => Promise<SaveOutcome>;
  saving: boolean;
  failure?: SaveFailure;
}

export function useSaveAccount(record: AuditRecorder['record']): SaveAccount {
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<SaveFailure>();
  const save = async (form: FilledForm, account: Account | undefined) => {
    setSaving(true);
    const outcome = await (account ? change(account, form, record) : create(form, record)).catch(
      (error): SaveOutcome => ({ done: [], failure: explain(error) })
    );
    setFailure(outcome.failure);
    setSaving(false);
    return outcome;
  };
  return { save, saving, failure };
}

async function create(form: FilledForm, record: AuditRecorder['record']): Promise<SaveOutcome> {
  const { login, name, email, password, place } = form;
  if (password === undefined || !place) {
    throw new Error('A new account needs a password and an enterprise.');
  }
  const userId = await createAccount({ login, name, email, password, place });
  const { org, role } = place;
  await record({
    action: 'account.create',
    target: { login, org: org.name, userId },
    before: null,
    after: { login, name, email: email || login, org: org.name, role },
  });
  return { done: ['created'] };
}

async function change(account: Account, form: FilledForm, record: AuditRecorder['record']): Promise<SaveOutcome> {
  const { done, failed } = await updateAccount(account, form, record);
  if (!failed) {
    return { done };
  }
  const failure: SaveFailure =
    'refusal' in failed && failed.refusal
      ? { kind: 'refused', refusal: failed.refusal, done }
      : { kind: 'partFailed', failure: failed, done };
  return { done, failure };
}

function explain(error: unknown): SaveFailure {
  if (error instanceof Refusal) {
    return { kind: 'refused', refusal: error, done: [] };
  }
  if (error instanceof ChangedMeanwhile) {
    return { kind: 'changedMeanwhile' };
  }
  if (error instanceof LeftBehind) {
    return { kind: 'leftBehind', error: error.reason };
  }
  return { kind: 'failed', error: toRequestError(error) };
}
