import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainEnd } from '../core/chain.ts';
import { canonicalJson } from '../core/hash.ts';
import type { Manifest } from '../core/manifest.ts';
import { type Sealed, sealed, unsealed } from '../core/seal.ts';
import { isSameEnd } from './chained-file.ts';
import type { Check, Problem } from './check.ts';
import type { Inventory } from './inventory.ts';
import { type CheckedReview, RESULT, REVIEW, type ReviewState } from './review-files.ts';
import { fingerprint, isSameKey, type PrivateKey, signatureFits, signatureOf } from './signature.ts';

/** A sealed file: somebody's decision about exactly this state of a dataset. */
export const SIGN_OFF = 'signoff.json';
const SCHEMA = 'corpusmith/sign-off/1';
/** The report that the decision is about. */
const REPORT = 'redaction.json';

/** What a person decides, and who that is. */
export interface Decision {
  readonly decision: 'approve' | 'reject';
  readonly name: string;
  readonly role: string;
  readonly statement: string | null;
  readonly conditions: readonly string[];
  /** ISO 8601. */
  readonly signedAt: string;
  /** Last day, `YYYY-MM-DD` in UTC, or null for no end. */
  readonly validUntil: string | null;
}

export interface SignOff extends Decision {
  readonly schema: typeof SCHEMA;
  /** Seal of the manifest, and with it the hash of every file of the run. */
  readonly manifest: string;
  /** SHA-256 of `redaction.json`. */
  readonly report: string | null;
  readonly findings: ChainEnd | null;
  readonly review: ReviewState | null;
  /** SPKI in PEM, with the Ed25519 signature over the canonical JSON of all but `signature` and `seal`, Base64. */
  readonly publicKey?: string;
  readonly signature?: string;
}

/** The text of a sign-off, signed when there is a key. */
export function signOffText(
  decision: Decision,
  manifest: Sealed<Manifest>,
  review: ReviewState | undefined,
  key: PrivateKey | undefined,
): string {
  const content: SignOff = {
    schema: SCHEMA,
    ...decision,
    ...stateOf(manifest),
    review: review ?? null,
    ...(key === undefined ? {} : { publicKey: key.publicKey }),
  };
  return sealed(key === undefined ? content : { ...content, signature: signatureOf(canonicalJson(content), key) });
}

function stateOf(manifest: Sealed<Manifest>): Pick<SignOff, 'manifest' | 'report' | 'findings'> {
  return {
    manifest: manifest.seal,
    report: manifest.files.find(({ path }) => path === REPORT)?.sha256 ?? null,
    findings: manifest.chains.findings ?? null,
  };
}

/** What a sign-off is checked against. */
export interface Present extends Pick<Inventory, 'manifest'>, Pick<CheckedReview, 'isThere' | 'state'> {
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** SPKI in PEM: who must have signed. */
  readonly publicKey: string | undefined;
}

/** Checks the sign-off of a dataset: untouched, of this state, signed by the right key, in force. */
export function checkSignOff(folder: string, present: Present): Check {
  const name = 'sign-off';
  const missing = { file: SIGN_OFF, problem: 'there is none, so no key has signed' };
  if (!existsSync(join(folder, SIGN_OFF)))
    return { name, said: 'there is none', problems: present.publicKey === undefined ? [] : [missing] };
  const found = unsealed<SignOff>(readFileSync(join(folder, SIGN_OFF), 'utf8'));
  if (found?.schema !== SCHEMA)
    return { name, said: 'who has decided what', problems: [{ file: SIGN_OFF, problem: 'its seal does not fit' }] };
  const { decision, name: who, role, publicKey } = found;
  const problems = [...signatureProblems(found, present.publicKey), ...stateProblems(folder, found, present)];
  const said = `${decision === 'approve' ? 'approved' : 'rejected'} by ${who} (${role}) at ${found.signedAt}`;
  const remarks = [
    ...found.conditions.map(condition => `on condition: ${condition}`),
    ...(found.review === null ? ['no review was made before it'] : []),
    publicKey === undefined
      ? 'it bears no signature: anybody could have written it'
      : `signed with the key of fingerprint ${fingerprint(publicKey)}${present.publicKey === undefined ? '; compare it with the one you know' : ''}`,
  ];
  return { name, said, problems, remarks };
}

function signatureProblems(found: Sealed<SignOff>, wanted: string | undefined): Problem[] {
  const { seal: _seal, signature, ...content } = found;
  const { publicKey } = content;
  const problem = (what: string): Problem[] => [{ file: SIGN_OFF, problem: what }];
  if (publicKey === undefined && wanted !== undefined) return problem('it bears no signature');
  if (publicKey === undefined) return [];
  if (signature === undefined || !signatureFits(canonicalJson(content), signature, publicKey))
    return problem('its signature does not fit');
  return wanted === undefined || isSameKey(publicKey, wanted) ? [] : problem('it is signed with another key');
}

function stateProblems(folder: string, found: SignOff, { manifest, isThere, state, today }: Present): Problem[] {
  const problems: Problem[] = [];
  const problem = (what: string, file: string = SIGN_OFF) => problems.push({ file, problem: what });
  // Without a manifest nothing is known of the present state, and that has been told.
  if (manifest !== undefined && canonicalJson(stateOf(manifest)) !== canonicalJson(given(found)))
    problem('the sign-off is of an earlier state of the dataset');
  else if (found.review !== null && !isThere) problem('the review that was signed off is missing', REVIEW);
  else if (found.review !== null && state !== undefined) {
    if (found.review.plan !== state.plan) problem('the sign-off is of an earlier review');
    else
      for (const [file, end] of Object.entries(found.review.heads))
        if (state.heads[file] === undefined || !isSameEnd(state.heads[file], end))
          problem('it does not end as it did when the dataset was signed off', file);
    // One whose seal is broken has been told.
    const isTold = state.result === undefined && existsSync(join(folder, RESULT));
    if (found.review.result !== state.result && !isTold) problem('the result of the review is another', RESULT);
  }
  if (found.validUntil !== null && found.validUntil < today) problem(`the sign-off has expired on ${found.validUntil}`);
  if (found.decision === 'reject') problem('the dataset was rejected');
  return problems;
}

function given({ manifest, report, findings }: SignOff): Pick<SignOff, 'manifest' | 'report' | 'findings'> {
  return { manifest, report, findings };
}
