import { defineRecognizer } from '../define.ts';
import { taggedAs } from './tagged.ts';

export const organization = defineRecognizer({
  name: 'organization',
  entity: 'ORGANIZATION',
  summary: 'Names of companies and institutions, by a linear model',
  tier: 'statistical',
  find: searched => taggedAs('ORGANIZATION', searched),
});
