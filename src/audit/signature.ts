import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { CorpusmithError } from '../core/errors.ts';
import { sha256 } from '../core/hash.ts';

/** An Ed25519 key (RFC 8032) that signs, with what others check its signatures by: SPKI in PEM. */
export interface PrivateKey {
  readonly key: KeyObject;
  readonly publicKey: string;
}

/** Reads a private key, PKCS #8 in PEM. `E_SIGNING_KEY` says what is wrong with it; `place` is the name of its file. */
export function privateKeyOf(pem: string, place: string): PrivateKey {
  if (/ENCRYPTED/.test(pem))
    throw refused(place, 'it is encrypted; decrypt it first: `openssl pkey -in KEY -out PLAIN`');
  const key = guarded(place, 'a private key in PEM', () => createPrivateKey(pem));
  return { key, publicKey: pemOf(createPublicKey(key)) };
}

/** Reads a public key, SPKI in PEM. */
export function publicKeyOf(pem: string, place: string): string {
  if (/PRIVATE KEY/.test(pem))
    throw refused(place, 'it is a private key; `openssl pkey -in KEY -pubout` prints its public one');
  return pemOf(guarded(place, 'a public key in PEM', () => createPublicKey(pem)));
}

/** Base64. */
export function signatureOf(text: string, { key }: PrivateKey): string {
  return sign(null, Buffer.from(text), key).toString('base64');
}

export function signatureFits(text: string, signature: string, publicKey: string): boolean {
  try {
    return verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

export function isSameKey(a: string, b: string): boolean {
  return fingerprint(a) === fingerprint(b);
}

/** SHA-256 of a public key in DER, hex: as `openssl pkey -pubin -outform DER | sha256sum` prints it. */
export function fingerprint(publicKey: string): string {
  try {
    return sha256(createPublicKey(publicKey).export({ type: 'spki', format: 'der' }));
  } catch {
    return 'unknown';
  }
}

function guarded(place: string, what: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw refused(place, `it is not ${what}`);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw refused(place, `it is of the type ${key.asymmetricKeyType}, not ed25519`);
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

function refused(place: string, detail: string): CorpusmithError {
  return new CorpusmithError('E_SIGNING_KEY', { place, detail });
}
