import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../src/sources/html/dom.ts';
import { splitHtml } from '../../../src/sources/mail/html-quotes.ts';
import { splitMail } from '../../../src/sources/mail/quotes.ts';

describe('replies are parted from what they quote', () => {
  const introductions = {
    'English, wrapped': 'On Tue, 4 Mar 2025 at 09:12, Jane Doe\n<jane@client.example> wrote:',
    German: 'Am 04.03.2025 um 09:12 schrieb Jane Doe:',
    French: 'Le mar. 4 mars 2025 à 09:12, Jane Doe <jane@client.example> a écrit :',
    Spanish: 'El mar, 4 mar 2025 a las 9:12, Jane Doe (<jane@client.example>) escribió:',
    Italian: 'Il giorno mar 4 mar 2025 alle ore 09:12 Jane Doe <jane@client.example> ha scritto:',
    Dutch: 'Op di 4 mrt 2025 om 09:12 schreef Jane Doe <jane@client.example>:',
    Portuguese: 'Em ter., 4 de mar. de 2025 às 09:12, Jane Doe <jane@client.example> escreveu:',
    Swedish: 'Den tis 4 mars 2025 kl 09:12 skrev Jane Doe <jane@client.example>:',
    Polish: 'W dniu 4.03.2025 o 09:12, Jane Doe napisała:',
    'original message': '-----Ursprüngliche Nachricht-----',
    'Outlook, English':
      '________________________________\nFrom: Jane Doe\nSent: Tuesday, March 4, 2025 9:12 AM\nTo: Support\nSubject: Pump',
    'Outlook, German':
      'Von: Jane Doe <jane@client.example>\nGesendet: Dienstag, 4. März 2025 09:12\nAn: Support\nBetreff: Pumpe',
    'Outlook, Japanese': '差出人: Jane Doe <jane@client.example>\n送信日時: 2025年3月4日\n宛先: Support\n件名: Pump',
  };
  test.each(Object.entries(introductions))('%s', (_, introduction) => {
    const text = `Please order kit SK-204.\n\n${introduction}\n\nThe seal leaks.\nWhich part?\n`;
    const split = splitMail(text);
    expect(split.reply).toBe('Please order kit SK-204.');
    expect(split.quoted).toContain('The seal leaks.');
  });

  test('answers between and below quoted lines stay', () => {
    const text = 'On 4 Mar 2025, Jane wrote:\n> Which part?\n\nSK-204.\n\n> Does it fit?\nYes, it does.\n';
    expect(splitMail(text).reply).toBe('SK-204.\n\nYes, it does.');
  });

  test.each([
    ['a trip', 'My flight:\nFrom: Berlin\nTo: Paris\nDate: 4 March\nIs it on time?'],
    ['an appointment', 'Date: Tuesday 4 March\nTime: 10:00\nAddress: 12 Long Street'],
    ['a German sentence', 'Am 3. März 2025 schrieb ich Ihnen das Folgende:\nDie Pumpe leckt.'],
    ['a sentence that begins with On', 'On Monday the pump stopped.\nOn Tuesday it leaked.'],
    ['decoration', 'Big news\n>>> look here <<<\nbye'],
  ])('%s is no quote', (_, text) => {
    expect(splitMail(text)).toMatchObject({ reply: text, quoted: '', forwarded: '' });
  });

  test('forwarded text is content, apart from the note above it', () => {
    const text =
      'Can you take this?\n\n---------- Forwarded message ---------\nFrom: Jane <jane@client.example>\nDate: Tue, 4 Mar 2025\n\nThe seal leaks.';
    const split = splitMail(text);
    expect(split.reply).toBe('Can you take this?');
    expect(split.forwarded).toMatch(/^-+ Forwarded message -+\n.*The seal leaks\.$/s);
    expect(split.quoted).toBe('');
  });

  test('a header block is what is passed on when the subject says that the message is a forward', () => {
    const text = 'See below.\n\nFrom: jane@client.example\nSent: Tuesday\nTo: Support\n\nThe seal leaks.';
    expect(splitMail(text, { forward: true })).toMatchObject({ reply: 'See below.', quoted: '' });
    expect(splitMail(text, { forward: true }).forwarded).toContain('The seal leaks.');
  });

  test('text that is all quote is kept', () => {
    expect(splitMail('> nothing\n> but quotes\n')).toMatchObject({ reply: '> nothing\n> but quotes', quoted: '' });
  });
});

