import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';

import { RequestFailure } from '../../components/RequestFailure';
import { resolverResult } from '../../components/resolverResult';
import { pickText } from '../../text/localizedText';
import type { Site, VersionedSite } from '../site';
import { ConfirmationNotice } from './ConfirmationNotice';
import { ConflictNotice } from './ConflictNotice';
import { changesIn, checkValues, type SiteField, type SiteValues, toValues } from './formValues';
import { SiteFields } from './SiteFields';
import { useSaveSite } from './useSaveSite';

interface Props {
  /** The site to change; absent: a new one. */
  opened: VersionedSite | undefined;
  enterprises: string[];
  onSaved: (site: Site) => void;
  onCancel: () => void;
  /** Called with whether closing would lose something that was typed. */
  onDirty: (dirty: boolean) => void;
}

/** The form of a site. Whatever fails, what was typed stays. */
export function SiteForm({ opened, enterprises, onSaved, onCancel, onDirty }: Props) {
  const [before, setBefore] = useState(opened);
  const { save, saving, failure, dismiss } = useSaveSite();
  const form = useForm<SiteValues>({
    defaultValues: toValues(before?.site),
    resolver: (values) => resolverResult(values, checkValues(values, before?.site)),
  });
  const { isDirty } = form.formState;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);

  const language = t('language', 'en');
  const error = failure && 'error' in failure ? failure.error : undefined;
  const asked = error?.code === 'confirmation_needed' ? error : undefined;
  const refused = asked ? undefined : error?.fields;
  const { setError } = form;
  useEffect(() => {
    refused?.forEach(({ field, message, text }, index) =>
      setError(field as SiteField, { message: pickText(text, language, message) }, { shouldFocus: index === 0 })
    );
  }, [refused, setError, language]);

  const saveOnto = (onto: VersionedSite | undefined, confirm?: boolean) =>
    form.handleSubmit(async (values) => {
      const saved = await save({ ...changesIn(values, before?.site), ...(confirm && { confirm }) }, onto);
      if (saved) {
        onSaved(saved.site);
      }
    });
  const reload = (theirs: VersionedSite) => {
    setBefore(theirs);
    form.reset(toValues(theirs.site));
    dismiss();
  };
  const theirs = failure && 'theirs' in failure ? failure.theirs : undefined;
  return (
    <form noValidate onSubmit={saveOnto(before)} aria-busy={saving}>
      <Stack direction="column" gap={3}>
        {asked && (
          <ConfirmationNotice
            questions={asked.fields ?? []}
            saving={saving}
            onConfirm={saveOnto(undefined, true)}
            onDismiss={dismiss}
          />
        )}
        {failure && 'error' in failure && !asked && (
          <RequestFailure
            title={t('sites.notSaved', 'The counter is not saved')}
            error={
              refused
                ? { ...failure.error, message: t('sites.correctFields', 'Correct what is marked below.') }
                : failure.error
            }
          />
        )}
        {before && theirs && (
          <ConflictNotice
            before={before.site}
            theirs={theirs.site}
            control={form.control}
            saving={saving}
            onReload={() => reload(theirs)}
            onKeepMine={saveOnto(theirs)}
          />
        )}
        <SiteFields form={form} site={before?.site} enterprises={enterprises} />
        <Stack gap={1}>
          <Button type="submit" disabled={saving || !isDirty || theirs !== undefined}>
            {saving ? t('sites.saving', 'Saving…') : t('sites.save', 'Save')}
          </Button>
          <Button type="button" variant="secondary" fill="outline" onClick={onCancel}>
            {t('sites.cancel', 'Cancel')}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}
