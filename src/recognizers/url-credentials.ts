import { defineRecognizer } from '../define.ts';

const scheme = /[a-z][a-z0-9+.-]{1,20}$/i;
const outside = /[\s"'<>`\\|{}]|$/g;

/** `scheme://user:password@host`, the password not a stand-in such as `***` or `$PASSWORD`. */
const userAndPassword = /:\/\/[^/?#@:]{0,256}:(?![$*<{[]|x{3,}@)[^/?#@]{1,512}@[^/?#@]/i;

/** A parameter that carries a credential, in the query or the fragment. */
const secretParameter =
  /[?&#](?:(?:access_?token|refresh_?token|id_?token|api_?key|apikey|client_?secret|secret|password|passwd|pwd|x-amz-signature|sessionid|session_?token|auth_?token|reset_?token)=(?![$*<{[])[^&#]{6}|(?:token|sig|signature|code|key|auth|sid|session)=(?=[^&#]{0,60}\d)(?=[^&#]{0,60}[a-z])[\w.~%+/-]{16})/i;

export const urlCredentials = defineRecognizer({
  name: 'url-credentials',
  entity: 'URL_WITH_CREDENTIALS',
  summary: 'URLs that hold a password or a token: user:password@host, ?access_token=..., signed links',
  tier: 'anchored',
  *find({ text }) {
    for (let at = text.indexOf('://'), last = 0; at !== -1; at = text.indexOf('://', at)) {
      const begin = scheme.exec(text.slice(Math.max(last, at - 21), at));
      outside.lastIndex = at + 3;
      const end = outside.exec(text)!.index;
      const url = text.slice(at, end).replace(/[.,;:!?)\]]{1,8}$/, '');
      const score = userAndPassword.test(url) ? 0.95 : secretParameter.test(url) ? 0.9 : 0;
      if (begin !== null && score > 0) yield { start: at - begin[0].length, end: at + url.length, score };
      // On from the end of this one: each character is looked at once.
      last = at = Math.max(end, at + 3);
    }
  },
});
