import { isWordAt } from '../../recognizers/context.ts';
import { withoutPlaceholders } from '../placeholders.ts';

/** A piece of a value, in small letters, and whether letters and digits may go on at its ends. */
interface Piece {
  readonly text: string;
  readonly isOpenBefore?: boolean;
  readonly isOpenBehind?: boolean;
}

/**
 * Whether a telling piece of a value stands in a text, in large or small letters, or all of it: of a name a word of three
 * letters or more; of an e-mail address its local part or its domain; of a postal address a line with a number, the street or
 * the postcode; of an IP address three groups in a row; of a birthday the day without its year; of any other number four
 * digits, or six letters and digits, at an end, and any group of four digits. Placeholders in the text are none of it.
 */
export function isInText(entity: string, value: string, text: string): boolean {
  const open = withoutPlaceholders(text).toLowerCase();
  return piecesOf(entity, value.toLowerCase()).some(piece => stands(piece, open));
}

function piecesOf(entity: string, value: string): readonly Piece[] {
  switch (entity) {
    case 'PERSON': {
      const words = value.match(/[\p{L}\p{M}]{3,}/gu) ?? [value];
      return words.map(text => ({ text }));
    }
    case 'EMAIL':
      return value.split('@').map(text => ({ text }));
    case 'ADDRESS':
      return [...linesOfAddress(value), ...groupsOfDigits(value)];
    case 'IP_ADDRESS': {
      const groups = value.split(/(?<=[.:])/);
      return [groups.slice(0, 3), groups.slice(-3)].map(some => ({ text: some.join('').replace(/[.:]+$/, '') }));
    }
    case 'DATE_OF_BIRTH':
      return [value, value.replace(/^\d{4}\W|(?:\W+| de )\d{4}$/, '')].map(text => ({ text }));
    default:
      return [...ends(value), ...groupsOfDigits(value)];
  }
}

/** Parts with a number in them, a street without its number, and a British postcode. */
function linesOfAddress(value: string): readonly Piece[] {
  const parts = value.split(/, ?|\n/);
  const street = parts.find(part => /\p{L}{3}/u.test(part))!.replace(/^\d+[a-z]? | \d+[a-z]?$/g, '');
  const british = value.match(/[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}$/g) ?? [];
  return [...parts.filter(part => /\d/.test(part) && /\p{L}/u.test(part)), street, ...british].map(text => ({ text }));
}

/** The first and the last four digits of every group. */
function groupsOfDigits(value: string): readonly Piece[] {
  return (value.match(/\d{4,}/g) ?? []).flatMap(group => [
    { text: group.slice(0, 4), isOpenBehind: true },
    { text: group.slice(-4), isOpenBefore: true },
  ]);
}

/** What tells at an end of a number, or of a key. */
const [TELLING_DIGITS, TELLING_SIGNS] = [4, 6];

function ends(value: string): readonly Piece[] {
  const backwards = [...value].reverse().join('');
  return [
    { text: beginning(value), isOpenBehind: true },
    { text: [...beginning(backwards)].reverse().join(''), isOpenBefore: true },
  ];
}

/** From the first letter or digit on, as much as tells something. */
function beginning(value: string): string {
  const from = value.search(/[\p{L}\p{N}]/u);
  let [digits, signs] = [0, 0];
  for (let i = from; i < value.length; i++) {
    if (/\d/.test(value[i]!)) digits++;
    if (isWordAt(value, i)) signs++;
    if (digits === TELLING_DIGITS || signs === TELLING_SIGNS) return value.slice(from, i + 1);
  }
  return value.slice(from);
}

function stands({ text: piece, isOpenBefore = false, isOpenBehind = false }: Piece, text: string): boolean {
  for (let at = text.indexOf(piece); at !== -1; at = text.indexOf(piece, at + 1)) {
    const end = at + piece.length;
    if ((isOpenBefore || !isWordAt(text, at - 1)) && (isOpenBehind || !isWordAt(text, end))) return true;
  }
  return false;
}
