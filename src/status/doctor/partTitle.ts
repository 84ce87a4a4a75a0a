import { t } from '@grafana/i18n';

/** What a part of the installation is called on the screens; one this version does not know keeps the backend's name. */
export function partTitle(part: string): string {
  const [kind, name] = part.split(' ', 2);
  if (kind === 'source' && name) {
    return t('status.doctor.part.source', 'Source {{name}}', { name, interpolation: { escapeValue: false } });
  }
  if (kind === 'connection' && name) {
    return t('status.doctor.part.connection', 'Connection {{name}}', { name, interpolation: { escapeValue: false } });
  }
  switch (part) {
    case 'store':
      return t('status.doctor.part.store', 'Vigie and its store');
    case 'clock':
      return t('status.doctor.part.clock', 'Clock');
    case 'rules':
      return t('status.doctor.part.rules', 'Rules file');
    case 'tokens':
      return t('status.doctor.part.tokens', 'Tokens');
    case 'connections':
      return t('status.doctor.part.connections', 'Connections');
    case 'data':
      return t('status.doctor.part.data', 'Data');
    case 'jobs':
      return t('status.doctor.part.jobs', 'Scheduled work');
    case 'screens':
      return t('status.doctor.part.screens', 'Office screens');
    case 'environment':
      return t('status.doctor.part.environment', 'Settings');
    case 'counters':
      return t('status.doctor.part.counters', 'Shop counters');
    default:
      return part;
  }
}
