import { createHash } from 'node:crypto';
import { passesLuhn, remainder97 } from '../../recognizers/check-digits.ts';
import { BASE58 } from '../../recognizers/ids/crypto-wallet.ts';
import { pick, type Random } from '../surrogates/draw.ts';
import { drawShape, drawSigns, inFours, withCheckSign } from './shapes.ts';

/** Cards without their check digit: Visa, Mastercard, American Express, Discover, JCB, Diners Club, UnionPay. */
const CARDS = [
  ...['4##############', '4##############', '51#############', '54#############', '2345###########'],
  ...['37############', '34############', '6011###########', '65#############', '3530###########'],
  ...['36###########', '62#############'],
];

/** Groups of four, those that are usual for 14 and 15 digits, or none. */
export function drawCard(random: Random): string | undefined {
  const shape = pick(CARDS, random);
  const card = withCheckSign(() => drawShape(shape, random), passesLuhn);
  const separator = pick([' ', ' ', '-', ''], random);
  if (card === undefined || card.length === 16) return card && inFours(card, separator);
  return card.replace(/^(\d{4})(\d{6})/, `$1${separator}$2${separator}`);
}

/** What follows the check digits of an IBAN, by country (SWIFT IBAN registry); the digits within are not checked. */
const BBANS: Readonly<Record<string, string>> = {
  AT: '################',
  BE: '############',
  CH: '#################',
  DE: '##################',
  ES: '####################',
  FR: '##########A#A##########',
  GB: 'AAAA##############',
  IE: 'AAAA##############',
  IT: 'A######################',
  LU: '################',
  NL: 'AAAA##########',
  PL: '########################',
  PT: '#####################',
};

/** Half of them of the country that the language is named after. */
export function drawIban(language: string, random: Random): string {
  const own = language === 'en' ? 'GB' : language.toUpperCase();
  const country = own in BBANS && random() < 0.5 ? own : pick(Object.keys(BBANS), random);
  const bban = drawShape(BBANS[country]!, random);
  const check = String(98 - remainder97(`${bban}${country}00`)).padStart(2, '0');
  return inFours(country + check + bban, pick([' ', ' ', '', '-'], random));
}

/** An address of Ethereum, or of Bitcoin that begins with 1 (Base58Check over 20 bytes). */
export function drawWallet(random: Random): string {
  const hash = drawSigns(40, '0123456789abcdef', random);
  if (random() < 0.5) return `0x${hash}`;
  // The byte 00 in front is the version; as a number it says nothing, so it is the 1 in front of all.
  const bytes = Buffer.from(`00${hash}`, 'hex');
  const check = sha256(sha256(bytes)).subarray(0, 4).toString('hex');
  let rest = BigInt(`0x${hash}${check}`);
  let address = '';
  for (; rest > 0n; rest /= 58n) address = BASE58[Number(rest % 58n)]! + address;
  return `1${address}`;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
