import { DEFAULT_RULES, type ScreensRules } from '../../../domain/rules/rules.ts';
import { mapping, optional, type Parser } from '../parsers.ts';
import { openingHours } from './clock.ts';

/** The `screens` section. */
export const screensRules: Parser<ScreensRules> = mapping({
  hours: optional<ScreensRules['hours']>(openingHours, DEFAULT_RULES.screens.hours),
});
