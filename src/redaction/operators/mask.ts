import type { Operator } from './operator.ts';

export const mask: Operator = {
  name: 'mask',
  summary: 'three asterisks, whatever the value',
  open: () => () => '***',
};
