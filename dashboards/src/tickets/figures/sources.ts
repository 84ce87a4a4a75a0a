import {
  BigValueColorMode,
  BigValueTextMode,
  TableCellDisplayMode,
  TableCellHeight,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorModeId,
  MappingType,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { EXACT_TIME, list } from '../../elements/list.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { oneValue, stat } from '../../elements/stat.ts';
import { colouredCell, column, table } from '../../elements/table.ts';
import { chosenColumns, rowsToFields } from '../../elements/transformations.ts';
import { COUNT, DATE_TIME, DURATION } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { REFRESH_MINUTES } from '../../page/refresh.ts';

const TEXTS = {
  title: { fr: 'Fraîcheur des données', en: 'Freshness of the data' },
  description: {
    fr: 'Dernière lecture réussie de chaque source. « Tout relu » : il y a combien de temps tous les tickets actifs ont été relus, ce qui fait remarquer ceux qui ont disparu (le rapprochement).',
    en: 'Last successful reading of each source. “All read again”: how long ago all active tickets were read again, which is when those that vanished are noticed (the reconcile).',
  },
  tiles: { fr: 'Dernière lecture', en: 'Last reading' },
  tilesDescription: {
    fr: 'Orange : en retard ; rouge : en panne. Les données affichées restent celles de cette lecture.',
    en: 'Orange: late; red: down. The data shown stays that of this reading.',
  },
};

const STATES = {
  ok: { colour: COLOURS.good, title: { fr: 'À jour', en: 'Up to date' } },
  late: { colour: COLOURS.high, title: { fr: 'En retard', en: 'Late' } },
  down: { colour: COLOURS.critical, title: { fr: 'En panne', en: 'Down' } },
  reading: { colour: COLOURS.low, title: { fr: 'Lecture en cours', en: 'Reading' } },
};

const COLUMN_TITLES = {
  source: { fr: 'Source', en: 'Source' },
  kind: { fr: 'Type', en: 'Kind' },
  state: { fr: 'État', en: 'State' },
  readAt: { fr: 'Dernière lecture', en: 'Last reading' },
  age: { fr: 'Âge', en: 'Age' },
  rowsRead: { fr: 'Lus', en: 'Read' },
  rowsAnnounced: { fr: 'Annoncés', en: 'Announced' },
  reconcileAge: { fr: 'Tout relu il y a', en: 'All read again' },
  keyExpires: { fr: 'Clé valable jusqu’au', en: 'Key valid until' },
  error: { fr: 'Erreur', en: 'Error' },
};

function stateMappings(language: Language): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(
        Object.entries(STATES).map(([state, { colour, title }], index) => [
          state,
          { text: title[language], color: colour, index },
        ])
      ),
    },
  ];
}

/** Columns of `system.sources` that fit into a line, in the order of the screen. */
const STRIP_COLUMNS = ['state', 'source', 'read_at', 'reconcile_age_s', 'error'];

const ALL_COLUMNS = [
  'source',
  'kind',
  'state',
  'read_at',
  'age_s',
  'rows_read',
  'rows_announced',
  'reconcile_age_s',
  'key_expires_at',
  'error',
];

/**
 * The trust strip at the foot of a page, one line: each source with its state, the date and time of its last reading and how long
 * ago all of it was read again, and its error if it has one.
 */
export function trustStrip(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'source-strip',
    // Whose clock the page goes by, since the machine of a screen may have another.
    list({
      heading: `${texts.tiles} · \${__timezone}`,
      columns: STRIP_COLUMNS,
      layout: 'strip',
      staleAfterMinutes: 3 * REFRESH_MINUTES,
      playlistProgress: true,
    })
      .description(`${texts.tilesDescription} ${texts.description}`)
      .withTarget(query('system.sources'))
      .overrideByName('read_at', EXACT_TIME)
  );
}

/** A tile a source: date and time of its last reading, in the colour of its state. */
export function sourceTiles(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const columns = ['source', 'state', 'read_at'];
  const panel = stat()
    // Whose clock the page goes by, since the machine of a screen may have another.
    .title(`${texts.tiles} · \${__timezone}`)
    .description(texts.tilesDescription)
    .withTarget(query('system.sources'))
    .withTransformation(chosenColumns(columns))
    .withTransformation(rowsToFields(columns, { source: 'field.name', read_at: 'field.value', state: 'field.label' }))
    .reduceOptions(oneValue('lastNotNull', '/.*/'))
    .orientation(VizOrientation.Vertical)
    .textMode(BigValueTextMode.ValueAndName)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .wideLayout(false)
    .text(new VizTextDisplayOptionsBuilder().titleSize(17).valueSize(28))
    .unit('time:DD/MM HH:mm:ss')
    .noValue('–');
  for (const [state, { colour, title }] of Object.entries(STATES)) {
    panel.overrideByRegexp(`/ ${state}$/`, [
      { id: 'displayName', value: `\${__field.name} · ${title[language]}` },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
    ]);
  }
  return named('source-tiles', panel);
}

/** Everything known about the sources. */
export function sourceDetails(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const columns = inLanguage(COLUMN_TITLES, language);
  const overrides: Record<string, DynamicConfigValue[]> = {
    source: column(columns.source, 100),
    kind: column(columns.kind, 80),
    state: column(columns.state, 130, ...colouredCell(stateMappings(language))),
    read_at: column(columns.readAt, 145, ...DATE_TIME),
    age_s: column(columns.age, 80, ...DURATION),
    rows_read: column(columns.rowsRead, 65, ...COUNT),
    rows_announced: column(columns.rowsAnnounced, 95, ...COUNT),
    reconcile_age_s: column(columns.reconcileAge, 125, ...DURATION),
    key_expires_at: column(columns.keyExpires, 150, ...DATE_TIME),
    error: column(columns.error, undefined, {
      id: 'custom.cellOptions',
      value: { type: TableCellDisplayMode.Auto, wrapText: true },
    }),
  };
  const panel = table()
    .cellHeight(TableCellHeight.Sm)
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('system.sources'))
    .withTransformation(chosenColumns(ALL_COLUMNS));
  for (const name of ALL_COLUMNS) {
    panel.overrideByName(name, overrides[name] ?? []);
  }
  return named('source-table', panel);
}
