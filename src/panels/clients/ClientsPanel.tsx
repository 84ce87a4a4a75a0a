import { LoadingState, type PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { numberText } from '../../text/figures';
import { useKeptAnswer } from '../shared/answer/keptAnswer';
import { GridTable } from '../shared/GridTable';
import { fillingSizes } from '../shared/screen/filling';
import { filled } from '../shared/tones';
import { type Client, clientsOf, limitOf, type OverdueLimit, queueTitleOf } from './client';
import { ClientRow } from './ClientRow';
import type { ClientsOptions } from './options';
import { getStyles } from './styles';

/** What heading, totals and names of the columns take, in rows. */
const ABOVE = 1.4;

/** Four columns, one of which holds a name, fit into a line at this share of the width. */
const WIDTH_SHARE = 4.2;

/** One row a client of `tickets.by_client`: how many open tickets, how near to too many, how many overdue. */
export function ClientsPanel({ data: latest, options, title, replaceVariables }: PanelProps<ClientsOptions>) {
  const styles = useStyles2(getStyles);
  const language = t('language', 'en');
  const question = replaceVariables(JSON.stringify(latest.request?.targets ?? []));
  const data = useKeptAnswer(latest, question);
  const clients = useMemo(() => clientsOf(data.series), [data.series]);
  const limit = useMemo(() => limitOf(data.series, language), [data.series, language]);
  // A variable whose choices could not be read is empty.
  const heading = replaceVariables(options.heading) || queueTitleOf(data.series);
  return (
    <section className={styles.panel} aria-label={heading || title || undefined}>
      <div className={styles.body} style={fillingSizes((clients?.length ?? 0) + ABOVE, WIDTH_SHARE)}>
        <header className={styles.header}>
          {heading !== '' && <h2 className={styles.heading}>{heading}</h2>}
          {clients !== undefined && clients.length > 0 && (
            <>
              {limit !== undefined && <small className={styles.limit}>{limitText(limit)}</small>}
              <Totals clients={clients} language={language} />
            </>
          )}
        </header>
        {clients !== undefined && clients.length > 0 ? (
          <Table label={heading || title} clients={clients} language={language} />
        ) : (
          <p className={styles.sentence}>{sentence(data.series.length > 0, clients !== undefined, data.state)}</p>
        )}
      </div>
    </section>
  );
}

interface TableProps {
  label: string;
  clients: Client[];
  language: string;
}

function Table({ label, clients, language }: TableProps) {
  const styles = useStyles2(getStyles);
  const names = [
    { key: 'client', title: t('column.client', 'Client') },
    { key: 'open', title: t('column.open', 'Open') },
    { key: 'overdue', title: t('column.overdue', 'Overdue') },
    { key: 'oldest', title: t('column.oldest', 'Oldest') },
  ];
  return (
    <GridTable label={label} names={names} className={styles.table} namesClassName={styles.names}>
      {clients.map((client, index) => (
        <ClientRow key={`${client.name} ${index}`} client={client} language={language} />
      ))}
    </GridTable>
  );
}

interface TotalsProps {
  clients: Client[];
  language: string;
}

/** Of the whole queue, which the rows add up to. */
function Totals({ clients, language }: TotalsProps) {
  const styles = useStyles2(getStyles);
  const sum = (column: 'open' | 'overdue') => clients.reduce((total, client) => total + client[column], 0);
  const overdue = sum('overdue');
  return (
    <p className={styles.totals}>
      <span>{t('totalOpen', '{{figure}} open', { figure: numberText(sum('open'), language) })}</span>
      <span className={styles.total} style={overdue > 0 ? filled('critical') : undefined}>
        {t('totalOverdue', '{{figure}} overdue', { figure: numberText(overdue, language) })}
      </span>
    </p>
  );
}

function limitText({ limit, clock }: OverdueLimit): string {
  return clock === 'business'
    ? t('limit.business', '> {{limit}} (business clock)', { limit })
    : t('limit.calendar', '> {{limit}} (elapsed time)', { limit });
}

/** A query that failed, or another dataset, is no queue without clients. */
function sentence(hasFrames: boolean, hasClients: boolean, state: LoadingState): string {
  if (hasFrames && !hasClients) {
    return t(
      'otherDataset',
      'This panel shows the dataset tickets.by_client: it needs its columns “client” and “open”.'
    );
  }
  if (hasClients && state !== LoadingState.Error) {
    return t('nothing', 'No clients');
  }
  return state === LoadingState.Loading ? t('loading', 'Reading…') : t('noAnswer', 'No answer');
}
