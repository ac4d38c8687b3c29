import { createHmac } from 'node:crypto';
import { normalise } from '../placeholders.ts';
import type { Operator } from './operator.ts';

/** Hex digits: 2^-64 that two of 2^0.. values are one by accident; of a million values 3 in 10^8. */
const LENGTH = 16;

export const hash: Operator = {
  name: 'hash',
  summary: 'a keyed hash such as [EMAIL_3f2b8c1d4e5f6a7b] (HMAC-SHA-256), the same for the same value in all documents',
  needsKey: true,
  open({ key }) {
    return (entity, value) => {
      const digest = createHmac('sha256', key)
        .update(`${entity}\0${normalise(entity, value)}`)
        .digest('hex');
      return `[${entity}_${digest.slice(0, LENGTH)}]`;
    };
  },
};
