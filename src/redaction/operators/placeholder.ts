import { Placeholders } from '../placeholders.ts';
import type { Operator } from './operator.ts';

export const placeholder: Operator = {
  name: 'placeholder',
  summary: 'a numbered placeholder such as [EMAIL_1], the same number for the same value within a document',
  open({ texts }) {
    const placeholders = new Placeholders(texts);
    return (entity, value, people) => placeholders.of(entity, value, people);
  },
};
