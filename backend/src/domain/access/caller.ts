import type { Access } from './access.ts';

/** Whose work something is: the token, which is what tenants are told apart by. Its public id and its name, never the token itself. */
export type Caller = Pick<Access, 'tokenId' | 'tokenName'>;
