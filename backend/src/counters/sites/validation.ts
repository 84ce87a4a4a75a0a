import { isIP } from 'node:net';

import { ianaName } from '../entries/timezones.ts';
import type { Site } from './sites.ts';

/** What a caller may write of a site. A property that is absent is left as it is; null or an empty text empties it. */
export interface SiteInput {
  /** IP v4 or v6. */
  ip?: string | null;
  country?: string | null;
  city?: string | null;
  /** Local time of day, `HH:MM`. */
  open?: string | null;
  close?: string | null;
  /** States that the site closes after midnight: then `close` may be at or before `open`. */
  overnight?: boolean;
  /** IANA name. */
  timezone?: string | null;
  operational?: boolean;
  /** Why the counter is not operational. */
  reason?: string | null;
}

export interface NewSiteInput extends SiteInput {
  enterprise: string;
  code: string;
}

/** What is wrong with a value, in both languages of the screens. */
export interface SiteProblem {
  field: keyof NewSiteInput;
  text: { fr: string; en: string };
}

/** Widths of the columns, in characters. */
const WIDTHS = { enterprise: 50, code: 50, ip: 50, country: 50, city: 50, timezone: 50, reason: 255 } as const;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is wrong with a new site; empty when nothing is. */
export function checkNewSite(input: NewSiteInput): SiteProblem[] {
  return [
    ...checkName('enterprise', input.enterprise),
    ...checkName('code', input.code),
    ...checkSite(input, undefined),
  ];
}

/**
 * What is wrong with a change of a site; empty when nothing is. Only what the change touches is judged,
 * so that an old row with a wrong time zone can still get a new address.
 */
export function checkSiteChange(input: SiteInput, before: Site): SiteProblem[] {
  return checkSite(input, before);
}

function checkSite(input: SiteInput, before: Site | undefined): SiteProblem[] {
  return [
    ...(['ip', 'country', 'city', 'timezone', 'reason'] as const).flatMap((field) => checkText(field, input[field])),
    ...checkIp(input.ip),
    ...checkTimezone(input.timezone),
    ...checkHours(input, before),
    ...checkReason(input, before),
  ];
}

function checkName(field: 'enterprise' | 'code', value: string): SiteProblem[] {
  if (value.trim() === '') {
    return [problem(field, 'Obligatoire.', 'Required.')];
  }
  if (value.trim() !== value) {
    return [problem(field, 'Ni espace au début ni à la fin.', 'No space at the beginning or the end.')];
  }
  return checkText(field, value);
}

function checkText(field: keyof typeof WIDTHS, value: string | null | undefined): SiteProblem[] {
  const text = value ?? '';
  const width = WIDTHS[field];
  if ([...text].length > width) {
    return [problem(field, `${width} caractères au plus.`, `At most ${width} characters.`)];
  }
  if (/\p{Cc}/u.test(text)) {
    return [problem(field, 'Caractère de contrôle interdit.', 'Control characters are not allowed.')];
  }
  return [];
}

function checkIp(ip: string | null | undefined): SiteProblem[] {
  const text = ip?.trim() ?? '';
  return text === '' || isIP(text) !== 0
    ? []
    : [problem('ip', 'Adresse IPv4 ou IPv6 attendue.', 'An IPv4 or IPv6 address is expected.')];
}

function checkTimezone(timezone: string | null | undefined): SiteProblem[] {
  const text = timezone?.trim() ?? '';
  return text === '' || ianaName(text) !== undefined
    ? []
    : [
        problem(
          'timezone',
          'Nom de fuseau horaire IANA attendu, par exemple Europe/Paris.',
          'An IANA time zone name is expected, for example Europe/Paris.'
        ),
      ];
}

function checkHours(input: SiteInput, before: Site | undefined): SiteProblem[] {
  if (input.open === undefined && input.close === undefined) {
    return [];
  }
  const badlyWritten = (['open', 'close'] as const).filter((field) => {
    const text = input[field]?.trim() ?? '';
    return text !== '' && !TIME_OF_DAY.test(text);
  });
  if (badlyWritten.length > 0) {
    return badlyWritten.map((field) =>
      problem(field, 'Heure attendue, de 00:00 à 23:59.', 'A time of day is expected, from 00:00 to 23:59.')
    );
  }
  const open = merged(input.open, before?.open);
  const close = merged(input.close, before?.close);
  if ((open === null) !== (close === null)) {
    const missing = open === null ? 'open' : 'close';
    return [problem(missing, "L'ouverture et la fermeture vont ensemble.", 'Opening and closing times go together.')];
  }
  if (open !== null && close !== null && open >= close && input.overnight !== true) {
    return [
      problem(
        'close',
        "La fermeture doit suivre l'ouverture, sauf si « ferme après minuit » est coché.",
        'Closing must come after opening, unless the site is said to close after midnight.'
      ),
    ];
  }
  return [];
}

function checkReason(input: SiteInput, before: Site | undefined): SiteProblem[] {
  if (input.operational === undefined && input.reason === undefined) {
    return [];
  }
  const operational = input.operational ?? before?.operational ?? true;
  return operational || merged(input.reason, before?.reason) !== null
    ? []
    : [
        problem(
          'reason',
          "Raison obligatoire quand le compteur n'est pas opérationnel.",
          'A reason is required when the counter is not operational.'
        ),
      ];
}

function merged(input: string | null | undefined, before: string | null | undefined): string | null {
  const text = (input === undefined ? before : input)?.trim() ?? '';
  return text === '' ? null : text;
}

function problem(field: keyof NewSiteInput, fr: string, en: string): SiteProblem {
  return { field, text: { fr, en } };
}
