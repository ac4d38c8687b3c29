/** Scripts that are told apart. Kana and Hanzi are written together, hence one. */
const scripts = [
  ['Latin', /\p{Script=Latin}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Han', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u],
] as const;

/** The script of a character; `Other` for a letter of any script not listed, undefined for signs and marks. */
export function scriptOf(char: string): string | undefined {
  const known = scripts.find(([, pattern]) => pattern.test(char));
  return known?.[0] ?? (/\p{L}/u.test(char) ? 'Other' : undefined);
}
