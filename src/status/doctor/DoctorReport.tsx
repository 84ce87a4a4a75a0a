import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React from 'react';

import type { RequestError } from '../../api/requestError';
import { useLoad } from '../../api/useLoad';
import { RequestFailure } from '../../components/RequestFailure';
import type { Finding } from '../status';
import { CheckList } from './CheckList';
import { fetchExamination } from './doctor';

/**
 * What `vigie doctor` finds, for administrators; looked at when the page opens and on request only, since it asks every part.
 *
 * @param findings - what the page shows of its own, which is not said twice
 */
export function DoctorReport({ findings = [] }: { findings?: Finding[] }) {
  const { value, error, loading, reload } = useLoad(fetchExamination);
  const said = new Set(findings.map(({ text }) => text?.en));
  return (
    <section aria-labelledby="vigie-doctor" aria-busy={loading}>
      <Stack direction="column" gap={2}>
        <Stack gap={2} alignItems="center" wrap="wrap">
          <Text element="h2" variant="h4" id="vigie-doctor">
            {t('status.doctor.title', 'Examination')}
          </Text>
          {value && (
            <Text color="secondary" variant="bodySmall">
              {t('status.doctor.checkedAt', 'Examined on {{date}}', {
                date: dateTimeFormat(value.checkedAt),
                interpolation: { escapeValue: false },
              })}
            </Text>
          )}
          <Button size="sm" variant="secondary" icon="sync" disabled={loading} onClick={reload}>
            {t('status.doctor.again', 'Examine again')}
          </Button>
        </Stack>
        {error && <Failure error={error} />}
        {value && <CheckList checks={value.checks.filter(({ text }) => !said.has(text.en))} />}
        {!value && !error && <LoadingPlaceholder text={t('status.doctor.loading', 'Examining every part…')} />}
      </Stack>
    </section>
  );
}

/** An organisation with the token of one enterprise may not look at the whole installation: nothing is wrong there. */
function Failure({ error }: { error: RequestError }) {
  return error.code === 'scope_missing' ? (
    <Alert
      severity="info"
      bottomSpacing={0}
      title={t('status.doctor.elsewhere', 'The examination is shown in the main organisation')}
    />
  ) : (
    <RequestFailure title={t('status.doctor.failed', 'The installation could not be examined')} error={error} />
  );
}
