import type { Range, SearchedText } from '../../define.ts';
import { allMatches } from '../context.ts';

const [alnum, lower, hex, key] = ['[A-Za-z0-9]', '[a-z0-9]', '[0-9a-f]', '[\\w-]'];
const uuid = `${hex}{8}(?:-${hex}{4}){3}-${hex}{12}`;

/**
 * Keys that say by their shape who issued them, as the issuers document them. Lengths are bounded, and the long ones begin
 * where no key character stands before them, so that no text is looked at more than a few times.
 */
const shapes = [
  // Clouds
  '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}', // AWS: ids of access keys, bearer tokens and context credentials
  `ABSK[A-Za-z0-9+/]{109,269}={0,2}`, // AWS Bedrock
  `AIza${key}{35}`, // Google: API keys
  `ya29\\.[\\w.-]{20,512}`, // Google: OAuth access tokens
  `GOCSPX-${key}{20,64}`, // Google: OAuth client secrets
  `1//0${key}{40,128}`, // Google: OAuth refresh tokens
  `[\\w.~-]{3}\\dQ~[\\w.~-]{31,34}`, // Microsoft Entra: client secrets
  `${alnum}{76}AZDO${alnum}{4}`, // Azure DevOps: personal access tokens
  '[A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/]{5}[AQgw]==', // Azure Storage: account keys
  `LTAI${alnum}{12,20}`, // Alibaba Cloud
  `AKID${alnum}{32}`, // Tencent Cloud
  `do[opr]_v1_${hex}{64}`, // DigitalOcean
  `HRKU-(?:${uuid}|AA${key}{58})`, // Heroku
  `nf[pcoub]_${alnum}{36}`, // Netlify
  `vc[piark]_${alnum}{20,128}`, // Vercel
  `cf(?:k|ut|at)_${alnum}{40,64}`, // Cloudflare: keys and tokens
  `v1\\.0-${hex}{24}-${hex}{146}`, // Cloudflare: Origin CA keys
  `fo1_${key}{43}`, // Fly.io
  `rnd_${alnum}{28,64}`, // Render
  `tskey-[a-z]{2,12}-${alnum}{6,32}-${alnum}{16,64}`, // Tailscale
  // Code and packages
  `gh[pousr]_${alnum}{20,255}`, // GitHub
  'github_pat_\\w{22,255}',
  `gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-[\\w.-]{20,255}`, // GitLab
  `GR1348941${key}{20,64}`, // GitLab: runner registration
  `ATBB${alnum}{28,32}`, // Bitbucket: app passwords
  `AT(?:AT|CT)T3[\\w=-]{60,300}`, // Atlassian
  `npm_${alnum}{36}`, // npm
  `pypi-${key}{40,512}`, // PyPI
  `rubygems_${hex}{48}`, // RubyGems
  `oy2${lower}{43}`, // NuGet
  `cio${alnum}{32}`, // Cargo
  `dckr_[po]at_${key}{20,64}`, // Docker Hub
  `CCIP(?:AT|RJ)_${alnum}{20,24}_${hex}{40}`, // CircleCI
  `bkua_${hex}{40}`, // Buildkite
  `sgp_(?:${hex}{16}_|local_)?${hex}{40}`, // Sourcegraph
  `sq[pua]_${hex}{40}`, // SonarQube
  `${alnum}{14}\\.atlasv1\\.${key}{60,70}`, // Terraform Cloud
  `hv[sbr]\\.${key}{24,300}`, // HashiCorp Vault
  `dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:${key}{1,40}\\.)?${alnum}{40,44}`, // Doppler
  `pul-${hex}{40}`, // Pulumi
  `ops_eyJ${key}{200,2048}={0,2}`, // 1Password: service accounts
  `A3(?:-[A-Z0-9]{5,6}){6}`, // 1Password: secret keys
  `AGE-SECRET-KEY-1[A-Z0-9]{58}`, // age
  // Language models
  `sk-ant-(?:api|admin|oat|ort|sid)\\d\\d-${key}{20,255}`, // Anthropic
  `sk-(?:proj|svcacct|admin|None)-${key}{20,255}`, // OpenAI
  `sk-${alnum}{32,64}`, // OpenAI, DeepSeek
  `sk-or-v1-${hex}{64}`, // OpenRouter
  `[sp]k-lf-${uuid}`, // Langfuse
  `(?:hf|api_org)_${alnum}{30,64}`, // Hugging Face
  `gsk_${alnum}{48,56}`, // Groq
  `xai-${alnum}{70,90}`, // xAI
  `pplx-${alnum}{40,56}`, // Perplexity
  `r8_${alnum}{37}`, // Replicate
  `nvapi-${key}{60,70}`, // NVIDIA
  `csk-${lower}{48}`, // Cerebras
  `tgp_v1_${key}{40,64}`, // Together
  `pcsk_\\w{60,80}`, // Pinecone
  `lsv2_(?:pt|sk)_${hex}{32}_${hex}{10}`, // LangSmith
  `sk_${hex}{48}`, // ElevenLabs
  // Messages
  'xox[abeoprs]-[A-Za-z0-9-]{10,255}', // Slack
  'xoxe\\.xox[bp]-\\d-[A-Za-z0-9]{20,255}',
  'xapp-[A-Za-z0-9-]{20,255}',
  `[MNO]${key}{23,27}\\.${key}{6,7}\\.${key}{27,40}`, // Discord: bots
  `\\d{8,10}:AA${key}{32,33}`, // Telegram: bots
  'SK[0-9a-f]{32}', // Twilio
  `SG\\.${key}{16,64}\\.${key}{16,64}`, // SendGrid
  `(?:key-${hex}{32}|${hex}{32}-${hex}{8}-${hex}{8})`, // Mailgun
  `${hex}{32}-us\\d{1,2}`, // Mailchimp
  `xkeysib-${hex}{64}-${alnum}{16}`, // Brevo
  `re_${alnum}{8}_${alnum}{24}`, // Resend
  // Money and shops
  `(?:sk|rk)_(?:live|test)_${alnum}{10,255}`, // Stripe
  'whsec_[A-Za-z0-9+/=]{20,255}',
  `sq0(?:atp|csp)-${key}{22,43}`, // Square
  `EAAA${key}{60}`,
  `access_token\\$(?:production|sandbox)\\$${lower}{16}\\$${hex}{32}`, // Braintree, after its words
  `access-(?:sandbox|development|production)-${uuid}`, // Plaid
  `shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}`, // Shopify
  `shippo_(?:live|test)_${hex}{40}`, // Shippo
  `EZ[AT]K${alnum}{54}`, // EasyPost
  // Watching
  `NR(?:AK-[A-Z0-9]{27}|II-${key}{32}|AA-${hex}{27})`, // New Relic
  `${hex}{36}NRAL`,
  `sntryu_${hex}{64}`, // Sentry
  `sntrys_eyJ[\\w+/=-]{60,512}`,
  `glsa_${alnum}{32}_${hex}{8}`, // Grafana
  `glc_eyJ[\\w+/=-]{60,512}`,
  `dt0[cs]\\d\\d\\.[A-Z0-9]{8,24}\\.[A-Z0-9]{64}`, // Dynatrace
  `ph[xc]_${alnum}{40,48}`, // PostHog
  // Work
  `ntn_${alnum}{40,56}`, // Notion
  `secret_${alnum}{43}`,
  `lin_(?:api|wh)_${alnum}{40}`, // Linear
  `lin_oauth_${hex}{64}`,
  `figd_${key}{40,64}`, // Figma
  `pat${alnum}{14}\\.${hex}{64}`, // Airtable
  `PMAK-${hex}{24}-${hex}{34}`, // Postman
  `pat-[a-z]{2}\\d-${uuid}`, // HubSpot
  `CFPAT-${key}{43}`, // Contentful
  `tfp_${key}{40,64}`, // Typeform
  `sl\\.${key}{60,255}`, // Dropbox
  `EAA[A-Z]${alnum}{90,255}`, // Meta
  // Data
  `(?:dapi|dkea|dose)${hex}{32}(?:-\\d)?`, // Databricks
  `pscale_(?:tkn|pw|oauth)_${key}{32,64}`, // PlanetScale
  `(?:sbp_${hex}{40}|sb_secret_${key}{20,64})`, // Supabase
  `(?<=sk\\.)eyJ${key}{20,512}\\.${key}{16,64}`, // Mapbox
  `(?<![\\w-])eyJ${key}{8,2048}\\.${key}{8,8192}\\.${key}{0,2048}`, // JSON Web Token (RFC 7519)
].join('|');

