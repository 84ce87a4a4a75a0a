import Type from 'typebox';

import { DEFAULT_RULES, type ScreensRules } from '../../../domain/rules/rules.ts';
import { mapping } from '../../../schemas/types.ts';
import { openingHours } from './clock.ts';

/** The `screens` section. */
export const screensRules = Type.Decode(mapping({ hours: Type.Optional(openingHours) }), (given): ScreensRules => ({
  ...DEFAULT_RULES.screens,
  ...given,
}));
