import { DENIED } from './denied.ts';

/** What becomes of values by the policy: the stage's `replace`, an operator of their own, or nothing. */
export interface Policy {
  readonly summary: string;
  /** By entity. `replace` stands for what the stage replaces with, `keep` for not looking for it at all. */
  readonly operators: Readonly<Record<string, string>>;
  /** Of entities that are not named. */
  readonly others: 'replace' | 'keep';
}

const each = (operator: string, ...entities: readonly string[]): Record<string, string> =>
  Object.fromEntries(entities.map(entity => [entity, operator]));

/** Numbers of companies, not of people. */
const COMPANIES = [
  'ORGANIZATION', 'BIC', 'DE_VAT_ID', 'DE_HANDELSREGISTER', 'IT_VAT', 'AU_ABN', 'AU_ACN', 'BR_CNPJ', 'IN_GSTIN', 'SG_UEN', 'US_EIN',
]; // biome-ignore format: a list of names

export const policies: Readonly<Record<string, Policy>> = {
  gdpr: {
    summary:
      'what names or singles out a person (GDPR Art. 4(1)); dates, ages, places and pages that are of nobody in particular stay, and so do numbers of companies',
    operators: each('keep', 'DATE', 'AGE', 'LOCATION', 'URL', ...COMPANIES),
    others: 'replace',
  },
  'hipaa-safe-harbor': {
    summary:
      'the 18 identifiers of 45 CFR 164.514(b)(2): dates become years, ages over 89 stand together, dates of birth, places and pages go too',
    // The year of a birth would tell an age over 89.
    operators: { ...each('generalise', 'DATE', 'AGE'), ...each('keep', ...COMPANIES) },
    others: 'replace',
  },
  pci: {
    summary: 'card numbers and what opens an account (PCI DSS 3); nothing else',
    operators: each('replace', 'CREDIT_CARD', 'SECRET', 'URL_WITH_CREDENTIALS'),
    others: 'keep',
  },
  ccpa: {
    summary: 'personal information of consumers (Cal. Civ. Code 1798.140(v)): as `gdpr`, and ages and exact places too',
    operators: each('keep', 'DATE', 'LOCATION', 'URL', ...COMPANIES),
    others: 'replace',
  },
  'secrets-only': {
    summary: 'keys, passwords and tokens; no personal data',
    operators: each('replace', 'SECRET', 'URL_WITH_CREDENTIALS'),
    others: 'keep',
  },
};

/** A policy of one's own: what it says goes before what the shipped policy says that it is made of. */
export interface OwnPolicy {
  readonly name: string;
  readonly summary?: string | undefined;
  readonly extends: string;
  readonly operators: Readonly<Record<string, string>>;
  readonly others?: 'replace' | 'keep' | undefined;
}

/** The policy of a name, or one's own together with what it inherits. */
export function policyOf(given: string | OwnPolicy): Policy & { readonly name: string } {
  if (typeof given === 'string') return { name: given, ...policies[given]! };
  const base = policies[given.extends]!;
  const { name, summary = base.summary, others = base.others } = given;
  return { name, summary, others, operators: { ...base.operators, ...given.operators } };
}

/** What decides what becomes of findings, of the options of a `redact` stage. */
export interface Choice {
  readonly policy: string | OwnPolicy;
  readonly replace: string;
  readonly operators: Readonly<Record<string, string>>;
}

/** What becomes of findings of an entity: the name of an operator, `drop-document`, or `keep`. */
export function operatorOf(entity: string, { policy, replace, operators }: Choice): string {
  const { operators: own, others } = policyOf(policy);
  const chosen = operators[entity] ?? own[entity] ?? (entity === DENIED ? 'replace' : others);
  return chosen === 'replace' ? replace : chosen;
}
