/** Tokens told apart in one metric. An installation has one a tenant; a series each for thousands would burden every scrape. */
const MOST_TOKENS = 200;
const OTHERS = 'others';

/** A name for each token in a metric that only grows: its own as long as there are few, else one for all further ones. */
export function createTokenNames(most: number = MOST_TOKENS): (tokenName: string) => string {
  const known = new Set<string>();
  return (tokenName) => {
    if (known.size < most) {
      known.add(tokenName);
    }
    return known.has(tokenName) ? tokenName : OTHERS;
  };
}
