import { defineDataset } from '../../engine/dataset.ts';
import { requireEverything } from '../../system/everything.ts';
import { readJobOutcomes } from '../../system/job-outcomes.ts';

/** For Grafana's alert rules (docs/adr/0004): a text that becomes a label, one number, and every job in every answer. */
export default defineDataset({
  name: 'system.job_alarms',
  title: { fr: 'Tâches planifiées qui appellent une alerte', en: 'Scheduled jobs that call for an alert' },
  description: {
    fr: 'Pour les règles d’alerte : toujours une ligne par tâche planifiée ; 1 quand son dernier passage terminé a échoué après tous ses essais ou n’a pas eu lieu, 0 sinon et pour une tâche que les règles n’ont pas planifiée. Réservé à l’organisation principale.',
    en: 'For alert rules: always one row for each scheduled job; 1 when its last run that ended failed after all its attempts or was missed, else 0, also for a job that the rules have switched off. For the main organisation.',
  },
  scopes: ['sites:write', 'admin'],
  origin: 'none',
  usesClock: true,
  parameters: {},
  columns: {
    job: { type: 'string', title: { fr: 'Tâche', en: 'Job' } },
    failed: { type: 'number', title: { fr: 'En échec', en: 'Failed' } },
  },
  async read({ access, db, rules }) {
    requireEverything(access);
    const outcomes = await readJobOutcomes({ db, rules });
    return outcomes.map(({ job, failed }) => ({ job, failed: Number(failed) }));
  },
});
