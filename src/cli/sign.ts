import { join, relative, resolve } from 'node:path';
import type { Decision } from '../audit/sign-off.ts';
import { SIGN_OFF, signOffText } from '../audit/sign-off.ts';
import { fingerprint, privateKeyOf } from '../audit/signature.ts';
import { checkIntegrity, type Integrity, problemsOf } from '../audit/verify.ts';
import { loadCatalog } from '../catalog.ts';
import { CorpusmithError } from '../core/errors.ts';
import { PUBLIC, writeAtomically } from '../engine/local/files.ts';
import { type Arguments, type Command, EXIT, text } from './command.ts';
import { readKeyFile } from './verify.ts';

export const signCommand: Command = {
  name: 'sign',
  summary:
    'Sign a finished dataset off, or reject it: writes signoff.json, which holds for exactly this state of the files. ' +
    'With a key it bears an Ed25519 signature; `openssl genpkey -algorithm ed25519 -out KEY` makes one',
  usage:
    'DIR --name NAME --role ROLE --decision approve|reject [--condition TEXT] [--valid-until DATE] [--private-key FILE]',
  positionals: [1, 1],
  options: {
    name: { type: 'string', value: 'NAME', describe: 'Who decides.' },
    role: { type: 'string', value: 'ROLE', describe: 'As what, such as "data protection officer".' },
    decision: { type: 'string', value: 'WORD', describe: 'approve or reject.' },
    condition: {
      type: 'string',
      value: 'TEXT',
      describe: 'What the approval depends on; several with ; between them.',
    },
    'valid-until': { type: 'string', value: 'DATE', describe: 'Last day that it holds, YYYY-MM-DD. Default: no end.' },
    statement: { type: 'string', value: 'TEXT', describe: 'Why, in your own words.' },
    'private-key': {
      type: 'string',
      value: 'FILE',
      describe: 'Ed25519 key to sign with (PKCS #8, PEM, not encrypted).',
    },
  },
  async run(args, terminal) {
    const folder = resolve(args.positionals[0]!);
    const decision = decisionOf(args, new Date());
    const keyFile = text(args, 'private-key');
    const key = keyFile === undefined ? undefined : privateKeyOf(readKeyFile(keyFile), keyFile);
    const integrity = await checkIntegrity(folder, await loadCatalog(), terminal.signal);
    const manifest = wholeManifest(integrity, folder);
    const { isThere, state } = integrity.review;
    if (state === undefined) {
      const why = isThere ? 'the review is of an earlier state of the dataset' : 'no review was made';
      terminal.err(`warning: ${why}; the sign-off says so. \`corpusmith review DIR\` begins one.\n`);
    }
    const content = signOffText(decision, manifest, state, key);
    writeAtomically(join(folder, SIGN_OFF), content, PUBLIC);
    const shown = relative('.', join(folder, SIGN_OFF));
    if (args.json) terminal.out(`${JSON.stringify(JSON.parse(content))}\n`);
    else {
      const signed = key === undefined ? 'without a signature' : `signed, key ${fingerprint(key.publicKey)}`;
      const what = decision.decision === 'approve' ? 'Approved' : 'Rejected';
      terminal.out(`${what} by ${decision.name} (${decision.role}), ${signed}: ${shown}\n`);
    }
    return EXIT.done;
  },
};

/** Refuses what is not as its run left it. */
function wholeManifest({ manifest, checks }: Integrity, folder: string): NonNullable<Integrity['manifest']> {
  const files = [...new Set(problemsOf(checks).map(({ file }) => file))];
  if (manifest !== undefined && files.length === 0) return manifest;
  throw new CorpusmithError('E_ALTERED', { place: folder, detail: files.join(', ') });
}

function decisionOf(args: Arguments, now: Date): Decision {
  const decision = required(args, 'decision');
  if (decision !== 'approve' && decision !== 'reject')
    throw usage(`--decision takes approve or reject, not "${decision}"`);
  const conditions = (text(args, 'condition') ?? '').split(';').map(condition => condition.trim());
  return {
    decision,
    name: required(args, 'name'),
    role: required(args, 'role'),
    statement: text(args, 'statement') ?? null,
    conditions: conditions.filter(condition => condition !== ''),
    signedAt: now.toISOString(),
    validUntil: lastDay(text(args, 'valid-until'), now),
  };
}

function required(args: Arguments, name: string): string {
  const given = text(args, name);
  if (given === undefined) throw usage(`--${name} is missing`);
  return given;
}

function lastDay(given: string | undefined, now: Date): string | null {
  if (given === undefined) return null;
  const day = /^\d{4}-\d\d-\d\d$/.test(given) ? new Date(`${given}T00:00:00Z`) : undefined;
  // The 31st of February is taken for a day of March.
  if (day === undefined || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== given)
    throw usage(`--valid-until takes a day such as 2030-12-31, not "${given}"`);
  if (given < now.toISOString().slice(0, 10)) throw usage(`--valid-until ${given} is over already`);
  return given;
}

function usage(detail: string): CorpusmithError {
  return new CorpusmithError('E_USAGE', { detail: `${detail}. Usage: corpusmith sign ${signCommand.usage}` });
}
