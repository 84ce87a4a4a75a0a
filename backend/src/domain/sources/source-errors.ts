import type { LocalizedText } from '../tickets/labels.ts';

/**
 * In French, what each code of `source_states.error_code` means. The sentence that an upstream's failure is stored with is English, and
 * names what only it knows (a status, a field, a number).
 */
const REASONS: Record<string, string> = {
  unauthorized: 'la clé est refusée',
  forbidden: 'il manque un droit à la clé',
  rate_limited: 'trop de requêtes',
  unavailable: 'la source est injoignable ou en panne',
  invalid_answer: 'la réponse est incompréhensible',
  not_found: 'l’adresse, la base ou l’objet demandé n’existe pas',
  timeout: 'la réponse n’est pas venue à temps',
  aborted: 'la lecture a été interrompue',
  incomplete: 'la lecture est incomplète',
  credentials_unreadable: 'les identifiants ne peuvent être déchiffrés',
  internal: 'une erreur interne, dont le journal donne la cause',
};

/**
 * An upstream's failure in the language of each reader: the French sentence says what it is, and quotes the original.
 * @param code of the failure; an unknown one gives the quotation alone
 */
export function sourceErrorText(code: string | null, message: string): LocalizedText {
  const reason = REASONS[code ?? ''] ?? 'erreur';
  return { fr: `${reason} (« ${message.replace(/\.$/, '')} »)`, en: message.replace(/\.$/, '') };
}