const source = `(?<![A-Za-z0-9])(?:${shapes})(?![A-Za-z0-9])`;
const anywhere = new RegExp(source, 'g');
const here = new RegExp(source, 'y');

/** What begins keys that may do without a digit: of these words' places `issuedAt` is asked. */
export const issuedWords = [
  ...['hf', 'ghp', 'npm', 'whsec', 'gsk', 'figd', 'hvs', 'glpat', 'gldt', 'glrt', 'dckr pat'],
  ...['sk live', 'sk test', 'rk live', 'rk test'],
];
/** The same, of keys without a sign behind it. */
const beginnings = ['AKIA', 'ASIA', 'AIza'];

/** Keys wherever they stand. */
export function* issued({ text, tokens }: SearchedText): Iterable<Range> {
  for (const token of tokens) {
    for (const { index, 0: found } of allMatches(anywhere, text.slice(token.start, token.end))) {
      yield { start: token.start + index, end: token.start + index + found.length };
    }
  }
  for (const beginning of beginnings) {
    for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, at + 4)) {
      const key = issuedAt(text, at);
      if (key !== undefined) yield key;
    }
  }
}

/** The key that begins at `start`. */
export function issuedAt(text: string, start: number): Range | undefined {
  here.lastIndex = start;
  return here.test(text) ? { start, end: here.lastIndex } : undefined;
}
