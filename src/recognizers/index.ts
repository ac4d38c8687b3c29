import type { RecognizerDefinition } from '../define.ts';
import { card } from './card.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { idNumbers } from './ids/index.ts';
import { ip } from './ip.ts';
import { knownName } from './known-name.ts';
import { phone } from './phone.ts';
import { secret } from './secret.ts';
import { ssn } from './ssn.ts';
import { urlCredentials } from './url-credentials.ts';

export const recognizers: readonly RecognizerDefinition[] = [
  card,
  email,
  iban,
  ip,
  knownName,
  phone,
  secret,
  ssn,
  urlCredentials,
  ...idNumbers,
];