describe('signatures and notices', () => {
  test.each([
    ['the standard mark', '-- \nJane Doe\nClient GmbH, which makes pumps. And valves.'],
    ['a closing', 'Best regards,\n\nJane Doe\nHead of Purchasing\n+49 30 1234567'],
    ['a German closing', 'Mit freundlichen Grüßen\nJane Doe\nClient GmbH'],
    ['a French closing', 'Cordialement,\nJane Doe'],
    ['a phone', 'Sent from my iPhone'],
    ['a phone, in German', 'Von meinem iPhone gesendet'],
    ['a name behind a dash', '- Jane'],
    ['a name with bars', 'Jane Doe | Client GmbH, Pumps | Leeds'],
  ])('%s', (_, signature) => {
    expect(splitMail(`The seal leaks.\n\n${signature}\n`)).toMatchObject({ reply: 'The seal leaks.', signature });
  });

  test.each([
    ['thanks at the end', 'It works now.\n\nThanks!'],
    ['a list', 'Please send:\n- seals\n- grease'],
    ['the last row of a table', 'Sizes:\n| Seal | DN 40 | steel |\nSeal Ring | DN 50'],
    [
      'a letter below thanks',
      'Hello,\nThanks,\nthe pump that you sent us last week does not start when it is cold outside.',
    ],
    [
      'dashes between paragraphs',
      'One.\n---\nThis paragraph is much too long to be a signature of anybody, since it tells a story.',
    ],
    ['nothing but a closing', 'Best regards,\nJane'],
  ])('%s is none', (_, text) => {
    expect(splitMail(text)).toMatchObject({ reply: text, signature: '' });
  });

  test('a legal notice is parted from the signature above it', () => {
    const notice =
      'This e-mail is confidential and intended solely for the addressee.\nIf it is not for you, delete it.';
    expect(splitMail(`The seal leaks.\n\nRegards\nJane\n\n_____\n${notice}`)).toMatchObject({
      reply: 'The seal leaks.',
      signature: 'Regards\nJane',
      disclaimer: `_____\n${notice}`,
    });
  });

  test('every word of a mail is in one of the pieces', () => {
    const line = fc.constantFrom(
      ...[
        'hello there',
        '> quoted',
        '',
        '-- ',
        'Regards,',
        'Jane',
        'On 4 Mar 2025, Jane wrote:',
        'From: a@b.example',
        'Sent: today',
      ],
      ...[
        'To: c@d.example',
        '---------- Forwarded message ---------',
        'This message is confidential.',
        'Sent from my iPhone',
        '-----',
      ],
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), lines => {
        const words = (text: string) =>
          text
            .split(/\s+/)
            .filter(word => /\w/.test(word))
            .sort();
        const { reply, forwarded, quoted, signature, disclaimer } = splitMail(lines.join('\n'));
        expect(words([reply, forwarded, quoted, signature, disclaimer].join('\n'))).toEqual(words(lines.join('\n')));
        if (lines.some(text => /\w/.test(text))) expect(reply + forwarded).not.toBe('');
      }),
    );
  });
});

describe('HTML bodies', () => {
  const pieces = (html: string, forward = false) => {
    const { reply, quoted, forwarded } = splitHtml(html, { forward });
    return { reply: textOf(reply), quoted: textOf(quoted), forwarded: textOf(forwarded) };
  };
  test.each([
    [
      'cited blockquote',
      '<p>New.</p><div class="moz-cite-prefix">Am 4.3. schrieb X:<br></div><blockquote type="cite"><p>Old.</p></blockquote>',
    ],
    [
      'Gmail, in a language without a phrase',
      '<div>New.</div><div class="gmail_quote"><div class="gmail_attr">xx yy zz</div><blockquote class="gmail_quote">Old.</blockquote></div>',
    ],
    [
      'Outlook on the web',
      '<div>New.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">x: y</div><div>Old.</div>',
    ],
    [
      'Outlook',
      '<div>New.</div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><b>Feladó:</b> X<br><b>Elküldve:</b> Y<br><b>Tárgy:</b> Z</div><p>Old.</p>',
    ],
    [
      'header block below a rule',
      '<div>New.<hr><b>From:</b> x@y.example<br>\n<b>Sent:</b> Tuesday<br>\n<b>To:</b> Z<br><br>Old.</div>',
    ],
    ['the last blockquote', '<p>New.</p><blockquote>Old.</blockquote>'],
  ])('%s', (_, html) => {
    const { reply, quoted } = pieces(html);
    expect(reply).toBe('New.');
    expect(quoted).toContain('Old.');
  });

  test('answers between the quotes of one message stay', () => {
    const quote = (text: string) => `<blockquote type="cite">${text}</blockquote>`;
    expect(pieces(`${quote('Which part?')}<p>SK-204.</p>${quote('Fits?')}<p>Yes.</p>`).reply).toBe('SK-204. Yes.');
  });

  test('forwarded text is content', () => {
    const html =
      '<p>See:</p><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: X</div><p>Old.</p></div>';
    expect(pieces(html)).toMatchObject({ reply: 'See:', quoted: '' });
    expect(pieces(html).forwarded).toContain('Old.');
  });

  test('a body that is all quote is kept', () => {
    expect(pieces('<blockquote type="cite">Old.</blockquote>')).toEqual({ reply: 'Old.', quoted: '', forwarded: '' });
  });
});

test('long and repetitive text takes linear time', () => {
  const texts = [
    '> '.repeat(200_000),
    'On 1 '.repeat(80_000),
    '\n \n'.repeat(100_000),
    '- '.repeat(200_000),
    ' '.repeat(400_000),
    'From: a@b\n'.repeat(40_000),
    'Am 1.1.2025\n'.repeat(30_000),
  ];
  // Quadratic time would run into the timeout of the test.
  for (const text of texts) expect(splitMail(`x\n${text}x\n${text}`).reply).toMatch(/^x/);
});
