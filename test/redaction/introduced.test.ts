import { describe, expect, it } from 'vitest';
import { introducedPeople } from '../../src/redaction/introduced.ts';

const names = (text: string, known: readonly { name: string }[] = []) =>
  introducedPeople([text], known).map(person => person.name);

describe('introducedPeople', () => {
  it.each([
    ['Hi Tom,\nthe router is down.', ['Tom']],
    ['Dear Ms Roe,', ['Roe']],
    ['> Hello Anna-Lena!', ['Anna-Lena']],
    ['Sehr geehrter Herr Dr. Müller,', ['Müller']],
    ['Liebe Grüße\n\nJürgen Müller', ['Jürgen Müller']],
    ['Kind regards,\nJane Q. Roe\nSales', ['Jane Q. Roe']],
    ['Thanks\n- Bo', ['Bo']],
    ['Mit freundlichen Grüßen\ni. A. Petra Schulz', ['Petra Schulz']],
    ['Cordialement,\nZoé de la Tour', ['Zoé de la Tour']],
    ['Cara Giulia,\nè arrivata?', ['Giulia']],
    ['Geachte mevrouw Koning,', ['Koning']],
    ['Exma. Sra. Leite,', ['Leite']],
    ['vino el Sr. Díaz ayer', ['Díaz']],
    ['Com os melhores cumprimentos\nInês Pinho', ['Inês Pinho']],
    ['O meu nome é Inês Pinho.', ['Inês Pinho']],
    ['my name is Jane Roe and I', ['Jane Roe']],
    ['Je m’appelle Zoé Tour.', ['Zoé Tour']],
    ["je m'appelle Zoé Tour.", ['Zoé Tour']],
    ['This is Jane Roe from Acme', ['Jane Roe']],
    ['Please ask Mr. Van Doe about it', ['Van Doe']],
    ['From: Jane Roe <jane@example.com>', ['Jane Roe']],
    ['"Roe Jane" <jane@example.com>, Bo Li <bo@example.com>', ['Roe Jane', 'Bo Li']],
    ['First name: Jane\nLast name: Roe', ['Jane', 'Roe']],
    ['Attn: Jane Roe', ['Jane Roe']],
    ['This is Jane Roe, jane@example.com', ['Jane Roe']],
    ['Hello Jane,\nI asked Jane Roe about it.', ['Jane Roe']],
    ['Hello Jane,\nhello Jane Could you', ['Jane']],
    ['Dear Jane,\nThanks Jane Could you', ['Jane']],
  ])('%j introduces %j', (text, expected) => expect(names(text).toSorted()).toEqual(expected.toSorted()));

  it.each([
    'Hi all,',
    'Caro cliente,',
    'wanted: a Sr. Software Engineer',
    'La cara Roma antica',
    'Dear Customer,',
    'Hello World!',
    'Dear Hiring Manager,',
    'Hi there, Tom is out',
    'Hi Tom and Anna went home',
    'Kind regards,\nYour Support Team',
    'Best regards,\nthe team',
    'Thanks,\n\n\n\n\nRouter Manual',
    'This is Great News',
    'I am German from birth',
    'Hi IT,',
    'my name is unknown',
    'a <b@example.com>',
    'Product name: Widget Pro',
    'The best\nRouter ever made',
  ])('%j introduces nobody', text => expect(names(text)).toEqual([]));

  it('leaves out known people, and a first name whose full name is introduced', () => {
    expect(names('Hi Sarah,\nRegards,\nTom Baker\n\nHi Tom,', [{ name: 'Sarah Connor' }])).toEqual(['Tom Baker']);
  });

  it.each([
    'Hi Q',
    'Dear Qa ',
    '"',
    'regards\n',
    'my name is ',
    'Qa Qb Qc <',
    'mr ',
    '\n',
    'Thanks,\nQa\n',
    ' van der',
  ])('a flood of %j comes to its end', piece => {
    // Quadratic time would run into the timeout of the test.
    expect(names(piece.repeat(200_000 / piece.length)).length).toBeLessThan(200_000);
  });
});
