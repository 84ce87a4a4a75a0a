import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { colouredCell, column, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';
import { TITLES } from './titles.ts';

const TEXTS = {
  title: { fr: 'Compteurs à zéro ou muets hier', en: 'Counters at zero or silent yesterday' },
  description: {
    fr: 'Boutiques ouvertes dont le compteur a fait 0 entrée hier ou n’a rien envoyé',
    en: 'Open shops whose counter made 0 entries yesterday or sent nothing',
  },
  verdict: { fr: 'État', en: 'State' },
  none: { fr: 'Aucun compteur à zéro ou muet hier', en: 'No counter at zero or silent yesterday' },
};

const VERDICTS = {
  zero: { colour: COLOURS.critical, title: { fr: 'À zéro', en: 'At zero' } },
  no_data: { colour: COLOURS.high, title: { fr: 'Muet', en: 'Silent' } },
};

function verdictMappings(language: Language): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(
        Object.entries(VERDICTS).map(([verdict, { colour, title }], index) => [
          verdict,
          { text: title[language], color: colour, index },
        ])
      ),
    },
  ];
}

/** The counters that were at zero or silent yesterday although their shops were open. */
export function silentOrAtZero(language: Language): NamedPanel {
  const texts = inLanguage({ ...TITLES, ...TEXTS }, language);
  const panel = table(texts.none)
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('counters.verdicts', { ...ENTERPRISE, verdict: Object.keys(VERDICTS) }))
    .withTransformation(chosenColumns(['enterprise', 'code', 'city', 'verdict']))
    .filterable(true)
    .overrideByName('enterprise', column(texts.enterprise))
    .overrideByName('code', column(texts.code, 130))
    .overrideByName('city', column(texts.city, 120))
    .overrideByName('verdict', column(texts.verdict, 110, ...colouredCell(verdictMappings(language))));
  return named('silent', panel);
}
