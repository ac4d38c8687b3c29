// What a value looks like: a secret, or what stands in documents where a secret would.

const nothing =
  'null|none|nil|true|false|undefined|n/a|tbd|todo|string|str|text|number|bytes|required|optional|changed|unchanged|redacted|removed|' +
  'hidden|masked|encrypted|empty|default|example|sample|dummy|placeholder|pass|foo|bar|foobar|foobarbaz|abc|xyz|123|bearer|basic|digest|negotiate';
/** Names of what is meant, in place of it. They end in the name, and hold no digit. */
const names =
  'pass(?:word|wd|phrase|code)?|pwd|tokens?|secrets?|keys?|credentials?|passwor[td]|kennwort|wachtwoord|senha|contraseña|here|hier|value|goes';

/** `$VAR`, `${X}`, `<key>`, `xxxx`, `changeme`, `your-token`: documentation, configuration and code, and nobody's secret. */
const standIns: readonly RegExp[] = [
  // Variables and templates, of shells, batch files, CI and template languages
  /^\$(?:[{(]|[A-Za-z_]\w*$|\d$)|^[{[(<]|^[#%@]\{|^%\w+%$|\{\{|\}\}|\$\{/,
  // Masks: all of it, or its middle
  /^(.)\1*$|^[*•●x.…_-]{3,}$|[*•●]{3}|\.{3}|…|x{4}|X{4}/,
  new RegExp(`^(?:${nothing})$`, 'i'),
  new RegExp(`^[\\p{L}_. -]{0,40}(?:${names})$`, 'iu'),
  /^(?:your|insert|enter|replace|put|provide|dein|deine|ihr|ihre|votre|tu|sua)[-_ ]/i,
  /^(?:[Yy]our|[Ii]nsert|[Ee]nter|[Rr]eplace|[Pp]rovide|[Dd]eine?|[Ii]hre?|[Vv]otre)[A-Z][a-z]/,
  /^change[-_ ]?(?:me|it|this)\d?[!.]?$/i,
  // Code and what is said of it: calls, members, constants, decorators, addresses, paths
  /^[\w.$]+\(|^[\w.$]+\[["'\d:-]|=>|^!{1,2}[\w.]+$/,
  /^[\p{L}_$][\p{L}_$]*(?:(?:\.|->|::|\?\.)[\p{L}_$][\p{L}_$]*)+;?$/u,
  /^(?:process|os|env|self|this|config|secrets|vars|var|data|local|module|options|opts|props|req|request|params)\.[\w.]+;?$/,
  /^(?:[a-z]\w*\.)?[A-Z]{3,}\d?(?:_[A-Z0-9]+)+$|^@[a-z.-]+$|^[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,}$/,
  /^(?:\.{0,2}|~)\/[A-Z]?[a-z0-9_.-]+(?:\/|$)|^\/\/|^[\w.-]+(?:\/[\w.-]+)+\.[a-z]{2,4}$|^[A-Z]:\\|^[a-z]+:\/\//,
  /\.(?:json|ya?ml|pem|crt|txt|env|[jt]sx?|py|md|html?|pdf|xml|toml|ini|conf)$/i,
  // Dates, times and versions
  /^\d{4}-\d\d-\d\d|^\d\d?[./]\d\d?[./]\d{2,4}$|^\d\d?:\d\d|^[v^~>=<]{0,2}\d{1,4}(?:\.\d{1,5}){1,3}(?:-[a-z.]+\d*)?$/i,
  // Lengths: 8-16, 12+
  /^\d{1,3}[-–+]\d{0,3}$/,
  // Algorithms, encodings and standards: SHA-256, base64-encoded, kinds of public keys
  /^(?:ssh-|ecdsa-sha)/,
  /^(?:sha|md|aes|des|rsa|ecdsa|ed|base|utf|hs|rs|es|ps|oauth|pbkdf|hmac|argon|bcrypt|tls|ssl|https?|ipv?|wpa|iso|rfc|varchar|n?char|u?int|float)[-_]?\d[\w.-]{0,24}$/i,
];

export function isStandIn(value: string): boolean {
  return standIns.some(pattern => pattern.test(value));
}

/** How a value is tied to its word: by `:` or `=`, by a sentence, or by nothing but its place. */
export type Tie = 'assigned' | 'said' | 'beside';

const letter = /\p{L}/u;
const digit = /\d/;
/** Signs of passwords that neither words nor sentences hold, except at their end. */
const sign = /[!@#$%^&*+=?~§€£|\\/](?=.)/;
const endsInSign = /[!@#$%^&*+=~§€£]$/;

/** A password: letters with digits or signs. Anything in quotation marks that is no sentence, and digits, if they are many. */
export function isPassword(value: string, tie: Tie, quoted: boolean): boolean {
  if (value.length < 4 || isStandIn(value)) return false;
  const words = value.split(' ').length;
  const [letters, digits, signs] = [letter.test(value), digit.test(value), sign.test(value)];
  if (words > 1) return quoted && words <= 3 && (tie === 'said' || (digits && letters));
  if (tie === 'beside') return isStrong(value);
  if (letters && digits) return tie === 'assigned' || value.length >= 6 || signs;
  if (letters && isJumbled(value)) return true;
  if (letters) return signs || (quoted && value.length >= 6) || (tie === 'assigned' && /[!$%&]$/.test(value));
  return digits && (/^\d+$/.test(value) ? value.length >= (tie === 'assigned' ? 4 : 6) : signs && value.length >= 6);
}

/** Nothing but a password looks like it: three kinds of characters, or very many. */
function isStrong(value: string): boolean {
  if (value.length < 8 || !letter.test(value) || !digit.test(value)) return false;
  const mixed = /\p{Ll}/u.test(value) && /\p{Lu}/u.test(value);
  const digits = value.replace(/\D/g, '').length;
  return sign.test(value) || endsInSign.test(value) || (mixed && digits >= 2) || (value.length >= 16 && digits >= 3);
}

/** Capitals and small letters as in no name of code. */
function isJumbled(value: string): boolean {
  return value.length >= 8 && changesCase(value) >= 3 && /\p{Lu}{2}\p{Ll}/u.test(value);
}

/** A key that a machine made: eight characters or more of letters and digits, no words with a number. */
export function isKey(value: string, tie: Tie): boolean {
  if (value.length < 8 || /\s/.test(value) || isStandIn(value)) return false;
  if (tie === 'beside' && (value.length < 16 || !isStrong(value))) return false;
  if (!letter.test(value)) return false;
  const digits = value.replace(/\D/g, '').length;
  if (digits === 0) return value.length >= 20 && changesCase(value) >= 6;
  return (digits >= 2 || value.length >= 24) && !WORDS_AND_NUMBER.test(value);
}

/** `my-app-tls-v2`, `page_3` */
const WORDS_AND_NUMBER = /^\p{L}{2,}(?:[-_./]\p{L}{2,})*[-_.]?v?\d{1,4}$/u;

function changesCase(value: string): number {
  return value.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
}
