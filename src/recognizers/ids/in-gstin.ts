import { defineIdNumber } from '../id-number.ts';

export const inGstin = defineIdNumber({
  name: 'in-gstin',
  entity: 'IN_GSTIN',
  summary: 'Indian GST numbers: state, PAN, Z at its place, check character over 36 characters',
  // States 01 to 38 (Ladakh, since 2019), other territory 97, centre 99; the Z is fixed.
  pattern: '(?:0[1-9]|[12]\\d|3[0-8]|97|99)[A-Z]{5}\\d{4}[A-Z][A-Z1-9]Z[A-Z\\d]',
  isValid(value) {
    let sum = 0;
    for (let i = 0; i < 14; i++) {
      const product = Number.parseInt(value[i]!, 36) * (1 + (i % 2));
      sum += Math.floor(product / 36) + (product % 36);
    }
    return (36 - (sum % 36)) % 36 === Number.parseInt(value[14]!, 36);
  },
  words: ['gstin', 'gstins', 'gst', 'gst registration', 'gstin/uin', 'जीएसटीआईएन'],
  alone: 0.6,
  aloneInvalid: 0.4,
});
