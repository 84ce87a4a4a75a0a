import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { LinkCheck } from '../../grafana/api/link-check.ts';
import type { ScreenAnswer } from '../../screens/screen-answer.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { daysUntil, NEAR_DAYS } from './expiry.ts';

const PART = 'screens';

/**
 * Does Grafana take the links of the screens, and which of them end soon? Nothing where there are no screens.
 * @param links what Grafana said of a link; absent: it was not asked
 */
export function checkScreens(screens: readonly ScreenAnswer[], links: LinkCheck | undefined): Check[] {
  const living = screens.filter(({ state }) => state !== 'revoked');
  if (living.length === 0) {
    return [];
  }
  return [
    ok(PART, TEXTS.known(living.length)),
    ...(links === undefined || links === 'accepted' ? [] : [failed(PART, TEXTS[links](), TEXTS.restart())]),
    ...living
      .filter(({ state }) => state === 'unfinished')
      .map(({ name }) => warning(PART, TEXTS.begun(name), TEXTS.finish())),
    ...living
      .filter(({ state, expiresAt }) => state !== 'unfinished' && daysUntil(new Date(expiresAt)) <= NEAR_DAYS)
      .map(({ name, expiresAt }) => warning(PART, TEXTS.ends(name, expiresAt.slice(0, 10)), TEXTS.renew())),
  ];
}

const TEXTS = {
  known: (count: number): LocalizedText => ({ fr: `Écrans connus : ${count}.`, en: `Screens known: ${count}.` }),
  other_key: (): LocalizedText => ({
    fr: 'Grafana ne connaît pas la clé qui signe les liens des écrans.',
    en: 'Grafana does not know the key that signs the links of screens.',
  }),
  off: (): LocalizedText => ({
    fr: 'Grafana n’accepte pas les liens des écrans ([auth.jwt]).',
    en: 'Grafana does not take the links of screens ([auth.jwt]).',
  }),
  restart: (): LocalizedText => ({
    fr: 'Donnez à GF_AUTH_JWT_JWK_SET_FILE le fichier de VIGIE_SCREEN_KEYS, mettez GF_AUTH_JWT_ENABLED=true, et redémarrez Grafana (docs/screens-kiosk.md).',
    en: 'Give GF_AUTH_JWT_JWK_SET_FILE the file of VIGIE_SCREEN_KEYS, set GF_AUTH_JWT_ENABLED=true, and restart Grafana (docs/screens-kiosk.md).',
  }),
  begun: (name: string): LocalizedText => ({
    fr: `L’écran « ${name} » est commencé, et n’a pas de lien.`,
    en: `The screen "${name}" was begun, and has no link.`,
  }),
  finish: (): LocalizedText => ({
    fr: 'Ajoutez-le de nouveau (« vigie screens add »), ou révoquez-le.',
    en: 'Add it again ("vigie screens add"), or revoke it.',
  }),
  ends: (name: string, day: string): LocalizedText => ({
    fr: `Le lien de l’écran « ${name} » prend fin le ${day}.`,
    en: `The link of the screen "${name}" ends on ${day}.`,
  }),
  renew: (): LocalizedText => ({
    fr: 'Donnez-lui un nouveau lien : « vigie screens add NOM --replace ».',
    en: 'Give it a new link: "vigie screens add NAME --replace".',
  }),
};
