import { t } from '@grafana/i18n';
import { Alert, ConfirmModal, EmptyState, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { type RequestError, toRequestError } from '../api/requestError';
import { useLoad } from '../api/useLoad';
import { AppPage } from '../components/AppPage';
import { RequestFailure } from '../components/RequestFailure';
import { DeliveriesTable } from './DeliveriesTable';
import { PreviewDrawer } from './PreviewDrawer';
import { fetchReports, type ReportDelivery, type Reports, sendReport, wantedOf, type WantedReport } from './report';
import { SchedulesTable } from './SchedulesTable';

/** A mail that is under way has an outcome within seconds. */
const REFRESH_MS = 10_000;

/** The reports by e-mail: when the next ones come, what became of the last ones, once more if need be. */
export function ReportsOverview({ title }: { title: string }) {
  const { value, error, reload } = useLoad(fetchReports);
  const [preview, setPreview] = useState<WantedReport>();
  const [sending, setSending] = useState<ReportDelivery>();
  const [refusal, setRefusal] = useState<RequestError>();
  useEffect(() => {
    const timer = setInterval(reload, REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);

  const send = async (delivery: ReportDelivery) => {
    setSending(undefined);
    setRefusal(undefined);
    await sendReport(wantedOf(delivery)).catch((reason) => setRefusal(toRequestError(reason)));
    reload();
  };
  return (
    <AppPage title={title}>
      <Stack direction="column" gap={3}>
        {error && (
          <RequestFailure title={t('reports.failed', 'The reports could not be read')} error={error} onRetry={reload} />
        )}
        {refusal && <RequestFailure title={t('reports.notSent', 'The report is not sent')} error={refusal} />}
        {!value && !error && <LoadingPlaceholder text={t('reports.loading', 'Reading the reports…')} />}
        {value && <Ledger reports={value} onPreview={setPreview} onSend={setSending} />}
      </Stack>
      {preview && <PreviewDrawer wanted={preview} onClose={() => setPreview(undefined)} />}
      {sending && (
        <ConfirmModal
          isOpen
          title={t('reports.sendTitle', 'Send this report again?')}
          body={t('reports.sendBody', 'It goes to those who have not got it, or to everybody when all have.')}
          confirmText={t('reports.send', 'Send again')}
          confirmButtonVariant="primary"
          dismissText={t('reports.cancel', 'Cancel')}
          onConfirm={() => send(sending)}
          onDismiss={() => setSending(undefined)}
        />
      )}
    </AppPage>
  );
}

interface LedgerProps {
  reports: Reports;
  onPreview: (wanted: WantedReport) => void;
  onSend: (delivery: ReportDelivery) => void;
}

function Ledger({ reports: { sender, reports, deliveries }, onPreview, onSend }: LedgerProps) {
  if (reports.length === 0 && deliveries.length === 0) {
    return (
      <EmptyState variant="call-to-action" message={t('reports.none', 'There is no report yet')}>
        {t('reports.noneExplanation', 'Reports are written in the section “reports” of the rules.')}
      </EmptyState>
    );
  }
  return (
    <>
      {sender === null && (
        <Alert
          severity="warning"
          bottomSpacing={0}
          title={t('reports.noServer', 'No mail server is named: nothing is sent')}
        >
          {t('reports.noServerExplanation', 'Set SMTP_URL and SMTP_FROM of the backend.')}
        </Alert>
      )}
      <SchedulesTable reports={reports} onPreview={({ name }) => onPreview({ report: name })} />
      <section>
        <Text element="h2" variant="h4">
          {t('reports.deliveries', 'Last due times')}
        </Text>
        {deliveries.length === 0 ? (
          <Text color="secondary">{t('reports.noDelivery', 'No report has been due yet.')}</Text>
        ) : (
          <DeliveriesTable
            deliveries={deliveries}
            onPreview={(delivery) => onPreview(wantedOf(delivery))}
            onSend={onSend}
          />
        )}
      </section>
    </>
  );
}
