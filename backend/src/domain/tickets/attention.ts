/** Reasons to look at an active ticket; one ticket may have several. */
export const ATTENTION = ['unassigned', 'idle', 'replied', 'breached'] as const;
export type Attention = (typeof ATTENTION)[number];
