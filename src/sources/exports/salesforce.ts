import { z } from 'zod';
import type { Draft, InputFile, Peek, SourceContext, Unreadable } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { peekText } from '../encoding.ts';
import { conversationOptions, unreadable } from './conversation.ts';
import { headerOf } from './header.ts';
import { rowsOf } from './reading.ts';
import { folderOfUri, groupBy } from './record.ts';
import { CaseBook, isTrue, type Row } from './salesforce-case.ts';

const options = z.strictObject(conversationOptions);

/** Columns that a table of the export has whatever its file is called. */
const TABLES = {
  Case: ['CaseNumber', 'Subject'],
  CaseComment: ['ParentId', 'CommentBody'],
  EmailMessage: ['ParentId', 'FromAddress', 'MessageDate'],
  Contact: ['LastName', 'AccountId'],
  User: ['Username', 'ProfileId'],
  Account: ['Name', 'BillingCountry'],
} as const;

type Table = keyof typeof TABLES;

/** A file that is called like a table also needs one of these, which tables of other systems do not have. */
const MARKS = [
  ...['IsDeleted', 'CreatedById', 'LastModifiedById', 'SystemModstamp', 'MasterRecordId', 'OwnerId'],
  ...['Username', 'CaseNumber', 'ParentId', 'AccountId', 'BillingStreet', 'BillingCity'],
];

/**
 * Salesforce Data Export: cases with the comments and mails that belong to them. Contacts and users give names, `AccountId` the
 * account. One export is one unit, whether in a folder, a ZIP, or several of them (`WE_<org>_1.ZIP`, `WE_<org>_2.ZIP`).
 * All tables but that of the cases are held in memory. Counts `deleted-rows`, `unsent-drafts` and `messages-without-case`.
 */
export const salesforce = defineSource({
  name: 'salesforce',
  summary: 'Salesforce Data Export: cases with comments and e-mail (CSV files or their ZIP)',
  options,
  adds: ['title', 'people', 'account', 'customer', 'thread', 'time'],
  detect: peek => (tableOf(peek) === undefined ? 0 : 0.92),
  units: files => groupBy(files, exportOf),
  async *read({ files }, given: z.infer<typeof options>, ctx) {
    const tables = await Promise.all(files.map(tableIn));
    const filesOf = (table: Table | undefined) => files.filter((_, i) => tables[i] === table);
    for (const file of filesOf(undefined)) yield { fail: 'E_WRONG_FORMAT', file };
    const cases = filesOf('Case');
    if (cases.length === 0) {
      for (const file of files.filter((_, i) => tables[i] !== undefined)) yield { fail: 'E_WRONG_FORMAT', file };
      return;
    }
    const book = new CaseBook();
    for (const table of ['Account', 'Contact', 'User'] as const) {
      for (const file of filesOf(table)) yield* each(file, ctx, row => book.addPerson(row, table));
    }
    for (const file of filesOf('CaseComment')) yield* each(file, ctx, row => book.addComment(row));
    for (const file of filesOf('EmailMessage')) yield* each(file, ctx, row => book.addMail(row, ctx));
    for (const file of cases) yield* draftsOf(file, book, given, ctx);
    if (book.unclaimed > 0) ctx.count('messages-without-case', book.unclaimed);
  },
});

function tableOf({ uri, head }: Pick<Peek, 'uri' | 'head'>): Table | undefined {
  const name = /([A-Za-z]+)\.csv$/i.exec(uri)?.[1]?.toLowerCase();
  const columns = new Set(headerOf(peekText(head)));
  if (!columns.has('Id')) return undefined;
  const tables = Object.keys(TABLES) as Table[];
  const named = tables.find(table => table.toLowerCase() === name);
  if (named !== undefined && MARKS.some(mark => columns.has(mark))) return named;
  return tables.find(table => TABLES[table].every(column => columns.has(column)));
}

async function tableIn(file: InputFile): Promise<Table | undefined> {
  return tableOf({ uri: file.uri, head: await file.slice(0, 65_536) });
}

/** The folder or archive of the export; parts of one export, told by the number at their end, are one. */
function exportOf(file: InputFile): string {
  return folderOfUri(file.uri).replace(/(WE_\w{1,40})_\d{1,3}(\.zip!)$/i, '$1$2');
}

/** Calls `use` for the rows that are not deleted; yields those that cannot be read. */
async function* each(file: InputFile, ctx: SourceContext, use: (row: Row) => void): AsyncGenerator<Unreadable> {
  for await (const row of rowsOf(file, ctx)) {
    if ('fail' in row) yield unreadable(row.fail, file, 'row', row.row);
    else if (isTrue(row.values.IsDeleted)) ctx.count('deleted-rows');
    else if (!row.values.Id) yield { fail: 'E_RECORD', file, locator: `row ${row.row}` };
    else use(row.values);
  }
}

async function* draftsOf(
  file: InputFile,
  book: CaseBook,
  given: z.infer<typeof options>,
  ctx: SourceContext,
): AsyncGenerator<Draft | Unreadable> {
  for await (const row of rowsOf(file, ctx)) {
    if ('fail' in row) yield unreadable(row.fail, file, 'row', row.row);
    else if (!row.values.Id) yield { fail: 'E_RECORD', file, locator: `row ${row.row}` };
    else if (isTrue(row.values.IsDeleted)) {
      book.claim(row.values);
      ctx.count('deleted-rows');
    } else yield book.draft(row.values, row.row, file, given, ctx);
  }
}
