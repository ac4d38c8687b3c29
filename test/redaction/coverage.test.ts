import { describe, expect, it } from 'vitest';
import { recognizers } from '../../src/recognizers/index.ts';
import { coverages } from '../../src/redaction/coverage.ts';
import { operatorOf, policies } from '../../src/redaction/policies.ts';

const known = new Set(recognizers.map(({ entity }) => entity));

describe.each(Object.keys(policies))('%s', policy => {
  const named = new Set(coverages[policy]!.rows.flatMap(({ entities }) => entities));

  it('names what recognizers find', () => {
    expect([...named].filter(entity => !known.has(entity))).toEqual([]);
  });

  it('has a row for everything that the policy replaces', () => {
    const replaced = [...known].filter(
      entity => operatorOf(entity, { policy, replace: 'placeholder', operators: {} }) !== 'keep',
    );
    // Of postcodes and numbers without a place in the rule the general row speaks.
    expect(replaced.filter(entity => !named.has(entity))).toEqual([]);
  });
});
