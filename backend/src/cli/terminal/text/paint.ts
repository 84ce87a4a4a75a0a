import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'magenta' | 'blue';

/** Colours a text, or leaves it as it is where no colours are wanted. */
export type Paint = (style: Style, text: string) => string;

export const paintNothing: Paint = (_style, text) => text;
export const paintColours: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** Colours go to terminals only, and not where `NO_COLOR` is set (https://no-color.org). */
export function paintFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb' ? paintColours : paintNothing;
}
