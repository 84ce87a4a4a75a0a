import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { alertingFile } from './alerting/file.ts';
import { tenantAlerting } from './alerting/tenant.ts';
import { alertingEn } from './alerting/texts-en.ts';
import { alertingFr } from './alerting/texts-fr.ts';
import { counterPages } from './counters/pages.ts';
import { LANGUAGES, LOCALES } from './elements/language.ts';
import { operation } from './operation/operation.ts';
import { ownTicketsPage } from './tickets/own/own-tickets.ts';
import { ticketPages } from './tickets/pages.ts';

/** Where Grafana's file provisioning finds the dashboards: one folder a language. */
const GENERATED = path.join(import.meta.dirname, '..', 'generated');

/**
 * What Grafana reads at start for the main organisation. Its alert rules have one language, and Grafana reads one folder: English has its
 * own, with copies of what is the same in both.
 */
const PROVISIONING = path.join('..', '..', 'provisioning');
const ENGLISH_PROVISIONING = path.join(PROVISIONING, LOCALES.en);
const SAME_IN_BOTH = ['dashboards', 'datasources', 'plugins'].map((folder) => path.join(folder, 'vigie.yaml'));

/** A generated file: its path from `dashboards/generated` and its text. */
export interface GeneratedFile {
  path: string;
  content: string;
}

/**
 * All dashboards and the alerting of tenants in all languages as JSON, and the provisioning of the main organisation's
 * alerts. Alerting has a folder of its own: Grafana takes each file in a language's folder for a dashboard; and so has what only tenants
 * have, which the main organisation must not find among its own.
 */
export function generate(): GeneratedFile[] {
  const dashboards = LANGUAGES.flatMap((language) =>
    [...ticketPages(language), ...counterPages(language), operation(language)].map((dashboard) => ({
      path: `${LOCALES[language]}/${dashboard.uid}.json`,
      content: json(dashboard),
    }))
  );
  const tickets = LANGUAGES.map((language) => {
    const dashboard = ownTicketsPage(language);
    return { path: `tenants/${LOCALES[language]}/${dashboard.uid}.json`, content: json(dashboard) };
  });
  const tenants = [alertingFr, alertingEn].map((texts) => ({
    path: `alerting/${texts.language}.json`,
    content: json(tenantAlerting(texts)),
  }));
  return [...dashboards, ...tickets, ...tenants, ...provisioning()];
}

function provisioning(): GeneratedFile[] {
  const alerting = path.join('alerting', 'vigie.yaml');
  return [
    { path: path.join(PROVISIONING, alerting), content: alertingFile(alertingFr) },
    { path: path.join(ENGLISH_PROVISIONING, alerting), content: alertingFile(alertingEn) },
    ...SAME_IN_BOTH.map((file) => ({
      path: path.join(ENGLISH_PROVISIONING, file),
      content: `# A copy of ../../${file}.\n${readFileSync(path.join(GENERATED, PROVISIONING, file), 'utf8')}`,
    })),
  ];
}

function json(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Paths from `dashboards/generated` that are missing or differ from what the sources give. */
export async function staleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const file of generate()) {
    const present = await readFile(path.join(GENERATED, file.path), 'utf8').catch(() => undefined);
    if (present !== file.content) {
      stale.push(file.path);
    }
  }
  return stale;
}

async function write(): Promise<void> {
  for (const file of generate()) {
    const target = path.join(GENERATED, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content);
  }
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const stale = await staleFiles();
    if (stale.length > 0) {
      console.error(`Stale in dashboards/generated: ${stale.join(', ')}. Run: node dashboards/src/generate.ts`);
      process.exitCode = 1;
    }
  } else {
    await write();
  }
}
