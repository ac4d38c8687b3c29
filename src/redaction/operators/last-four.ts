import type { Operator } from './operator.ts';
import { placeholder } from './placeholder.ts';

/** Numbers of fewer digits would be half shown. */
const SHORTEST = 12;

export const lastFour: Operator = {
  name: 'last-four',
  summary:
    'the last four digits of a card number, as a receipt shows it: `************1111`; otherwise a placeholder. Does not go together with a hash of the same cards (PCI DSS 3.5.1)',
  open(doc) {
    const numbered = placeholder.open(doc);
    return (entity, value, people) => {
      const digits = value.replace(/\D/g, '');
      if (entity !== 'CREDIT_CARD' || digits.length < SHORTEST) return numbered(entity, value, people);
      return '*'.repeat(digits.length - 4) + digits.slice(-4);
    };
  },
};
