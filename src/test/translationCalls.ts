import { readFileSync } from 'fs';
import { globSync } from 'glob';
import ts from 'typescript';

/** One `t('key', 'English')` in the source. */
export interface TranslationCall {
  key: string;
  english: string;
  file: string;
}

function callsIn(file: string): TranslationCall[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const calls: TranslationCall[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
      const [key, english] = node.arguments;
      if (!key || !english || !ts.isStringLiteralLike(key) || !ts.isStringLiteralLike(english)) {
        throw new Error(`${file}: t() takes a literal key and a literal English text: ${node.getText()}`);
      }
      calls.push({ key: key.text, english: english.text, file });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

/**
 * Every call of `t()` in a plugin's own sources.
 *
 * @param folder - the plugin's folder
 * @param ignore - globs of folders inside it that belong to another plugin
 * @throws {Error} when a call's key or text is computed, so that no check could follow it
 */
export function translationCalls(folder: string, ignore: string[] = []): TranslationCall[] {
  const files = globSync('**/*.{ts,tsx}', { cwd: folder, absolute: true, ignore: ['**/*.test.*', ...ignore] });
  return files.flatMap(callsIn);
}
