// Sentences in the style of tickets, mails, notes and chats, with a place for one value each.
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { labels } from './labels.ts';
import { nl } from './nl.ts';
import { pt } from './pt.ts';
import type { Sentences } from './sentences.ts';

const BY_LANGUAGE: Readonly<Record<string, Sentences>> = { de, en, es, fr, it, nl, pt };

/** In the language, ISO 639-1, or else in English; without the labels, which are of every language. */
export function sentencesOf(entity: string, language: string): readonly string[] {
  return (BY_LANGUAGE[language] ?? en)[entity] ?? [];
}

export function labelsOf(entity: string): readonly string[] {
  return labels[entity] ?? [];
}
