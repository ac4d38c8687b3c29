import { defineRecognizer } from '../define.ts';
import { allMatches } from './context.ts';

/** After the word: a colon or the like, or `is`, then one token that a person may be called by. */
const named =
  /^["'`]?(?:\s{0,2}[:=]\s{0,2}|\s(?:is|was|ist|lautet|est|es|é)\s:?\s?|\s)(?<quote>["'`]?)(?<name>@?[\p{L}\p{N}][\p{L}\p{N}._-]{1,38}[\p{L}\p{N}](?:#\d{1,5})?)/diu;
/** A folder of somebody's own. */
const folders =
  /(?<![\p{L}\p{N}])(?:\/(?:home|Users)\/|[A-Z]:\\(?:Users|Documents and Settings)\\)([\p{L}\p{N}][\p{L}\p{N}._-]{1,38})/dgu;

/** Folders and accounts of nobody. */
const nobody = new Set(
  (
    'user users username name youruser yourname your you me admin administrator root public shared default guest test ubuntu debian ' +
    'ec2-user node app runner jenkins git home example none null true false'
  ).split(' '),
);

export const username = defineRecognizer({
  name: 'username',
  entity: 'USERNAME',
  summary: 'Names of accounts beside a word such as "username" or "handle", and in the paths of home folders',
  tier: 'context',
  words: [
    ...[
      'username',
      'user name',
      'user id',
      'userid',
      'login',
      'login name',
      'screen name',
      'nickname',
      'handle',
      'twitter',
    ],
    ...[
      'instagram',
      'insta',
      'telegram',
      'skype',
      'discord',
      'snapchat',
      'tiktok',
      'github',
      'gamertag',
      'benutzername',
    ],
    ...[
      'benutzerkennung',
      'anmeldename',
      "nom d'utilisateur",
      'identifiant',
      'nombre de usuario',
      'usuario',
      'nome utente',
    ],
    ...['gebruikersnaam', 'nome de usuário', 'utilizador'],
  ],
  mayFind: searched => searched.cues('username').length > 0 || mayHoldFolder(searched.text),
  *find(searched) {
    const { text } = searched;
    for (const cue of searched.cues('username')) {
      const match = named.exec(text.slice(cue.end, cue.end + 64));
      if (match === null || !isName(match.groups!.name!, match[0])) continue;
      const [start, end] = match.indices!.groups!.name!;
      yield { start: cue.end + start, end: cue.end + end, score: 0.7 };
    }
    if (!mayHoldFolder(text)) return;
    for (const match of allMatches(folders, text)) {
      const [start, end] = match.indices![1]!;
      if (!nobody.has(match[1]!.toLowerCase())) yield { start, end, score: 0.7, tier: 'anchored' };
    }
  },
});

function mayHoldFolder(text: string): boolean {
  return text.includes('/home/') || text.includes('Users') || text.includes(':\\Documents');
}

/** A word of prose is no name of an account: one has digits, signs or `@`, or stands behind a colon or in quotes. */
function isName(name: string, whole: string): boolean {
  const plain = name.replace(/^@/, '').toLowerCase();
  if (plain.length < 3 || nobody.has(plain) || /^\d+$/.test(plain)) return false;
  return /[\d@_]|[a-z][.-][a-z]/i.test(name) || (/[:=]/.test(whole) && /["'`]/.test(whole));
}
