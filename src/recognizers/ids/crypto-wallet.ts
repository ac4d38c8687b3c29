import { createHash } from 'node:crypto';
import { defineRecognizer } from '../../define.ts';
import { allMatches } from '../context.ts';

const base58 = /(?<![A-Za-z0-9])[123mnLMDA9X7Ttr][1-9A-HJ-NP-Za-km-z]{24,35}(?![A-Za-z0-9])/g;
const bech32 = /(?<![A-Za-z0-9])(?:bc|tb|ltc|addr)1[02-9ac-hj-np-z]{11,110}(?![A-Za-z0-9])/gi;
const ethereum = /(?<![A-Za-z0-9])0x[0-9a-f]{40}(?![A-Za-z0-9])/gi;

export const cryptoWallet = defineRecognizer({
  name: 'crypto-wallet',
  entity: 'CRYPTO_WALLET',
  summary: 'Addresses of Bitcoin and its kin, XRP, Tron and Cardano by their checksum, of Ethereum by their shape',
  tier: 'checksum',
  mayFind: ({ tokens }) => tokens.length > 0,
  *find({ text, tokens }) {
    for (const token of tokens) {
      const run = text.slice(token.start, token.end);
      for (const [pattern, isValid] of KINDS) {
        for (const { index, 0: found } of allMatches(pattern, run)) {
          const start = token.start + index;
          if (isValid(found)) yield { start, end: start + found.length, score: pattern === ethereum ? 0.9 : 1 };
        }
      }
    }
  },
});

const KINDS: readonly (readonly [pattern: RegExp, isValid: (address: string) => boolean])[] = [
  [base58, address => passesBase58Check(address, address.startsWith('r') ? XRP : BASE58)],
  [bech32, passesBech32],
  // Capitals hold a checksum (EIP-55) that needs Keccak; many are written without. The address of zeros is nobody's.
  [ethereum, address => /[1-9a-f]/i.test(address.slice(2))],
];

/** The digits of Base58, as Bitcoin orders them. */
export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const XRP = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

/** Base58Check: 25 bytes (Zcash: 26) of which the last four begin the double SHA-256 of the others. */
function passesBase58Check(address: string, alphabet: string): boolean {
  let number = 0n;
  for (const char of address) number = number * 58n + BigInt(alphabet.indexOf(char));
  const size = address.startsWith('t') ? 26 : 25;
  const hex = number.toString(16).padStart(2 * size, '0');
  if (hex.length > 2 * size) return false;
  const bytes = Buffer.from(hex, 'hex');
  return sha256(sha256(bytes.subarray(0, -4)))
    .subarray(0, 4)
    .equals(bytes.subarray(-4));
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

const CHARSET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** What is left of a right checksum: Bech32 (BIP 173) and Bech32m (BIP 350). */
const RESIDUES = [1, 0x2bc830a3];

function passesBech32(address: string): boolean {
  const lower = address.toLowerCase();
  if (address !== lower && address !== address.toUpperCase()) return false;
  const [prefix, data] = [lower.slice(0, lower.indexOf('1')), lower.slice(lower.indexOf('1') + 1)];
  const codes = [...prefix].map(char => char.charCodeAt(0));
  const values = [...codes.map(code => code >> 5), 0, ...codes.map(code => code & 31)];
  let sum = 1;
  for (const value of [...values, ...[...data].map(char => CHARSET.indexOf(char))]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [i, generator] of GENERATORS.entries()) if ((top >> i) & 1) sum ^= generator;
  }
  return RESIDUES.includes(sum);
}
