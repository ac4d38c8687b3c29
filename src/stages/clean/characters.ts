/** Tells how many places a fix has changed. */
export type Hit = (places: number) => void;

/** `replaceAll` that tells how often it replaced. */
function replaceCounting(text: string, pattern: RegExp, by: string, hit: Hit): string {
  let places = 0;
  const result = text.replace(pattern, () => {
    places++;
    return by;
  });
  if (places > 0) hit(places);
  return result;
}

/** Colours and cursor moves of terminals (ECMA-48 control sequences), pasted with console output. */
const terminal = /\x1b\[[0-9;?]{0,30}[A-Za-z]/g;
/** C0 and C1 controls except tab, line feed, carriage return, form feed and line tabulation; interlinear marks. */
const controls = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]/g;

/** Removes control characters; a surrogate without its half becomes U+FFFD, as every encoder would have it. */
export function removeControls(text: string, hit: Hit): string {
  const plain = replaceCounting(replaceCounting(text, terminal, '', hit), controls, '', hit);
  const formed = plain.toWellFormed();
  if (formed !== plain) hit(1);
  return formed;
}

/** Scripts whose letters change their shape by a joiner or non-joiner after them. */
const shaping =
  'Arabic Syriac Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar'
    .split(' ')
    .map(script => `\\p{Script=${script}}`)
    .join('');
const wordJoiner = `(?<=[${shaping}])[\\u200c\\u200d]`;
const emojiJoiner = '(?<=\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\ufe0f)\\u200d(?=\\p{Extended_Pictographic})';
/** The flags of England, Scotland and Wales: a black flag, then letters that cannot be seen. */
const flag = '\\u{1f3f4}[\\u{e0030}-\\u{e007a}]{1,8}\\u{e007f}';
const hidden =
  '[\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff]|[\\u{e0000}-\\u{e007f}]';
const keptOrHidden = new RegExp(`(${flag}|${wordJoiner}|${emojiJoiner})|${hidden}`, 'gu');

/**
 * Removes zero-width spaces, byte order marks, soft hyphens, direction marks and tag letters: nobody sees them, and they
 * are a way to hide text from a reader. Joiners that shape a word or an emoji, and the letters of a flag, are text.
 */
export function removeInvisible(text: string, hit: Hit): string {
  if (!/[\u00ad\u180e\u200b-\u206f\ufeff\udb40]/.test(text)) return text;
  let places = 0;
  const result = text.replace(keptOrHidden, (found: string, kept: string | undefined) => {
    if (kept !== undefined) return found;
    places++;
    return '';
  });
  if (places > 0) hit(places);
  return result;
}

const ligatures: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
};

/** Typesetters' ligatures (U+FB00-FB06), which PDF files keep as one character, to their letters. */
export function splitLigatures(text: string, hit: Hit): string {
  let places = 0;
  const result = text.replace(/[\ufb00-\ufb06]/g, ligature => {
    places++;
    return ligatures[ligature]!;
  });
  if (places > 0) hit(places);
  return result;
}

export function straightenQuotes(text: string, hit: Hit): string {
  const single = replaceCounting(text, /[‘’‚‛ʼ]/g, "'", hit);
  return replaceCounting(single, /[“”„‟]/g, '"', hit);
}

/** Line ends to `\n`, every other kind of space to a plain one, no blanks at line ends, at most two blank lines. */
export function fixWhitespace(text: string, hit: Hit): string {
  const lines = replaceCounting(text, /\r\n?|[\v\f\x85\u2028\u2029]/g, '\n', hit);
  const spaces = replaceCounting(lines, /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ', hit);
  // The lookbehind makes the run of blanks start at its first one, so that a long run is scanned once.
  const trimmed = replaceCounting(spaces, /(?<![ \t])[ \t]+(?=\n|$)/g, '', hit);
  const blanks = replaceCounting(trimmed, /\n{4,}/g, '\n\n\n', hit);
  return replaceCounting(blanks, /^\n+|(?<!\n)\n+$/g, '', hit);
}
