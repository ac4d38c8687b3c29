import { expect, test } from 'vitest';
import { salesforce } from '../../../src/sources/exports/salesforce.ts';
import { customerKey } from '../../../src/sources/keys.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { byLocator, detected, failed, load, turns } from './fixture.ts';

test('cases are joined with mails, comments, contacts and users', async () => {
  const reading = await readWith(salesforce, load('salesforce'));
  expect(reading.drafts.map(({ locator }) => locator)).toEqual(['case 00001001', 'case 00001002']);
  const mailed = byLocator(reading, 'case 00001001')!;
  expect(turns(mailed)).toEqual([
    'user: The door seal is torn.',
    'assistant: Hello Ada,\n\nwe send you a new one today.',
    'user: It came, thanks.',
  ]);
  expect(mailed.labels).toEqual({
    title: 'Door seal',
    account: 'salesforce 001A',
    customer: customerKey('', { email: 'ada@kantine.example' }),
    thread: 'salesforce case 00001001',
    time: '2024-05-02T08:00:00Z',
    people: [
      { name: 'Ada Vogt', email: 'ada@kantine.example', phone: '030 23125 001', role: 'customer' },
      { name: 'Sam Agent', email: 'sam@oven.example', role: 'agent' },
    ],
  });
  const commented = byLocator(reading, 'case 00001002')!;
  expect(turns(commented)).toEqual([
    'user: Where do I find my invoice?',
    'user: Found it.',
    'assistant: It is under Account, then "Documents".',
  ]);
  expect(commented.labels!.account).toBe('trattoria.example');
});

test('rows with the wrong number of columns fail alone; what is left out is counted', async () => {
  const reading = await readWith(salesforce, load('salesforce'));
  expect(failed(reading)).toEqual([
    'E_RECORD_COLUMNS CaseComment.csv row 5',
    'E_RECORD_COLUMNS Case.csv row 4',
    'E_NO_TEXT Case.csv case 00001005',
  ]);
  expect(reading.counters).toEqual({
    attachments: 1,
    'deleted-rows': 2,
    'internal-notes': 1,
    'messages-without-case': 1,
    'unsent-drafts': 1,
  });
});

test('every table is detected, in a folder and in a ZIP', async () => {
  for (const file of load('salesforce')) {
    expect(await detected(salesforce, file), file.uri).toBeGreaterThanOrEqual(0.9);
    const zipped = memoryFile(`export.zip!/${file.uri.split('/').at(-1)}`, await file.read());
    expect(await detected(salesforce, zipped), zipped.uri).toBeGreaterThanOrEqual(0.9);
  }
  for (const name of ['hubspot', 'table', 'zendesk']) {
    for (const file of load(name)) expect(await detected(salesforce, file), file.uri).toBe(0);
  }
  expect(await detected(salesforce, memoryFile('users/User.csv', 'Id,Name\n1,x\n'))).toBe(0);
});

test.each([
  ['the contact by the address in its row', '003A,', { email: 'ada@kantine.example' }],
  ['the contact by its id where its row is not there', '003X,', { id: '003X' }],
  ['whoever filled in the form', ',Bo@web.example', { email: 'bo@web.example' }],
  ['the sender of the first mail where the case names nobody', ',', { email: 'cy@mail.example' }],
])('the customer is %s', async (_who, cells, customer) => {
  const reading = await readWith(salesforce, [
    memoryFile('sf/Case.csv', `Id,CaseNumber,Subject,Description,ContactId,SuppliedEmail\n500A,1,x,Hello,${cells}\n`),
    memoryFile('sf/Contact.csv', 'Id,LastName,AccountId,Email\n003A,Vogt,,ADA@kantine.example\n'),
    memoryFile(
      'sf/EmailMessage.csv',
      'Id,ParentId,FromAddress,MessageDate,Incoming,TextBody\n' +
        '02sA,500A,sam@oven.example,2024-05-02T08:00:00.000Z,false,Good day\n' +
        '02sB,500A,Cy@mail.example,2024-05-02T09:00:00.000Z,true,Thank you\n',
    ),
  ]);
  expect(reading.drafts.map(({ labels }) => labels!.customer)).toEqual([customerKey('salesforce', customer)]);
});

test('the numbered archives of one export are read together', async () => {
  const files = load('salesforce');
  const renamed = await Promise.all(
    files.map(async (file, i) =>
      memoryFile(`sf/WE_00D1_${i + 1}.ZIP!/${file.uri.split('/').at(-1)}`, await file.read()),
    ),
  );
  expect(salesforce.units!(renamed)).toHaveLength(1);
  expect((await readWith(salesforce, renamed)).drafts).toHaveLength(2);
  expect(salesforce.units!([memoryFile('a.zip!/Case.csv', ''), memoryFile('b.zip!/Case.csv', '')])).toHaveLength(2);
});

test('side tables alone are not an export', async () => {
  const reading = await readWith(
    salesforce,
    load('salesforce', (text, uri) => (uri.includes('/Case.csv') ? undefined : text)),
  );
  expect(reading.drafts).toEqual([]);
  expect(reading.failures.map(({ fail }) => fail)).toEqual(Array(5).fill('E_WRONG_FORMAT'));
});

test('tables in Latin-1 and with a byte order mark', async () => {
  const text =
    'Id,CaseNumber,Subject,Description,CreatedDate\n500A,00000001,Tür,Die Tür schließt nicht mehr,2024-05-02T08:00:00.000Z\n';
  for (const bytes of [Buffer.from(text, 'latin1'), Buffer.from(`\ufeff${text}`)]) {
    const file = memoryFile('sf/Case.csv', bytes);
    expect(await detected(salesforce, file)).toBeGreaterThanOrEqual(0.9);
    const reading = await readWith(salesforce, [file]);
    expect(reading.drafts.map(turns)).toEqual([['user: Die Tür schließt nicht mehr']]);
    expect(reading.drafts[0]!.labels!.title).toBe('Tür');
  }
});

test('a file of no table fails, the others are read', async () => {
  const files = [...load('salesforce'), memoryFile('salesforce/Opportunity.csv', 'Id,Amount\n1,2\n')];
  const reading = await readWith(salesforce, files);
  expect(failed(reading)[0]).toBe('E_WRONG_FORMAT Opportunity.csv');
  expect(reading.drafts).toHaveLength(2);
});
