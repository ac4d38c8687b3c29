import type { RecognizerDefinition } from '../../define.ts';
import { plPesel } from './pl-pesel.ts';

/** Numbers that authorities give to people, companies and things. */
export const idNumbers: readonly RecognizerDefinition[] = [plPesel];
