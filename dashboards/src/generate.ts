import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import { ticketPages } from './ticket-pages.ts';

/** Where Grafana's file provisioning finds the dashboards: one folder a language. */
const GENERATED = path.join(import.meta.dirname, '..', 'generated');

/** A generated file: its path below `dashboards/generated` and its text. */
export interface GeneratedFile {
  path: string;
  content: string;
}

/** All dashboards in all languages, as JSON. */
export function generate(): GeneratedFile[] {
  return [fr, en].flatMap((texts) =>
    ticketPages(texts).map((dashboard) => ({
      path: `${texts.language}/${dashboard.uid}.json`,
      content: `${JSON.stringify(dashboard, null, 2)}\n`,
    }))
  );
}

/** Paths below `dashboards/generated` that are missing or differ from what the sources give. */
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
