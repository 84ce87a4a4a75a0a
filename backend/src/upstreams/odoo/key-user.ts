import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

import type { SourceWarning } from '../../domain/sources/source-warnings.ts';
import type { UpstreamErrorKind } from '../http/errors.ts';
import { OdooError } from './error.ts';
import type { Arguments } from './transport.ts';

/** Calls a method of a model and gives its result. */
export type Ask = (model: string, method: string, args: Arguments) => Promise<unknown>;

/** Who the key belongs to, and the language in which its names are asked for. */
export interface UserContext {
  /** Null when Odoo does not say. */
  uid: number | null;
  /** Code of an installed language such as `fr_FR`; null: Odoo answers in English. */
  language: string | null;
  warnings: SourceWarning[];
}

/** Sales role from which on a user sees everybody's leads (record rules of Odoo's modules `crm` and `sales_team`). */
const ALL_LEADS_GROUP = 'sales_team.group_sale_salesman_all_leads';
/** From this version on `has_group` is a method of the user asked about; before, of the model. */
const GROUPS_OF_RECORDS_SINCE = 18;
/** Companies looked for by id: the others' records are hidden, and ids count up from 1. */
const COMPANY_IDS = 200;
/** Answers of a user with few rights, or of another version: what was asked stays unknown. */
const UNKNOWN_KINDS: readonly UpstreamErrorKind[] = ['forbidden', 'not_found', 'invalid_answer'];

const contextAnswer = Compile(
  Type.Object({ uid: Type.Optional(Type.Integer()), lang: Type.Union([Type.String(), Type.Literal(false)]) })
);
const languagesAnswer = Compile(Type.Array(Type.Tuple([Type.String(), Type.String()])));
const companiesAnswer = Compile(Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })));
const userAnswer = Compile(Type.Array(Type.Object({ company_ids: Type.Array(Type.Integer()) })));

/**
 * Asks for the key's user and its language. Without `context.lang` Odoo gives names in English, whatever the user's language.
 * @param preferred of the rules; it goes before the user's where it is installed (asking for another one is an error)
 */
export async function readUserContext(ask: Ask, preferred: string | null): Promise<UserContext> {
  const answer = await known(ask('res.users', 'context_get', {}));
  const { uid = null, lang } = contextAnswer.Check(answer) ? answer : { lang: false as const };
  const own = lang === false || lang === '' ? null : lang;
  if (preferred === null || preferred === own) {
    return { uid, language: own, warnings: [] };
  }
  const installed = await known(ask('res.lang', 'get_installed', {}));
  if (languagesAnswer.Check(installed) && installed.some(([code]) => code === preferred)) {
    return { uid, language: preferred, warnings: [] };
  }
  const warning: SourceWarning = { code: 'language_missing', language: preferred, used: own ?? 'en_US' };
  return { uid, language: own, warnings: [warning] };
}

/** What the key's user does not see of the leads. Odoo leaves it out of every answer without a word. */
export async function readBlindSpots(ask: Ask, uid: number | null, majorVersion: number): Promise<SourceWarning[]> {
  if (uid === null) {
    return [];
  }
  const seesAll = await known(
    ask('res.users', 'has_group', {
      group_ext_id: ALL_LEADS_GROUP,
      ...(majorVersion >= GROUPS_OF_RECORDS_SINCE ? { ids: [uid] } : {}),
    })
  );
  const companies = await companiesSeen(ask, uid);
  return [
    ...(seesAll === false ? [{ code: 'own_leads_only' as const }] : []),
    ...(companies === undefined ? [] : [{ code: 'some_companies' as const, companies }]),
  ];
}

/**
 * The companies of the user; undefined when there are no others, or when that is unknown.
 * Records of companies are hidden from people outside them, users are not, and a domain finds those that work for a company
 * by its id (measured on Odoo 19).
 */
async function companiesSeen(ask: Ask, uid: number): Promise<string[] | undefined> {
  const user = await known(ask('res.users', 'read', { ids: [uid], fields: ['company_ids'] }));
  const own = userAnswer.Check(user) ? (user[0]?.company_ids ?? []) : [];
  if (own.length === 0) {
    return undefined;
  }
  const highest = Math.max(...own) + COMPANY_IDS;
  const others = Array.from({ length: highest }, (_, index) => index + 1).filter((id) => !own.includes(id));
  const domain = ['|', ['company_id', 'not in', own], ['company_ids', 'in', others]];
  const colleagues = await known(ask('res.users', 'search_count', { domain }));
  const visible = await known(ask('res.company', 'search_read', { domain: [], fields: ['name'], order: 'id asc' }));
  const companies = companiesAnswer.Check(visible) ? visible : [];
  const hasOthers = Number(colleagues ?? 0) > 0 || companies.some(({ id }) => !own.includes(id));
  const names = companies.filter(({ id }) => own.includes(id)).map(({ name }) => name);
  return hasOthers ? (names.length > 0 ? names : own.map(String)) : undefined;
}

/** The answer; undefined when this user or this version of Odoo gives none. */
async function known(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof OdooError && UNKNOWN_KINDS.includes(error.kind)) {
      return undefined;
    }
    throw error;
  }
}
