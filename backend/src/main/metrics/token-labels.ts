/** Tokens told apart in one metric. An installation has one a tenant; a series each for thousands would burden every scrape. */
const MOST_TOKENS = 200;
const OTHERS = 'others';

/** A label for each token in a metric that only grows: its id as long as there are few, else one for all further ones. */
export function createTokenLabels(most: number = MOST_TOKENS): (tokenId: string) => string {
  const known = new Set<string>();
  return (tokenId) => {
    if (known.size < most) {
      known.add(tokenId);
    }
    return known.has(tokenId) ? tokenId : OTHERS;
  };
}
