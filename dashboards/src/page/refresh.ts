/** How often pages ask again by themselves. */
export const REFRESH_MINUTES = 2;
