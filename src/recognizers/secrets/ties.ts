// How a value is tied to the word before it.
import type { Tie } from './values.ts';

/** Quotation marks, brackets and emphasis that close behind the word. */
const CLOSING = '[\\\\"\'`*_)\\]>’”»]{0,4}';
/** `for the guest network`, and `(case-sensitive)`. */
const OWNER =
  '(?:\\s(?:for|of|on|to|at|in|from|für|von|zum|zur|vom|des|der|im|am|pour|du|de|sur|para|del|do|da|per|di|della|voor|van)' +
  '(?:\\s[^\\s:=;,|"\'%()[\\]{}<>]{1,32}){1,5}?)?(?:\\s?\\([^()\\n]{1,40}\\))?';
const ADVERB =
  'now|still|currently|again|actually|simply|just|always|temporarily|then|jetzt|nun|noch|aktuell|derzeit|eigentlich|weiterhin|vorläufig|einfach|' +
  'wieder|ab sofort|maintenant|désormais|toujours|actuellement|encore|provisoirement|ahora|actualmente|todavía|siempre|adesso|ora|attualmente|' +
  'ancora|sempre|nu|nog|momenteel|voorlopig|altijd|agora|atualmente|ainda|sempre';
const IS =
  'is|was|be|will be|has been|should be|ist|war|lautet|wäre|heißt|heisst|wurde|wird|est|était|sera|devient|reste|es|era|será|sigue siendo|è|é|sarà|' +
  'wordt|luidt|werd|foi|continua';
/** `set to`, `auf`, `changed back to` */
const BECAME =
  '(?:(?:set|reset|changed|updated|switched|geändert|zurückgesetzt|gesetzt|changé|réinitialisé|modifié|cambiad[ao]|restablecid[ao]|' +
  'reimpostata|cambiata|gewijzigd|veranderd|alterada|redefinida|mudada)\\s(?:back\\s)?)?(?:to|as|auf|zu|en|à|a|in|naar|para)';

/** Stars or underscores that open right before the value. */
const EMPHASIS = '(?:\\*{1,2}(?=[^\\s*])|__(?=[^\\s_]))?';
const QUOTE = '["\'`“„«‘]';
/** What comes between, the surest first. */
const ties: readonly { readonly tie: Tie; readonly pattern: RegExp }[] = [
  {
    tie: 'assigned',
    pattern: new RegExp(
      `${CLOSING}${OWNER}(?:\\s(?:${ADVERB}))?(?:\\s{0,4}(?::=|=>|={1,2}|:(?!//)|\\t)|\\s{1,4}\\|(?=\\s)|\\s{1,12}(?:value|content)\\s?[:=]|>)(?:[*_]{1,2}(?=\\s))?\\s{0,4}${EMPHASIS}`,
      'iuy',
    ),
  },
  {
    tie: 'said',
    pattern: new RegExp(
      `${CLOSING}${OWNER}(?:\\s(?:${ADVERB})){0,2}\\s(?:${IS})(?:\\s(?:${ADVERB})){0,3}(?:\\s${BECAME})?(?:\\s?[:=–-])?\\s{1,3}${EMPHASIS}`,
      'iuy',
    ),
  },
  // `New password - Abc12345`
  { tie: 'said', pattern: /\s[-–]\s/y },
  // `put("password", "x")`
  { tie: 'beside', pattern: new RegExp(`["'\`],\\s?(?=${QUOTE})`, 'y') },
  { tie: 'beside', pattern: new RegExp(`${CLOSING}(?:\\s${BECAME})?\\s{1,2}`, 'iuy') },
];

/** Where the value may begin that is tied to a word that ends at `end`, the surest tie first. */
export function* tiesAfter(text: string, end: number): Iterable<{ readonly tie: Tie; readonly start: number }> {
  for (const { tie, pattern } of ties) {
    pattern.lastIndex = end;
    if (pattern.test(text)) yield { tie, start: pattern.lastIndex };
  }
}

/** `--password x`, and `login jane password x` in .netrc: nothing but a blank is needed. */
export function isOption(text: string, start: number): boolean {
  return /(?:(?:^|\s)--?[\w-]{0,24}|\slogin\s[^\s]{1,64}\s)$/.test(text.slice(Math.max(0, start - 80), start));
}

const THE =
  '(?:the|your|my|our|das|dein|ihr|mein|unser|der|die|le|la|votre|mon|notre|il|tua|sua|mi|su|tu|het|je|uw|mijn|a|o|sua|minha|new|neue[ns]?|nouveau|nueva)';
const backward = new RegExp(
  `(?<![^\\s(])["'\`“„«]?([^\\s"'\`”»]{4,64})["'\`”»]?\\s(?:is|was|ist|lautet|est|es|è|é)(?:\\s${THE}){1,2}\\s(?:[\\p{L}-]{1,20}\\s){0,3}$`,
  'iu',
);

/** `x is the password`: the value before a word that begins at `start`. */
export function valueBefore(
  text: string,
  start: number,
): { readonly start: number; readonly value: string } | undefined {
  const from = Math.max(0, start - 130);
  const match = backward.exec(text.slice(from, start));
  if (match === null) return undefined;
  return { start: from + match.index + match[0].indexOf(match[1]!), value: match[1]! };
}
