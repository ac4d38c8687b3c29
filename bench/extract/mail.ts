// Messages, and what their senders wrote in them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDocumentError } from '../../src/core/errors.ts';
import { textOf } from '../../src/sources/html/dom.ts';
import { readHeaders } from '../../src/sources/mail/headers.ts';
import { splitHtml } from '../../src/sources/mail/html-quotes.ts';
import { type Address, readEnvelope, readMessage } from '../../src/sources/mail/message.ts';
import { splitMail, splitQuotes } from '../../src/sources/mail/quotes.ts';
import { type CaseSet, linesOf } from './set.ts';

const stalwart: CaseSet = {
  folder: 'email',
  name: 'stalwart',
  library: 'postal-mime 4.0.0',
  measures: [
    { name: 'all fields, of 64', at: ['all'], library: 43, best: [57, "Python's email 3.11"] },
    { name: 'subject', at: ['subject'], library: 52, best: [64, "Python's email"] },
    { name: 'names', at: ['names'], library: 52, best: [62, "Python's email"] },
    { name: 'text', at: ['text'], library: 53, best: [61, "Python's email"] },
    { name: 'html', at: ['html'], library: 62, best: [64, "Python's email, mail-parser 4.8.0"] },
    { name: 'attachments', at: ['attachments'], library: 56, best: [58, "Python's email"] },
  ],
  async *predict(folder) {
    for (const { id, file } of linesOf<{ id: string; file: string }>(folder, 'stalwart/truth.jsonl')) {
      const message = fieldsOrRefused(readFileSync(join(folder, 'stalwart', file)));
      if (message !== undefined) yield { id, ...message };
    }
  },
};

function fieldsOrRefused(bytes: Uint8Array): object | undefined {
  try {
    const { from, to, subject, date } = readEnvelope(readHeaders(bytes).headers);
    const { bodies, attachments } = readMessage(bytes);
    const joined = (texts: readonly (string | undefined)[]) => texts.filter(text => text !== undefined).join('\n');
    return {
      ...{ subject, date, from: peopleOf(from), to: peopleOf(to) },
      text: joined(bodies.map(({ plain }) => plain)),
      html: joined(bodies.map(({ html }) => html)),
      attachments: attachments.map(({ name }) => name ?? null),
    };
  } catch (error) {
    if (isDocumentError(error)) return undefined;
    throw error;
  }
}

function peopleOf(addresses: readonly Address[]): object[] {
  return addresses.map(({ name, email }) => ({ name: name ?? null, address: email ?? null }));
}

const TALON = 'talon 1.4.4, its own cases';

const quotes: CaseSet = {
  folder: 'email',
  name: 'quotes',
  library: 'talonjs 1.0.28; signatures: email-reply-parser 2.3.7',
  measures: [
    { name: 'quotes in plain text, of 64', at: ['quote-plain', 0], library: 58, best: [62, TALON] },
    { name: 'quotes in HTML, of 29', at: ['quote-html', 0], library: 26, best: [29, TALON] },
    { name: 'signatures by rules, of 19', at: ['signature-rules', 0], library: 14, best: [19, TALON] },
    { name: 'signatures by a classifier, of 13', at: ['signature-learned', 0] },
  ],
  async *predict(folder) {
    type Case = { id: string; kind: 'quote-plain' | 'quote-html' | 'signature'; input: string };
    for (const { id, kind, input } of linesOf<Case>(folder, 'quotes/cases.jsonl')) {
      yield { id, text: KEPT[kind](input) };
    }
  },
};

/** What is kept of a message: what was written for it, and what was passed on with it. */
const KEPT = {
  'quote-plain': (text: string) => {
    const { reply, forwarded } = splitQuotes(text);
    return `${reply}\n\n${forwarded}`;
  },
  'quote-html': (html: string) => {
    const { reply, forwarded } = splitHtml(html);
    return textOf(reply) + textOf(forwarded);
  },
  signature: (text: string) => splitMail(text).reply,
} as const;

export const mailSets: readonly CaseSet[] = [stalwart, quotes];
