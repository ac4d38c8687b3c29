import { defineRecognizer, type Span } from '../define.ts';

/** Tokens that say by their prefix what they are, as their issuers document them. */
const prefixed = new RegExp(
  `(?<![A-Za-z0-9])(?:${[
    '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}', // AWS access key id
    'gh[pousr]_[A-Za-z0-9]{20,255}', // GitHub
    'github_pat_\\w{22,255}',
    'glpat-[\\w-]{20,255}', // GitLab
    'xox[abeoprs]-[A-Za-z0-9-]{10,255}', // Slack
    'xapp-[A-Za-z0-9-]{20,255}',
    '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,255}', // Stripe
    'whsec_[A-Za-z0-9+/=]{20,255}',
    'sk-(?:ant-|proj-|svcacct-|or-)?[A-Za-z0-9_-]{24,255}', // Anthropic, OpenAI, OpenRouter
    'AIza[\\w-]{35}', // Google
    'ya29\\.[\\w-]{20,512}',
    'GOCSPX-[\\w-]{20,64}',
    'npm_[A-Za-z0-9]{36}',
    'pypi-[\\w-]{40,512}',
    'hf_[A-Za-z0-9]{30,64}', // Hugging Face
    'SG\\.[\\w-]{16,64}\\.[\\w-]{16,64}', // SendGrid
    'key-[0-9a-f]{32}', // Mailgun
    'SK[0-9a-f]{32}', // Twilio
    'shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}', // Shopify
    'do[opr]_v1_[a-f0-9]{64}', // DigitalOcean
    'dckr_pat_[\\w-]{20,64}',
    'eyJ[\\w-]{8,2048}\\.[\\w-]{8,8192}\\.[\\w-]{0,2048}', // JSON Web Token (RFC 7519)
  ].join('|')})(?![A-Za-z0-9])`,
  'g',
);

const named = new RegExp(
  '(?<![\\p{L}\\p{N}])["\'`]?(?:[\\p{L}\\p{N}]{1,20}[_-]){0,3}(?:' +
    'pass(?:word|wd|phrase|code)?|pwd|secret(?:[ _-]?key)?|api[ _-]?key|access[ _-]?key(?:[ _-]id)?|auth[ _-]?token|access[ _-]?token' +
    '|refresh[ _-]?token|token|(?:new|entry|door|access|personal) code|private[ _-]?key|client[ _-]?secret|credentials?|login[ _-]?code|passwort|kennwort' +
    '|mot de passe|contraseña|clave|wachtwoord|senha' +
    ')["\'`]?(?:(?: is| was| ist| lautet| est| es)(?: (?:now|actually|still|currently|eigentlich|jetzt|noch|maintenant))? ?[:=]?| {0,2}(?::=|=>|[:=])| [-–])[ \\t]{0,3}(?:(["\'`])([^"\'`\\n]{4,200})\\1|([^\\s"\'`<>,;]{4,512}))',
  'giu',
);

/** Short numbers that open something: PIN, one-time code, card security code. */
const numeric =
  /(?<![\p{L}\p{N}])(?:pin(?: ?code| number)?|otp|one[- ]time (?:code|password|passcode)|(?:verification|security|login|2fa|access) code|cvv2?|cvc2?|csc)(?: is| was|:|=|#)? {0,3}(\d{3,8})(?![\p{L}\p{N}]|[.,-]\d)/giu;

const bearer = /(?<![\p{L}\p{N}])(?:bearer|basic) ([\w.~+/-]{16,2048}={0,2})(?![\p{L}\p{N}])/giu;

const pemBegin = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const pemRest = /(?:[A-Za-z0-9+/=\s:,\\]|-(?!-))*-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/y;
const pemCutOff = /(?:\s{1,4}[A-Za-z0-9+/=]{20,})*/y;

export const secret = defineRecognizer({
  name: 'secret',
  entity: 'SECRET',
  summary:
    'Keys and tokens by their prefix, private key blocks, JSON Web Tokens, and values after password:, api_key=, PIN',
  tier: 'anchored',
  *find({ text }) {
    for (const { index, 0: found } of text.matchAll(prefixed))
      yield { start: index, end: index + found.length, score: 0.95 };
    yield* privateKeys(text);
    for (const { index, 0: found, 2: quoted, 3: bare } of text.matchAll(named)) {
      const value = quoted ?? bare!.replace(/[.?)\]}:]{1,8}$/, '');
      const start = index + found.length - (quoted === undefined ? bare! : `${quoted}"`).length;
      if (looksSecret(value, quoted !== undefined)) yield { start, end: start + value.length, score: 0.85 };
    }
    for (const pattern of [numeric, bearer]) {
      for (const match of text.matchAll(pattern)) {
        const end = match.index + match[0].length;
        if (pattern === numeric || /\d/.test(match[1]!)) yield { start: end - match[1]!.length, end, score: 0.85 };
      }
    }
  },
});

/** From BEGIN to END; of a key that was cut off, its lines. No dashes are passed over, so every try ends at the next BEGIN. */
function* privateKeys(text: string): Iterable<Span> {
  for (const match of text.matchAll(pemBegin)) {
    const bodyStart = match.index + match[0].length;
    const rest = [pemRest, pemCutOff].find(pattern => {
      pattern.lastIndex = bodyStart;
      return pattern.test(text);
    })!;
    yield { start: match.index, end: rest.lastIndex, score: 0.95 };
  }
}

/** Told apart from prose ("password is required"): it mixes letters with digits or signs, or is quoted. Stand-ins are none. */
function looksSecret(value: string, quoted: boolean): boolean {
  // More than three words are a message about a password.
  if (
    value.length < 4 ||
    value.split(' ').length > 3 ||
    /^[$*{[(%<]|^(?:process|os|env|self|this|config)\.|\(|^x{3,}$|^\.+$/i.test(value)
  )
    return false;
  if (
    /^(?:null|none|true|false|undefined|string|required|changed|redacted|bearer|basic|[\w-]{0,16}(?:password|token|secret|key))$/i.test(
      value,
    )
  )
    return false;
  const letters = /\p{L}/u.test(value);
  const digits = /\d/.test(value);
  const signs = /[^\p{L}\d'’.-]/u.test(value);
  const mixedCase = /\p{Ll}\p{Lu}/u.test(value);
  return (
    (letters && (digits || signs)) ||
    (digits && (signs || value.length >= 6)) ||
    mixedCase ||
    (quoted && value.length >= 6)
  );
}
