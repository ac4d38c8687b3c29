import { cryptoWallet } from '../../recognizers/ids/crypto-wallet.ts';
import { Lexicon, Searched } from '../../recognizers/searched-text.ts';
import { pick, type Random } from './draw.ts';

const lexicon = new Lexicon([]);

/**
 * An address of the same chain and length. Where it has a checksum that is wrong; an Ethereum address has none, and of 2^160
 * nobody holds the key to one that was drawn. Undefined where the checksum came out right by chance.
 */
export function walletSurrogate(value: string, random: Random): string | undefined {
  const prefix = /^(?:0x|(?:bc|tb|ltc|addr)1|.)/i.exec(value)?.[0] ?? '';
  const isHex = prefix.toLowerCase() === '0x';
  // Letters that Base58 and Bech32 have in common.
  const letters = isHex ? 'abcdef' : 'acdefghjkmnpqrstuvwxyz';
  const drawn = value.slice(prefix.length).replace(/[\p{L}\p{N}]/gu, char => {
    if (/\p{N}/u.test(char)) return pick([...'23456789'], random);
    const letter = pick([...letters], random);
    return /\p{Lu}/u.test(char) ? letter.toUpperCase() : letter;
  });
  const isRight = !isHex && [...cryptoWallet.find(new Searched(prefix + drawn, [], 0, lexicon))].length > 0;
  return isRight ? undefined : prefix + drawn;
}
