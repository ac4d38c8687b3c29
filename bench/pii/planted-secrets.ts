// Invented secrets of many kinds in prose, logs, settings and tickets. Built of parts, so that no key stands in the project.
import { seededRandom } from '../../src/core/hash.ts';
import type { Range } from '../../src/define.ts';

/** A text with one secret in it. */
export interface PlantedSecret extends Range {
  readonly kind: string;
  readonly text: string;
}

const [LOWER, DIGITS] = ['abcdefghijklmnopqrstuvwxyz', '0123456789'];
const [HEX, UPPER] = ['0123456789abcdef', LOWER.toUpperCase()];
const ALNUM = LOWER + UPPER + DIGITS;

/** Draws of one text. */
class Draw {
  readonly #random: () => number;

  constructor(seed: string) {
    this.#random = seededRandom(seed);
  }

  of<T>(from: ArrayLike<T>): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }

  chars(count: number, alphabet = ALNUM): string {
    return Array.from({ length: count }, () => this.of(alphabet)).join('');
  }

  bytes(count: number, encoding: 'base64' | 'base64url'): string {
    return Buffer.from(Array.from({ length: count }, () => Math.floor(this.#random() * 256))).toString(encoding);
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map(length => this.chars(length, HEX)).join('-');
  }

  /** As people make them: a word, a number, at times a sign. */
  password(): string {
    const word = this.of('Sommer Winter Penguin Berlin Dragon Kaffee Garten Monday Liverpool Biscuit'.split(' '));
    return word + this.chars(this.of([2, 4]), DIGITS) + this.of(['', '', '!', '#', '?!']).replace('?', '$');
  }
}

type Make = (draw: Draw) => string;

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Keys that say by their shape what they are. */
const SHAPED: Readonly<Record<string, Make>> = {
  'AWS key id': d => `AKIA${d.chars(16, `${UPPER}234567`)}`,
  Google: d => `AIza${d.chars(35)}`,
  'Google OAuth': d => `GOCSPX-${d.chars(28)}`,
  'Azure client secret': d => `${d.chars(3)}8Q~${d.chars(34)}`,
  DigitalOcean: d => `dop_v1_${d.chars(64, HEX)}`,
  Netlify: d => `nfp_${d.chars(36)}`,
  Vercel: d => `vcp_${d.chars(56)}`,
  Cloudflare: d => `cfut_${d.chars(48)}`,
  GitHub: d => `ghp_${d.chars(36)}`,
  'GitHub fine-grained': d => `github_pat_${d.chars(22)}_${d.chars(59)}`,
  GitLab: d => `glpat-${d.chars(20)}`,
  Bitbucket: d => `ATBB${d.chars(32)}`,
  Atlassian: d => `ATATT3xFfGF0${d.chars(171)}`,
  npm: d => `npm_${d.chars(36)}`,
  PyPI: d => `pypi-AgEIcHlwaS5vcmc${d.chars(150)}`,
  RubyGems: d => `rubygems_${d.chars(48, HEX)}`,
  'Docker Hub': d => `dckr_pat_${d.chars(27)}`,
  Terraform: d => `${d.chars(14)}.atlasv1.${d.chars(67)}`,
  Vault: d => `hvs.${d.chars(90)}`,
  age: d => `AGE-SECRET-KEY-1${d.chars(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')}`,
  Anthropic: d => `sk-ant-api03-${d.chars(93)}AA`,
  OpenAI: d => `sk-proj-${d.chars(74)}T3BlbkFJ${d.chars(74)}`,
  'Hugging Face': d => `hf_${d.chars(34, LOWER + UPPER)}`,
  Groq: d => `gsk_${d.chars(52)}`,
  Slack: d => `xoxb-${d.chars(12, DIGITS)}-${d.chars(13, DIGITS)}-${d.chars(24)}`,
  'Slack webhook': d => `https://hooks.slack.com/services/T${d.chars(8, UPPER)}/B${d.chars(10, UPPER)}/${d.chars(24)}`,
  Discord: d => `M${d.chars(23)}.${d.chars(6)}.${d.chars(38)}`,
  Telegram: d => `${d.of('123456789')}${d.chars(9, DIGITS)}:AA${d.chars(33)}`,
  Twilio: d => `SK${d.chars(32, HEX)}`,
  SendGrid: d => `SG.${d.chars(22)}.${d.chars(43)}`,
  Mailgun: d => `key-${d.chars(32, HEX)}`,
  Mailchimp: d => `${d.chars(32, HEX)}-us${d.of(DIGITS)}`,
  Stripe: d => `sk_live_${d.chars(24)}`,
  Square: d => `sq0csp-${d.chars(43)}`,
  Braintree: d => `access_token$production$${d.chars(16, LOWER + DIGITS)}$${d.chars(32, HEX)}`,
  Shopify: d => `shpat_${d.chars(32, HEX)}`,
  'New Relic': d => `NRAK-${d.chars(27, UPPER + DIGITS)}`,
  Sentry: d => `sntryu_${d.chars(64, HEX)}`,
  Grafana: d => `glsa_${d.chars(32)}_${d.chars(8, HEX)}`,
  Notion: d => `ntn_${d.chars(11, DIGITS)}${d.chars(35)}`,
  Linear: d => `lin_api_${d.chars(40)}`,
  Figma: d => `figd_${d.chars(40)}`,
  Airtable: d => `pat${d.chars(14)}.${d.chars(64, HEX)}`,
  Postman: d => `PMAK-${d.chars(24, HEX)}-${d.chars(34, HEX)}`,
  Databricks: d => `dapi${d.chars(32, HEX)}`,
  'JSON Web Token': d =>
    `${json({ alg: 'HS256', typ: 'JWT' })}.${json({ sub: d.chars(8) })}.${d.bytes(32, 'base64url')}`,
  'signed link': d =>
    `https://x.blob.core.windows.net/a?sv=2024-11-04&sp=r&sig=${encodeURIComponent(d.bytes(32, 'base64'))}`,
  'database URL': d =>
    `${d.of(['postgres', 'mysql', 'mongodb+srv', 'redis', 'amqp'])}://app:${d.chars(14)}@db.example.com/prod`,
  bcrypt: d => `$2y$10$${d.chars(53)}`,
  'SHA-512 crypt': d => `$6$${d.chars(16)}$${d.chars(86)}`,
  argon2: d => `$argon2id$v=19$m=65536,t=3,p=4$${d.chars(22)}$${d.chars(43)}`,
};

const CARRIERS: readonly string[] = [
  'I am sorry, I pasted {} into the public channel an hour ago.',
  '2026-03-14T09:21:07Z ERROR gateway[812] request refused, credential {} is expired (status 401)',
  'region: eu-west-1\nproduction:\n  value: "{}"\n  retries: 3',
  'Hello,\n\nthe export stops with error 17. We use {} on our side.\nCan you have a look?\n\nKind regards',
];

/** Values that only what stands around them tells, each with that. */
const NAMED: Readonly<Record<string, { readonly make: Make; readonly in: readonly string[] }>> = {
  'AWS secret key': {
    make: d => d.bytes(30, 'base64'),
    in: [
      'aws_secret_access_key = {}',
      'AWS_SECRET_ACCESS_KEY={}',
      '"secretAccessKey": "{}"',
      'the secret access key is {}',
    ],
  },
  'Azure connection string': {
    make: d => d.bytes(64, 'base64'),
    in: [
      'DefaultEndpointsProtocol=https;AccountName=docs;AccountKey={};EndpointSuffix=core.windows.net',
      'account key: {}',
    ],
  },
  'key in hex': {
    make: d => d.chars(32, HEX),
    in: [
      'DD_API_KEY={}',
      'apiKey: "{}",',
      'x-api-key: {}',
      'Our API key is {}, please check.',
      '--api-key {} --site eu',
    ],
  },
  'key as UUID': { make: d => d.uuid(), in: ['HEROKU_API_KEY={}', 'api_key: "{}"', 'the client secret is {}'] },
  'client secret': {
    make: d => d.chars(40),
    in: [
      'clientSecret: "{}"',
      'CLIENT_SECRET={}',
      'client_id=web&client_secret={}',
      '<add key="ClientSecret" value="{}"/>',
    ],
  },
  Bearer: {
    make: d => d.chars(40),
    in: ['Authorization: Bearer {}', `curl -H 'Authorization: Bearer {}' https://api.example.com`],
  },
  Basic: {
    make: d => Buffer.from(`app:${d.chars(12)}`).toString('base64'),
    in: ['Authorization: Basic {}', 'proxy-authorization: basic {}'],
  },
  '.npmrc': { make: d => d.uuid(), in: ['//registry.example.com/:_authToken={}'] },
  '.netrc': { make: d => d.password(), in: ['machine ftp.example.com login jane password {}'] },
  '.pgpass': { make: d => d.chars(12), in: ['db.example.com:5432:prod:app:{}', 'localhost:5432:*:postgres:{}'] },
  'SQL Server': {
    make: d => d.chars(14),
    in: ['Server=db;Database=crm;User Id=app;Password={};Encrypt=true', 'Data Source=db;uid=app;pwd={};'],
  },
  JDBC: {
    make: d => d.chars(14),
    in: ['jdbc:oracle:thin:app/{}@//db.example.com:1521/prod', 'jdbc:sqlserver://db;user=app;password={};'],
  },
  'password, en': {
    make: d => d.password(),
    in: [
      'Password: {}',
      'the password is now {}',
      'I reset your password to {} for today.',
      'user jane, pw: {}',
      'DB_PASSWORD={}',
      'Login: jane / {}',
    ],
  },
  'password, de': {
    make: d => d.password(),
    in: ['Passwort: {}', 'Das Passwort lautet jetzt {}', 'Mein Kennwort ist {}', 'Zugangsdaten: jane / {}'],
  },
  'password, fr': { make: d => d.password(), in: ['Mot de passe : {}', 'Le mot de passe est désormais {}', 'mdp: {}'] },
  'password, es': { make: d => d.password(), in: ['Contraseña: {}', 'La contraseña es ahora {}', 'mi clave es {}'] },
  'password, it': { make: d => d.password(), in: ['La password è {}', 'Password di accesso: {}'] },
  'password, nl': { make: d => d.password(), in: ['Wachtwoord: {}', 'Het wachtwoord is nu {}'] },
  'password, pt': { make: d => d.password(), in: ['Senha: {}', 'A senha é {}', 'palavra-passe: {}'] },
  'Wi-Fi key': { make: d => d.chars(12), in: ['SSID GUEST, Wi-Fi key: {}', 'WLAN-Schlüssel: {}', 'WPA2 key is {}'] },
  PIN: { make: d => d.chars(4, DIGITS), in: ['PIN: {}', 'My PIN is {}.', 'Die PIN lautet {}', 'code PIN : {}'] },
  'one-time code': {
    make: d => d.chars(6, DIGITS),
    in: ['Your verification code is {}', '{} is your login code', 'OTP {}', 'Ihr Sicherheitscode lautet {}'],
  },
  CVV: { make: d => d.chars(3, DIGITS), in: ['CVV {}', 'CVC: {}', 'security code {}'] },
  'security answer': {
    make: d => d.of(['Rex', 'Miss Marple', 'Hamburg']),
    in: ['Security answer: {}', "mother's maiden name: {}", 'Sicherheitsantwort: {}'],
  },
  'recovery code': {
    make: d => `${d.chars(4, HEX)}9-${d.chars(5, HEX)}`,
    in: ['Recovery codes:\n{}', 'backup code: {}', 'Wiederherstellungscode: {}'],
  },
  'licence key': {
    make: d => Array.from({ length: 5 }, () => d.chars(4, UPPER) + d.of(DIGITS)).join('-'),
    in: ['Licence key: {}', 'product key {}', 'Lizenzschlüssel: {}', 'clé de licence : {}'],
  },
  'private key': {
    make: d =>
      ['BEGIN', 'END']
        .map(mark => `-----${mark} PRIVATE KEY-----`)
        .join(`\n${d.bytes(48, 'base64')}\n${d.bytes(48, 'base64')}\n`),
    in: CARRIERS,
  },
};

/** Texts with invented secrets of each kind, the same for the same seed. */
export function plantedSecrets(perKind: number, seed: string): PlantedSecret[] {
  const kinds = {
    ...Object.fromEntries(Object.entries(SHAPED).map(([kind, make]) => [kind, { make, in: CARRIERS }])),
    ...NAMED,
  };
  return Object.entries(kinds).flatMap(([kind, { make, in: carriers }]) =>
    Array.from({ length: perKind }, (_, i) => {
      const value = make(new Draw(`${seed} ${kind} ${i}`));
      const around = carriers[i % carriers.length]!;
      const start = around.indexOf('{}');
      return { kind, text: around.replace('{}', () => value), start, end: start + value.length };
    }),
  );
}
