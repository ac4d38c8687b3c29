import type { Person } from '../core/document.ts';
import { allMatches } from '../recognizers/context.ts';
import { introducibleName } from '../recognizers/names.ts';

/** A capitalised word, and a name of one to four of them with the particles that stand between. */
const word = "\\p{Lu}['’]?[\\p{L}\\p{M}][\\p{L}\\p{M}'’\\-]{0,24}";
const particles = '(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|bin|al|el|ter|y) ){0,2}';
const name = new RegExp(`${word}(?:[ \\u00a0]${particles}(?:${word}|\\p{Lu}\\.)){0,3}(?![\\p{L}\\p{N}@])`, 'uy');

const greetings =
  'hi hello hey dear thanks thx you cheers hallo danke liebe lieber bonjour merci cher chère hola ciao beste olá'.split(
    ' ',
  );
const greeting = `(?:${greetings.map(said => `[${said[0]!.toUpperCase()}${said[0]!}]${said.slice(1)}`).join('|')})`;
const fullName = new RegExp(
  `(?<=\\p{Ll}[ \\u00a0])(?<!(?<!\\p{L})${greeting}[ \\u00a0])(${word}) (${word})(?![\\p{L}\\p{N}@])`,
  'gu',
);

interface Place {
  /** Matches up to where the name begins. */
  readonly before: RegExp;
  /** What must follow the name. */
  readonly after: RegExp;
  readonly words: number;
}

const place = (before: string, after = '', words = 1): Place => ({
  before: new RegExp(before, 'giu'),
  after: new RegExp(after, 'uy'),
  words,
});

const lineStart = '(?:^|\\n)[ \\t>*]{0,8}';
// Sr is a senior too: `Sr. Engineer`.
const title =
  '(?:mr|mrs|ms|mx|dr|prof|herrn?|frau|mme|mlle|monsieur|madame|señora?|sra|signora?|meneer|mevrouw|dhr|mevr|senhora?|(?<=(?:el|al|del|o|do|ao|estimado|prezado|exmo\\.) )sr)\\.?';
const closing =
  '(?:(?:with )?(?:best|kind|kindest|warm|many)? ?(?:regards|wishes|thanks)|best|thanks(?: again| in advance| so much)?|thank you|cheers' +
  '|(?:yours )?(?:sincerely|truly|faithfully)|mit (?:freundlichen|besten) grüßen|(?:freundliche|viele|liebe|beste|herzliche) grüße' +
  '|mfg|vg|lg|gruß|(?:bien )?cordialement|salutations|(?:un )?saludos?|atentamente|(?:cordiali )?saluti|met vriendelijke groet(?:en)?|groeten' +
  '|(?:(?:com os )?melhores )?cumprimentos|atenciosamente|abraços?)';

const places: readonly Place[] = [
  // My name is Jane Roe
  place(
    "(?<!\\p{L})(?:my name(?: is|'s|’s)|ich heiße|mein name ist|je m['’]appelle|me llamo|mi nombre es|mi chiamo|mijn naam is|(?:o )?meu nome é|chamo-me) ",
  ),
  // This is Jane Roe from ...
  place(
    "(?<!\\p{L})(?:i am|i['’]m|this is|hier ist) ",
    ' (?:from|of|at|with|here|von|aus)(?!\\p{L})|, ?[^\\s@,]{1,64}@',
    2,
  ),
  // Mr Roe
  place(`(?<![\\p{L}\\p{N}])${title} {1,2}`),
  // Dear Jane,
  place(
    `${lineStart}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe|lieber|guten (?:tag|morgen|abend)|sehr geehrter?` +
      `|bonjour|chère?|hola|querid[oa]|estimad[oa]|ciao|car[oa]|gentile|beste|geachte|olá|prezad[oa]|exm[oa]\\.)(?: ${title})? `,
    '[ \\t]{0,2}(?:[,!:–-]|\\n|$)',
  ),
  // Jane Roe <jane@example.com>
  place(`(?:${lineStart}["']?|[:,;"'] {0,2})(?=[^\\n<]{2,80}<)`, '["\']? {0,2}<[^\\s<>@]{1,64}@'),
  // First name: Jane
  place('(?<!\\p{L})(?:full|first|last|customer|contact|your) name *: {0,3}', '[ \\t]{0,3}(?:[\\n,;|(<]|$)'),
  place(
    '(?<!\\p{L})(?:surname|vorname|nachname|ansprechpartner(?:in)?|contact person|signed|attn\\.?) *: {0,3}',
    '[ \\t]{0,3}(?:[\\n,;|(<]|$)',
  ),
  // Kind regards,\nJane Roe
  place(
    `${lineStart}${closing}[,.!]?[ \\t]{0,3}\\n(?:[ \\t>]{0,8}\\n){0,2}[ \\t>~–—\\-]{0,8}(?:(?:i\\. ?[av]\\.|ppa\\.|gez\\.) ?)?`,
    '[ \\t.]{0,3}(?:[\\n,|(]|$)',
  ),
];

/**
 * People whom a text introduces by itself, in order: where they are greeted, sign, give their name, or send. What `known`
 * people are called is left out, and a first name when the full name is introduced too.
 */
export function introducedPeople(texts: readonly string[], known: readonly Person[]): readonly Person[] {
  const greeted = texts.flatMap(namesIn);
  const names = [...new Set([...greeted, ...texts.flatMap(text => fullNamesIn(text, greeted))])];
  const all = [...known.map(person => person.name ?? ''), ...names].map(wordsOf);
  const byWord = new Map<string, number[]>();
  for (const [at, words] of all.entries()) for (const one of words) byWord.set(one, [...(byWord.get(one) ?? []), at]);
  return names.flatMap(own => {
    const mine = wordsOf(own);
    const sharing = byWord.get(mine[0]!) ?? [];
    const said = sharing.some(at => {
      const isOther = at < known.length || all[at]!.length > mine.length;
      return isOther && mine.every(one => all[at]!.includes(one));
    });
    return said ? [] : [{ name: own }];
  });
}

function namesIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const { before, after, words } of places) {
    for (const match of allMatches(before, text)) {
      name.lastIndex = match.index + match[0].length;
      const candidate = name.exec(text)?.[0];
      if (candidate === undefined || candidate.split(/\s/).length < words) continue;
      after.lastIndex = name.lastIndex;
      if (after.test(text) && introducibleName(candidate)) found.push(candidate);
    }
  }
  return found;
}

/**
 * Full names of people of whom the first name is known: after a word in small letters, where no sentence begins, a second
 * capitalised word belongs to the name ("ask Jane Roe", but not "Hello Jane Could you").
 */
function fullNamesIn(text: string, firstNames: readonly string[]): readonly string[] {
  const singles = new Set(firstNames.filter(own => !/[\s.]/.test(own)));
  if (singles.size === 0) return [];
  return [...allMatches(fullName, text)].flatMap(([, first, last]) => {
    const candidate = `${first} ${last}`;
    return singles.has(first!) && introducibleName(candidate) ? [candidate] : [];
  });
}

function wordsOf(own: string): readonly string[] {
  return own
    .toLowerCase()
    .split(/[\s,.]+/)
    .filter(one => one !== '');
}
