/** Words that nearly every English sentence has one of, and no French one. */
const WORDS =
  /\b(?:a(?:gain|nd|re)|anything|be|by|each|else|every|for|from|ha(?:s|ve)|is|its?|nobody|nothing|not|of|other|somebody|tha[nt]|the(?:ir|m|re|se|y)?|this|those|to|until|wa[sn]t?|were|what|when|where|which|while|who(?:se)?|with|would|yet)\b/gi;

/** The words of a text that show some of it to be English. */
export function englishWordsIn(text: string): string[] {
  return text.match(WORDS) ?? [];
}
