import type { ErrorCode } from 'yaml';

/** What the codes of the YAML parser mean, as its documentation lists them (https://eemeli.org/yaml/#errors). */
const FRENCH: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'un alias ne peut avoir ni ancre ni étiquette',
  BAD_ALIAS: 'un alias doit nommer une ancre',
  BAD_COLLECTION_TYPE: 'l’étiquette ne convient pas à cet ensemble',
  BAD_DIRECTIVE: 'directive inconnue',
  BAD_DQ_ESCAPE: 'séquence d’échappement inconnue entre guillemets doubles',
  BAD_INDENT: 'retrait incorrect',
  BAD_PROP_ORDER: 'ancre ou étiquette mal placée',
  BAD_SCALAR_START: 'une valeur ne peut pas commencer par ce caractère ; mettez-la entre guillemets',
  BLOCK_AS_IMPLICIT_KEY: 'deux-points imprévu : mettez la valeur entre guillemets',
  BLOCK_IN_FLOW: 'un bloc ne peut pas se trouver entre [ ] ou { }',
  DUPLICATE_KEY: 'clé répétée',
  IMPOSSIBLE: 'texte incompréhensible',
  KEY_OVER_1024_CHARS: 'clé de plus de 1 024 caractères',
  MISSING_CHAR: 'il manque un caractère : deux-points, virgule, guillemet, espace ou fin de liste',
  MULTILINE_IMPLICIT_KEY: 'une clé tient sur une seule ligne',
  MULTIPLE_ANCHORS: 'une valeur a une seule ancre',
  MULTIPLE_DOCS: 'le fichier contient plusieurs documents',
  MULTIPLE_TAGS: 'une valeur a une seule étiquette',
  NON_STRING_KEY: 'une clé doit être un texte',
  TAB_AS_INDENT: 'une tabulation sert de retrait ; utilisez des espaces',
  TAG_RESOLVE_FAILED: 'étiquette inconnue',
  UNEXPECTED_TOKEN: 'caractère imprévu',
};

/** What is wrong with a text that is no YAML, in French. */
export function yamlProblem(code: ErrorCode): string {
  const meaning = FRENCH[code];
  return `n’est pas du YAML valide${meaning === undefined ? '' : ` : ${meaning}`}`;
}
