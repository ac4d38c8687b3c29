import { defineRecognizer } from '../define.ts';
import { taggedAs } from './tagged.ts';

export const location = defineRecognizer({
  name: 'location',
  entity: 'LOCATION',
  summary: 'Cities, regions and countries by themselves, by a linear model',
  tier: 'statistical',
  find: searched => taggedAs('LOCATION', searched),
});
