import { defineRecognizer } from '../define.ts';
import { isStandIn } from './secrets/values.ts';

const scheme = /[a-z][a-z0-9+.-]{1,20}$/i;
const outside = /[\s"'<>`\\|{}]|$/g;

/** `scheme://user:password@host` */
const userAndPassword = /^:\/\/[^/?#@:]{0,256}:([^/?#@]{1,512})@[^/?#@]/;
/** `scheme://token@host`: access tokens of repositories, keys of Sentry. */
const tokenAsUser = /^:\/\/(?=[^/?#@]{0,255}\d)[\w.~-]{20,255}@[^/?#@]/;

/** Addresses that are the secret themselves: who knows one may post to it. */
const secretPaths = new RegExp(
  '^://(?:' +
    [
      'hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/[\\w/]{20,200}',
      '(?:ptb\\.|canary\\.)?discord(?:app)?\\.com/api/(?:v\\d{1,2}/)?webhooks/\\d{15,21}/[\\w-]{40,100}',
      '[\\w-]{1,60}\\.webhook\\.office\\.com/webhookb2/[\\w@/-]{40,300}',
      'outlook\\.office(?:365)?\\.com/webhook/[\\w@/-]{40,300}',
      'api\\.telegram\\.org/(?:file/)?bot\\d{6,12}:[\\w-]{30,40}',
      'hooks\\.zapier\\.com/hooks/catch/\\d{1,12}/\\w{5,20}',
    ].join('|') +
    ')',
  'i',
);

/** Parameters of the query or the fragment that carry a credential, and those that do when their value looks like one. */
const parameter =
  /[?&#;](?:(?<sure>access_?token|refresh_?token|id_?token|oauth_?token|private_?token|api_?key|client_?secret|secret|password|passwd|pwd|passphrase|x-amz-signature|x-goog-signature|x-amz-security-token|sessionid|session_?token|auth_?token|reset_?token|invite_?token|confirmation_?token|subscription-key|hapikey|sharedaccesssignature)|(?<maybe>token|sig|signature|code|key|auth|sid|session|jwt|ticket|hash|hmac|magic|otp|state_?token|awsaccesskeyid|login_?token))=(?<value>[^&#;]{1,4096})/gi;
const looksMade = /^(?=[^&#]{0,60}\d)(?=[^&#]{0,60}[a-z])[\w.~%+/=-]{16}/i;

export const urlCredentials = defineRecognizer({
  name: 'url-credentials',
  entity: 'URL_WITH_CREDENTIALS',
  summary: 'URLs that hold a password or a token: user:password@host, ?access_token=..., signed links, webhooks',
  tier: 'anchored',
  mayFind: ({ text }) => text.includes('://'),
  *find({ text }) {
    for (let at = text.indexOf('://'), last = 0; at !== -1; at = text.indexOf('://', at)) {
      const begin = scheme.exec(text.slice(Math.max(last, at - 21), at));
      outside.lastIndex = at + 3;
      const end = outside.exec(text)!.index;
      const url = text.slice(at, end).replace(/[.,;:!?)\]]{1,8}$/, '');
      const score = scoreOf(url);
      if (begin !== null && score > 0) yield { start: at - begin[0].length, end: at + url.length, score };
      // On from the end of this one: each character is looked at once.
      last = at = Math.max(end, at + 3);
    }
  },
});

/** Of a URL without its scheme; 0 where it holds no credential, or what stands for one. */
function scoreOf(url: string): number {
  if (secretPaths.test(url)) return 0.95;
  if (url.includes('@')) {
    const password = userAndPassword.exec(url)?.[1];
    const isPassword = password !== undefined && !isStandIn(password) && !/^%7b|^%24/i.test(password);
    if (isPassword || tokenAsUser.test(url)) return 0.95;
  }
  if (!url.includes('=')) return 0;
  for (const { groups } of url.matchAll(parameter)) {
    const { sure, value } = groups!;
    if (isStandIn(value!)) continue;
    if (sure === undefined ? looksMade.test(value!) : value!.length >= 6) return 0.9;
  }
  return 0;
}
