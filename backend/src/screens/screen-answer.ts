import { type Static, Type } from 'typebox';

import { Instant, OptionalInstant, ref } from '../contract/schemas.ts';
import { SCREEN_PAGES } from '../domain/screens/screen.ts';
import { SCREEN_STATES } from '../domain/screens/screen-state.ts';
import { screenEmail } from './screen-name.ts';
import type { ScreenDescription } from './screens.ts';

export const ScreenSeen = Type.Object(
  {
    at: Instant,
    page: Type.String({ description: 'Uid of the dashboard it showed' }),
    width: Type.Integer({ description: 'Of its window, in CSS pixels' }),
    height: Type.Integer(),
    dataAt: OptionalInstant,
    version: Type.String({ description: 'Of the plugin that its browser has loaded' }),
  },
  { $id: 'ScreenSeen' }
);

/** An office screen as answers show it; instants as ISO texts. Its link is in none of them. */
export const ScreenAnswer = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    login: Type.String({ description: 'Of its Grafana account' }),
    email: Type.String({ description: 'By which its Grafana account is known as its own' }),
    page: Type.Enum([...SCREEN_PAGES]),
    state: Type.Enum([...SCREEN_STATES]),
    createdAt: Instant,
    expiresAt: Instant,
    revokedAt: OptionalInstant,
    seen: Type.Union([ref(ScreenSeen), Type.Null()], { description: 'Its last report' }),
  },
  { $id: 'Screen' }
);
export type ScreenAnswer = Static<typeof ScreenAnswer>;

export const ScreenLinkAnswer = Type.Object(
  {
    token: Type.String({ description: 'The JSON Web Token in the link' }),
    path: Type.String({ description: "Below Grafana's own address, from the slash on, with the token" }),
  },
  { $id: 'ScreenLink' }
);

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export function screenAnswer(screen: ScreenDescription): ScreenAnswer {
  const { id, name, login, page, state, createdAt, expiresAt, revokedAt, seen } = screen;
  return {
    id,
    name,
    login,
    email: screenEmail(id),
    page,
    state,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: iso(revokedAt),
    seen: seen && { ...seen, at: seen.at.toISOString(), dataAt: iso(seen.dataAt) },
  };
}
