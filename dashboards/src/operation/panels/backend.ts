import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { colouredCell, column, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { type ValueText, valueTexts } from '../../elements/value-texts.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Serveur et bases', en: 'Backend and databases' },
  description: {
    fr: 'Le serveur qui a répondu, et celui qui lit les sources : de plusieurs, un seul le fait. Chacun ne connaît que son propre travail.',
    en: 'The backend that answered, and the one that reads the upstreams: of several, one does. Each knows its own work only.',
  },
  backend: { fr: 'Serveur', en: 'Backend' },
  started: { fr: 'Démarré', en: 'Started' },
  leader: { fr: 'Lit les sources', en: 'Reads the upstreams' },
  epoch: { fr: 'Mandat', en: 'Epoch' },
  store: { fr: 'Base de Vigie', en: 'Store' },
  counters: { fr: 'Compteurs', en: 'Counters' },
};

const STATES: Record<string, ValueText> = {
  ok: { colour: COLOURS.good, title: { fr: 'Répond', en: 'Answers' } },
  silent: { colour: COLOURS.critical, title: { fr: 'Muet', en: 'Silent' } },
  off: { colour: COLOURS.none, title: { fr: 'Sans', en: 'None' } },
};

/** Which backend answered, who reads the upstreams, and whether both databases answer. */
export function backend(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'operation-backend',
    table()
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('system.backend'))
      .withTransformation(chosenColumns(['backend', 'started_at', 'leader', 'epoch', 'store', 'counters']))
      .overrideByName('backend', column(texts.backend))
      .overrideByName('started_at', column(texts.started, 150, { id: 'unit', value: 'time:DD/MM/YYYY HH:mm' }))
      .overrideByName('leader', column(texts.leader))
      .overrideByName('epoch', column(texts.epoch, 90, ...COUNT))
      .overrideByName('store', column(texts.store, 100, ...colouredCell(valueTexts(language, Object.entries(STATES)))))
      .overrideByName(
        'counters',
        column(texts.counters, 110, ...colouredCell(valueTexts(language, Object.entries(STATES))))
      )
  );
}
